import { isRecord } from './is-record.ts'
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

export const usualAlerts: Alerts = { volume: 0.6, muted: { ring: false, message: false, agentsOnly: false, ended: false, lost: false }, notifies: false, privacy: 'who' }

/** What of a value makes sense, and the usual for the rest. */
export function readAlerts(said: unknown): Alerts {
  if (!isRecord(said)) return usualAlerts
  const { volume, muted, notifies, privacy } = said
  const isMuted = (kind: SoundKind): boolean => isRecord(muted) && muted[kind] === true
  return {
    volume: isVolume(volume) ? volume : usualAlerts.volume,
    muted: { ring: isMuted('ring'), message: isMuted('message'), agentsOnly: isMuted('agentsOnly'), ended: isMuted('ended'), lost: isMuted('lost') },
    notifies: notifies === true,
    privacy: privacy === 'none' || privacy === 'text' ? privacy : usualAlerts.privacy
  }
}

/** What in a value cannot be, with its value and what it may be; null when all of it makes sense. */
export function oddAlert(said: unknown): { readonly name: string; readonly value: unknown; readonly allowed: readonly string[] } | null {
  if (said === undefined) return null
  if (!isRecord(said)) return { name: 'alerts', value: said, allowed: ['{ … }'] }
  const { volume = 0, muted = {}, notifies = false, privacy = 'who' } = said
  const yesOrNo = ['true', 'false']
  if (!isVolume(volume)) return { name: 'alerts.volume', value: volume, allowed: ['0 … 1'] }
  if (typeof notifies !== 'boolean') return { name: 'alerts.notifies', value: notifies, allowed: yesOrNo }
  if (privacy !== 'none' && privacy !== 'who' && privacy !== 'text') return { name: 'alerts.privacy', value: privacy, allowed: ['none', 'who', 'text'] }
  if (!isRecord(muted)) return { name: 'alerts.muted', value: muted, allowed: ['{ … }'] }
  const kind = soundKinds.find((one) => muted[one] !== undefined && typeof muted[one] !== 'boolean')
  return kind === undefined ? null : { name: `alerts.muted.${kind}`, value: muted[kind], allowed: yesOrNo }
}

function isVolume(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1
}
