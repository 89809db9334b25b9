import type { Command } from './commands.svelte.ts'
import { ownName, spoken } from './language.svelte.ts'
import { m } from './messages/messages.js'
import { settings } from './settings.svelte.ts'
import type { Settings } from './read-settings.ts'

/** Each setting that is not so already as a command, so that it can be changed without the dialog. */
export function settingsCommands(): readonly Command[] {
  const set = (to: Partial<Omit<Settings, 'alerts'>>, title: string): readonly Command[] => {
    const [name = '', value = ''] = Object.entries(to).flat()
    const isSo = Object.entries(settings.now).some(([one, now]) => one === name && now === value)
    return isSo ? [] : [{ id: `settings.${name}.${value}`, title, also: m.settings_title(), run: () => settings.change(to) }]
  }
  return [
    ...set({ theme: 'light' }, m.settings_doTheme({ theme: m.settings_light() })),
    ...set({ theme: 'dark' }, m.settings_doTheme({ theme: m.settings_dark() })),
    ...set({ theme: 'system' }, m.settings_doTheme({ theme: m.settings_asSystem() })),
    ...set({ contrast: settings.now.contrast === 'more' ? 'system' : 'more' }, settings.now.contrast === 'more' ? m.settings_doContrastUsual() : m.settings_doContrastMore()),
    ...set({ density: settings.now.density === 'compact' ? 'comfortable' : 'compact' }, settings.now.density === 'compact' ? m.settings_doComfortable() : m.settings_doCompact()),
    ...spoken.flatMap((language) => set({ language }, m.settings_doLanguage({ language: ownName(language) })))
  ]
}
