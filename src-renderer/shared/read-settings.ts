import { readAlerts, usualAlerts } from './read-alerts.ts'
import type { Alerts } from './read-alerts.ts'

/** What somebody can choose, and what is there if nobody has chosen. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark'
  readonly contrast: 'system' | 'usual' | 'more'
  readonly density: 'compact' | 'comfortable'
  readonly language: 'system' | 'en' | 'de'
  readonly alerts: Alerts
}

/** Those that are chosen out of a few. */
type Chosen = Omit<Settings, 'alerts'>

/** For each setting what it may be; the first is the usual one. */
export const choices: { readonly [Name in keyof Chosen]: readonly Chosen[Name][] } = {
  theme: ['system', 'light', 'dark'],
  contrast: ['system', 'usual', 'more'],
  density: ['compact', 'comfortable'],
  language: ['system', 'en', 'de']
}

export const usualSettings: Settings = { theme: 'system', contrast: 'system', density: 'compact', language: 'system', alerts: usualAlerts }

/** What of a value makes sense, and the usual for the rest. */
export function readSettings(said: Readonly<Record<string, unknown>>): Settings {
  return {
    theme: choice('theme', said) ?? usualSettings.theme,
    contrast: choice('contrast', said) ?? usualSettings.contrast,
    density: choice('density', said) ?? usualSettings.density,
    language: choice('language', said) ?? usualSettings.language,
    alerts: readAlerts(said['alerts'])
  }
}

function choice<Name extends keyof Chosen>(name: Name, said: Readonly<Record<string, unknown>>): Chosen[Name] | undefined {
  return choices[name].find((value) => value === said[name])
}
