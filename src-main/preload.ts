import { contextBridge, ipcRenderer } from 'electron'
import type { DesktopBridge, ToPage } from './contract/desktop-bridge.ts'

/**
 * Runs before each page, sandboxed and isolated from it. It brings no way into the main process but one channel, on which
 * the shell checks every word and who says it: whatever concerns chats and runs goes over the wire.
 */

const versionSwitch = '--aside-version='
const version = process.argv.find((word) => word.startsWith(versionSwitch))?.slice(versionSwitch.length) ?? ''

const bridge: DesktopBridge = {
  isDesktop: true,
  version,
  tell: (message) => ipcRenderer.send('aside', message),
  listen: (hear) => void ipcRenderer.on('aside', (_event, message: ToPage) => hear(message))
}

contextBridge.exposeInMainWorld('aside', bridge)
