import type * as Electron from 'electron'
import { onlyKnown, strict } from './strict.ts'

/** The stand-in's menus: kept, and clicked by tests. */

/** What Electron writes on the items of a role, where it matters that a role is known at all. */
const roleLabels: Readonly<Record<string, string>> = {
  appMenu: 'Aside',
  close: 'Close Window',
  quit: 'Quit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  reload: 'Reload',
  resetZoom: 'Actual Size',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  togglefullscreen: 'Toggle Full Screen',
  minimize: 'Minimize',
  about: 'About Aside'
}

/** As Electron reads them: modifiers, then one key. */
const accelerator = /^(?:(?:CommandOrControl|CmdOrCtrl|Control|Ctrl|Alt|Shift|Super)\+)*(?:[A-Z0-9]|F\d{1,2}|Plus|Space|Tab|Enter|Escape|Backspace|Delete|Home|End|PageUp|PageDown|Up|Down|Left|Right|[^\w\s+])$/

interface Item {
  readonly id: string
  readonly label: string
  readonly role: string | undefined
  readonly type: string
  readonly enabled: boolean
  readonly checked: boolean
  readonly accelerator: string | undefined
  readonly registerAccelerator: boolean
  readonly click: () => void
  readonly submenu: TheMenu | null
}

export class TheMenu {
  readonly items: readonly Item[]

  static #shown: TheMenu | null = null

  static buildFromTemplate = (template: readonly Electron.MenuItemConstructorOptions[]): TheMenu => strict('Menu', new TheMenu(template))
  static setApplicationMenu = (menu: TheMenu): void => void (TheMenu.#shown = menu)
  static getApplicationMenu = (): TheMenu | null => TheMenu.#shown

  constructor(template: readonly Electron.MenuItemConstructorOptions[]) {
    this.items = template.map(itemOf)
  }

  getMenuItemById(id: string): Item | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
}

function itemOf(template: Electron.MenuItemConstructorOptions): Item {
  onlyKnown('menu item', template, ['id', 'label', 'role', 'type', 'submenu', 'click', 'enabled', 'checked', 'accelerator', 'registerAccelerator'])
  const { id = '', role, label, submenu, click, type, enabled = true, checked = false, registerAccelerator = true } = template
  const usual = role === undefined ? label : roleLabels[role]
  if (usual === undefined && type !== 'separator') throw new Error(`A menu item needs a label or a role that the stand-in knows, not "${role}"`)
  if (template.accelerator !== undefined && !accelerator.test(template.accelerator)) throw new Error(`Electron knows no keys "${template.accelerator}"`)
  return strict('MenuItem', {
    id,
    label: label ?? usual ?? '',
    role: role?.toLowerCase(),
    type: type ?? (submenu ? 'submenu' : 'normal'),
    enabled,
    checked,
    accelerator: template.accelerator,
    registerAccelerator,
    click: () => (click as (() => void) | undefined)?.(),
    submenu: Array.isArray(submenu) ? TheMenu.buildFromTemplate(submenu) : null
  })
}
