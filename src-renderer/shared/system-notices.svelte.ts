import { alertSettings } from './alert-settings.svelte.ts'
import type { NoticePrivacy } from './read-alerts.ts'

/** Something that the system may show while its window is hidden. */
export interface SystemNotice {
  /** The next of the same tag takes its place. */
  readonly tag: string
  /** Says that there is something, and nothing of anybody. */
  readonly plain: string
  /** Says of whom it is, and nothing of what was said. */
  readonly who: string
  /** What was said, for whoever chose to have it shown; empty where nothing was. */
  readonly text: string
  /** What a click leads to, once the window is in front. */
  readonly open: () => void
}

export type NoticePermission = 'default' | 'granted' | 'denied' | 'missing'

/** Notifications of the system, by the browser's own means. They are asked for only when somebody presses for them. */
class SystemNotices {
  permission = $state<NoticePermission>(permissionNow())
  readonly #shown = new Map<string, Notification>()

  /** Switches them on, asking the browser first where it has to be asked. */
  async allow(): Promise<void> {
    if (this.permission === 'missing') return
    this.permission = await Notification.requestPermission()
    alertSettings.change({ notifies: this.permission === 'granted' })
  }

  show(notice: SystemNotice): void {
    const { notifies, privacy } = alertSettings.now
    this.permission = permissionNow()
    if (!document.hidden || !notifies || this.permission !== 'granted') return
    const { title, body } = worded(notice, privacy)
    // Sounds are ours: they have one owner, and the system's own would ring beside them.
    const shown = new Notification(title, { body, tag: notice.tag, silent: true })
    shown.onclick = () => {
      window.focus()
      shown.close()
      notice.open()
    }
    shown.onclose = () => this.#shown.delete(notice.tag)
    this.#shown.set(notice.tag, shown)
  }

  /** What it was about is over, or on the screen. */
  take(tag: string): void {
    this.#shown.get(tag)?.close()
    this.#shown.delete(tag)
  }
}

/** As much of it as others may read over somebody's shoulder. */
export function worded({ plain, who, text }: Pick<SystemNotice, 'plain' | 'who' | 'text'>, privacy: NoticePrivacy): { readonly title: string; readonly body: string } {
  switch (privacy) {
    case 'none':
      return { title: plain, body: '' }
    case 'who':
      return { title: who, body: '' }
    case 'text':
      return { title: who, body: text }
  }
}

function permissionNow(): NoticePermission {
  // Over plain HTTP from the network no browser shows any.
  return 'Notification' in globalThis && isSecureContext ? Notification.permission : 'missing'
}

export const systemNotices = new SystemNotices()
