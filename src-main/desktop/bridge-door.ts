import { ipcMain } from 'electron'
import type { IpcMainEvent } from 'electron'
import { toShell } from '../contract/desktop-bridge.ts'
import type { ToShell } from '../contract/desktop-bridge.ts'
import { crashScheme } from './crash-page.ts'
import type { Shown, Windows } from './windows.ts'

/** Who says something, by the page that stands in the window. */
type Speaker = 'trainer' | 'agent' | 'customer' | 'broken'

const maySay: Readonly<Record<Speaker, readonly ToShell['say'][]>> = {
  trainer: ['listening', 'commands', 'language', 'arrange'],
  agent: ['commands', 'language', 'waiting'],
  // A customer's page shows what customers may know, and has nothing to say to the shell.
  customer: [],
  broken: ['mend']
}

export interface BridgeParts {
  readonly origin: string
  readonly windows: Pick<Windows, 'of'>
  readonly hear: (shown: Shown, message: ToShell) => void
  readonly refused: (why: string) => void
}

/** The one channel between pages and shell: who speaks is known by the window and its main frame, what is said by its schema. */
export function openBridge({ origin, windows, hear, refused }: BridgeParts): void {
  ipcMain.on('aside', (event, message: unknown) => {
    const shown = windows.of(event.sender)
    const speaker = shown && speakerOf(event, shown, origin)
    if (!shown || !speaker) return refused('said by somebody who is none of our pages')
    const read = toShell.safeParse(message)
    if (!read.success) return refused(`said by ${speaker}, and malformed`)
    if (!maySay[speaker].includes(read.data.say)) return refused(`${read.data.say} said by ${speaker}`)
    hear(shown, read.data)
  })
}

function speakerOf({ senderFrame }: IpcMainEvent, shown: Shown, origin: string): Speaker | null {
  if (senderFrame === null || senderFrame.parent !== null) return null
  if (shown.isBroken) return senderFrame.url.startsWith(crashScheme) ? 'broken' : null
  if (!URL.canParse(senderFrame.url)) return null
  const { origin: from, pathname } = new URL(senderFrame.url)
  const [, page] = pathname.split('/')
  return from === origin && (page === 'trainer' || page === 'agent' || page === 'customer') ? page : null
}
