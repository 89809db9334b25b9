/** What somebody can choose, and what is there if nobody has chosen. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark'
  readonly contrast: 'system' | 'usual' | 'more'
  readonly density: 'compact' | 'comfortable'
  readonly language: 'system' | 'en' | 'de'
}

/** For each setting what it may be; the first is the usual one. */
export const choices: { readonly [Name in keyof Settings]: readonly Settings[Name][] } = {
  theme: ['system', 'light', 'dark'],
  contrast: ['system', 'usual', 'more'],
  density: ['compact', 'comfortable'],
  language: ['system', 'en', 'de']
}

export const usualSettings: Settings = { theme: 'system', contrast: 'system', density: 'compact', language: 'system' }

/** What of a value makes sense, and the usual for the rest. */
export function readSettings(said: Readonly<Record<string, unknown>>): Settings {
  return {
    theme: choice('theme', said) ?? usualSettings.theme,
    contrast: choice('contrast', said) ?? usualSettings.contrast,
    density: choice('density', said) ?? usualSettings.density,
    language: choice('language', said) ?? usualSettings.language
  }
}

function choice<Name extends keyof Settings>(name: Name, said: Readonly<Record<string, unknown>>): Settings[Name] | undefined {
  return choices[name].find((value) => value === said[name])
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
