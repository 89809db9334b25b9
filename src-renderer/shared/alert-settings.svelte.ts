import { soundKinds } from './sound-kinds.ts'
import type { SoundKind } from './sound-kinds.ts'

/** How much a system notification says where others may look: that there is something, of whom, or what it is. */
export type NoticePrivacy = 'none' | 'who' | 'text'

/** What is heard and what the system shows; all windows of a browser share it. */
export interface Alerts {
  /** 0 to 1. */
  readonly volume: number
  readonly muted: Readonly<Record<SoundKind, boolean>>
  /** Does the system show something while the window is hidden? */
  readonly notifies: boolean
  readonly privacy: NoticePrivacy
}

const key = 'aside.alerts'

const usual: Alerts = { volume: 0.6, muted: { ring: false, message: false, agentsOnly: false, ended: false, lost: false }, notifies: false, privacy: 'who' }

class AlertSettings {
  now = $state.raw<Alerts>(kept())

  constructor() {
    // Another window has changed them.
    addEventListener('storage', (event) => event.key === key && (this.now = kept()))
  }

  change(to: Partial<Alerts>): void {
    this.now = { ...this.now, ...to }
    localStorage.setItem(key, JSON.stringify(this.now))
  }

  mute(kind: SoundKind, isMuted: boolean): void {
    this.change({ muted: { ...this.now.muted, [kind]: isMuted } })
  }

  volumeOf(kind: SoundKind): number {
    return this.now.muted[kind] ? 0 : this.now.volume
  }
}

export const alertSettings = new AlertSettings()

/** What is kept, as far as it makes sense. */
function kept(): Alerts {
  const said = read()
  const { volume, muted, notifies, privacy } = said
  return {
    volume: typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : usual.volume,
    muted: isRecord(muted) ? Object.fromEntries(soundKinds.map((kind) => [kind, muted[kind] === true])) as Alerts['muted'] : usual.muted,
    notifies: notifies === true,
    privacy: privacy === 'none' || privacy === 'text' ? privacy : usual.privacy
  }
}

function read(): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    return isRecord(said) ? said : {}
  } catch {
    return {}
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
