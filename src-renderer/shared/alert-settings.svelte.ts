import type { Alerts } from './read-alerts.ts'
import { settings } from './settings.svelte.ts'
import type { SoundKind } from './sound-kinds.ts'

/** The part of the settings that says what is heard and what the system shows. */
class AlertSettings {
  get now(): Alerts {
    return settings.now.alerts
  }

  change(to: Partial<Alerts>): void {
    settings.change({ alerts: { ...this.now, ...to } })
  }

  mute(kind: SoundKind, isMuted: boolean): void {
    this.change({ muted: { ...this.now.muted, [kind]: isMuted } })
  }

  volumeOf(kind: SoundKind): number {
    return this.now.muted[kind] ? 0 : this.now.volume
  }
}

export const alertSettings = new AlertSettings()
