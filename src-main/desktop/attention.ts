import { app, nativeImage } from 'electron'
import type { Shown } from './windows.ts'
import { filled } from './words.ts'
import type { Words } from './words.ts'

interface Waiting {
  readonly ringing: number
  readonly unread: number
}

/** Who waits in the agents' windows: a number on the icon, and a window that calls while it is not looked at. */
export class Attention {
  readonly #waiting = new Map<Shown, Waiting>()
  readonly #overlay: string
  readonly #words: () => Words
  readonly #mayFlash: () => boolean

  constructor({ overlay, words, mayFlash }: { overlay: string; words: () => Words; mayFlash: () => boolean }) {
    this.#overlay = overlay
    this.#words = words
    this.#mayFlash = mayFlash
  }

  hear(shown: Shown, { ringing, unread }: Waiting): void {
    const rangBefore = this.#waiting.get(shown)?.ringing ?? 0
    this.#waiting.set(shown, { ringing, unread })
    if (ringing > rangBefore && this.#mayFlash() && !shown.window.isFocused()) shown.window.flashFrame(true)
    if (process.platform === 'win32') this.#mark(shown, ringing + unread)
    this.#count()
  }

  forget(shown: Shown): void {
    if (this.#waiting.delete(shown)) this.#count()
  }

  #count(): void {
    app.setBadgeCount([...this.#waiting.values()].reduce((sum, { ringing, unread }) => sum + ringing + unread, 0))
  }

  /** Windows marks the window's own button instead. */
  #mark({ window }: Shown, count: number): void {
    window.setOverlayIcon(count === 0 ? null : nativeImage.createFromPath(this.#overlay), filled(this.#words().waiting, { count }))
  }
}
