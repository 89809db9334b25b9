import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import { arrangements } from '../contract/desktop-bridge.ts'
import type { Arrangement, OfferedCommand } from '../contract/desktop-bridge.ts'
import type { ShellSettings } from '../contract/shell-settings.ts'
import { acceleratorOf } from './accelerator.ts'
import type { Words } from './words.ts'

/** Somebody whose window can be opened. */
export interface Seat {
  readonly id: string
  readonly label: string
  readonly open: () => void
}

/** What the menu can do. */
export interface MenuDeeds {
  openAll(): void
  openScenario(): void
  showLibrary(): void
  chooseLibrary(): void
  usualLibrary(): void
  saveReport(): void
  set(part: Partial<ShellSettings>): void
  exportSettings(): void
  importSettings(): void
  editSettings(): void
  arrange(how: Arrangement): void
  documentation(): void
  logFolder(): void
  checkForUpdates(): void
}

export interface MenuParts {
  readonly words: Words
  readonly settings: ShellSettings
  readonly seats: readonly Seat[]
  readonly windows: readonly { title: string; show: () => void }[]
  /** What the page in front offers. */
  readonly commands: readonly OfferedCommand[]
  readonly run: (command: string) => void
  readonly deeds: MenuDeeds
}

/** The native menu. Items that tests and scripts look for have ids; the rest is Electron's own roles. */
export function setMenu(parts: MenuParts): void {
  const { words } = parts
  const template: MenuItemConstructorOptions[] = [
    { label: words.file, submenu: fileItems(parts) },
    {
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        { type: 'separator' },
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll }
      ]
    },
    {
      label: words.view,
      submenu: [
        { role: 'reload', label: words.reload },
        { type: 'separator' },
        { role: 'resetZoom', label: words.resetZoom },
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        { type: 'separator' },
        { role: 'togglefullscreen', label: words.fullScreen }
      ]
    },
    { id: 'commands', label: words.commands, submenu: commandItems(parts) },
    { label: words.window, submenu: windowItems(parts) },
    { label: words.help, submenu: helpItems(parts) }
  ]
  if (process.platform === 'darwin') template.unshift({ role: 'appMenu' })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

function fileItems({ words, settings, seats, deeds }: MenuParts): MenuItemConstructorOptions[] {
  return [
    { id: 'open', label: words.newWindow, submenu: seats.map(({ id, label, open }) => ({ id: `open:${id}`, label, click: open })) },
    { id: 'openAll', label: words.windowsForAll, enabled: seats.length > 1, click: deeds.openAll },
    { type: 'separator' },
    { id: 'openScenario', label: words.openScenario, accelerator: 'CommandOrControl+O', click: deeds.openScenario },
    { id: 'showLibrary', label: words.showLibrary, click: deeds.showLibrary },
    { id: 'chooseLibrary', label: words.chooseLibrary, click: deeds.chooseLibrary },
    { id: 'usualLibrary', label: words.usualLibrary, enabled: settings.library !== null, click: deeds.usualLibrary },
    { type: 'separator' },
    { id: 'saveReport', label: words.saveReport, click: deeds.saveReport },
    { id: 'settings', label: words.settings, submenu: settingsItems({ words, settings, deeds }) },
    { type: 'separator' },
    { role: 'close', label: words.closeWindow },
    { role: 'quit', label: words.quit }
  ]
}

function settingsItems({ words, settings, deeds }: Pick<MenuParts, 'words' | 'settings' | 'deeds'>): MenuItemConstructorOptions[] {
  const whenOpening = (how: Arrangement | null, label: string): MenuItemConstructorOptions => ({
    id: `arrangeOnOpen:${how ?? 'leave'}`,
    label,
    type: 'radio',
    checked: settings.arrange === how,
    click: () => deeds.set({ arrange: how })
  })
  return [
    { id: 'flash', label: words.flash, type: 'checkbox', checked: settings.flash, click: () => deeds.set({ flash: !settings.flash }) },
    { id: 'tray', label: words.tray, type: 'checkbox', checked: settings.tray, click: () => deeds.set({ tray: !settings.tray }) },
    { id: 'arrangeOnOpen', label: words.arrangeOnOpen, submenu: [whenOpening(null, words.leave), ...arrangements.map((how) => whenOpening(how, words[how]))] },
    { type: 'separator' },
    { id: 'exportSettings', label: words.exportSettings, click: deeds.exportSettings },
    { id: 'importSettings', label: words.importSettings, click: deeds.importSettings },
    { id: 'editSettings', label: words.editSettings, click: deeds.editSettings }
  ]
}

/** The page's own keys are shown, and left to the page: it knows whether somebody is writing just now. */
function commandItems({ words, commands, run }: MenuParts): MenuItemConstructorOptions[] {
  if (commands.length === 0) return [{ label: words.noCommands, enabled: false }]
  return commands.map(({ id, title, keys, isPossible }) => {
    const accelerator = keys === null ? null : acceleratorOf(keys)
    // A Mac takes every key that its menu shows.
    const isShown = accelerator !== null && (process.platform !== 'darwin' || accelerator.startsWith('CommandOrControl+'))
    return { id: `command:${id}`, label: title.replaceAll('&', '&&'), enabled: isPossible, ...(isShown ? { accelerator, registerAccelerator: false } : {}), click: () => run(id) }
  })
}

function windowItems({ words, windows, deeds }: MenuParts): MenuItemConstructorOptions[] {
  return [
    { role: 'minimize', label: words.minimize },
    { id: 'arrange', label: words.arrange, submenu: arrangements.map((how) => ({ id: `arrange:${how}`, label: words[how], click: () => deeds.arrange(how) })) },
    { type: 'separator' },
    ...windows.map(({ title, show }, place) => ({ id: `window:${place + 1}`, label: title.replaceAll('&', '&&'), click: show }))
  ]
}

function helpItems({ words, deeds }: MenuParts): MenuItemConstructorOptions[] {
  return [
    { id: 'documentation', label: words.documentation, click: deeds.documentation },
    { id: 'logFolder', label: words.logFolder, click: deeds.logFolder },
    { id: 'checkForUpdates', label: words.checkForUpdates, click: deeds.checkForUpdates },
    { type: 'separator' },
    { role: 'about', label: words.about }
  ]
}
