import { contextBridge } from 'electron'
import type { DesktopBridge } from './contract/desktop-bridge.ts'

/** Runs before each page, sandboxed and isolated from it. It brings no way into the main process: pages use the wire. */

const versionSwitch = '--aside-version='
const version = process.argv.find((word) => word.startsWith(versionSwitch))?.slice(versionSwitch.length) ?? ''

const bridge: DesktopBridge = { isDesktop: true, version }

contextBridge.exposeInMainWorld('aside', bridge)
