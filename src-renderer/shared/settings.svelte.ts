import { isRecord } from './is-record.ts'
import { readSettings } from './read-settings.ts'
import type { Settings } from './read-settings.ts'

/** How Aside looks and speaks in this browser: one value for all its windows, which follow a change at once. */

const key = 'aside.settings'

class KeptSettings {
  now = $state.raw<Settings>(kept())

  constructor() {
    // Another window has changed them; a null key means that all was cleared.
    addEventListener('storage', (event) => {
      if (event.key === key || event.key === null) this.now = kept()
    })
  }

  change(to: Partial<Settings>): void {
    this.now = { ...this.now, ...to }
    localStorage.setItem(key, JSON.stringify(this.now))
  }
}

export const settings = new KeptSettings()

/** Whatever is kept and makes no sense is as it usually is. */
function kept(): Settings {
  try {
    const said: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    return readSettings(isRecord(said) ? said : {})
  } catch {
    return readSettings({})
  }
}
