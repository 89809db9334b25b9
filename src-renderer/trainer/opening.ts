import type { LibraryRead } from '../../src-main/contract/control.ts'
import { openSession } from '../shared/session.ts'
import type { Opened } from '../shared/session.ts'

/** What the console cannot do without: who asks, and the library. */
export interface Opening {
  readonly opened: Opened
  /** As it was when the page began to load; null if it could not be had, which the console finds out for itself. */
  readonly library: Promise<LibraryRead | null>
}

/** Signs in and asks for the library while the page's code is still on its way; so it needs nothing of that. */
export async function openConsole(): Promise<Opening> {
  const opened = await openSession('trainer')
  return { opened, library: opened && 'session' in opened ? readLibrary(opened.session.token) : Promise.resolve(null) }
}

async function readLibrary(token: string): Promise<LibraryRead | null> {
  try {
    const response = await fetch('/control/scenarios', { credentials: 'omit', headers: { Accept: 'application/json', Authorization: `Bearer ${token}` } })
    return response.ok ? ((await response.json()) as LibraryRead) : null
  } catch {
    return null
  }
}
