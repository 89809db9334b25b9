import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import type * as Electron from 'electron'
import type { ToScreen, ToStandIn } from './screen-wire.ts'
import { Emitter, onlyKnown, strict } from './strict.ts'

/**
 * The module `electron` for machines that cannot have it: as much of it as desktop/ uses. Windows are real pages of a real
 * Chromium, which the test's process shows; this side keeps what the main process would know of them.
 */

const root = new URL('../../..', import.meta.url)
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }

function tellScreen(message: ToScreen): void {
  process.send?.(message)
}

// app

class App extends Emitter {
  #userData = join(process.env['ASIDE_STAND_IN_HOME'] ?? '', 'aside')
  #isQuitting = false
  readonly #ready = Promise.withResolvers<void>()

  constructor() {
    super('app', ['web-contents-created', 'second-instance', 'window-all-closed', 'will-quit'])
  }

  getVersion = (): string => version

  getPath(name: string): string {
    if (name !== 'userData') throw new Error(`The Electron stand-in knows no path "${name}"`)
    return this.#userData
  }

  setPath(name: string, path: string): void {
    if (name !== 'userData') throw new Error(`The Electron stand-in knows no path "${name}"`)
    if (!existsSync(path)) throw new Error(`The folder ${path} is not there`)
    this.#userData = path
  }

  whenReady = (): Promise<void> => this.#ready.promise

  /** The lock is a file with its owner's process; a second start leaves a file beside it, which the first one finds. */
  requestSingleInstanceLock(): boolean {
    mkdirSync(this.#userData, { recursive: true })
    const lock = join(this.#userData, 'lock')
    if (existsSync(lock) && isAlive(Number(readFileSync(lock, 'utf8')))) {
      writeFileSync(join(this.#userData, `second-${process.pid}`), '')
      return false
    }
    writeFileSync(lock, String(process.pid))
    process.on('exit', () => rmSync(lock, { force: true }))
    setInterval(() => {
      for (const file of readdirSync(this.#userData).filter((name) => name.startsWith('second-'))) {
        rmSync(join(this.#userData, file))
        this.emit('second-instance', {}, [], '')
      }
    }, 50).unref()
    return true
  }

  /** Closes all windows, and ends unless somebody prevents it. */
  quit(): void {
    this.#isQuitting = true
    for (const window of windows.values()) window.close()
    if (windows.size === 0) this.#end()
  }

  exit(code = 0): void {
    process.exit(code)
  }

  becomeReady(): void {
    this.#ready.resolve()
  }

  windowClosed(): void {
    if (windows.size > 0) return
    if (this.#isQuitting || this.listenerCount('window-all-closed') === 0) this.#end()
    else this.emit('window-all-closed')
  }

  #end(): void {
    if (this.isPrevented('will-quit')) this.#isQuitting = false
    else process.exit(0)
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const theApp = new App()

// session

type PermissionHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0]
type PermissionCheck = Parameters<Electron.Session['setPermissionCheckHandler']>[0]

const permissions: { request: PermissionHandler; check: PermissionCheck } = { request: null, check: null }

const defaultSession = strict('session.defaultSession', {
  setPermissionRequestHandler: (handler: PermissionHandler) => void (permissions.request = handler),
  setPermissionCheckHandler: (handler: PermissionCheck) => void (permissions.check = handler)
})

/** What a page would be given if it asked. Electron gives everything where nobody set a handler. */
function granted(): string[] {
  const names = ['notifications', 'geolocation', 'clipboard-read'] as const
  return names.filter((name) => {
    if (permissions.check && !permissions.check(null, name, '', {} as Electron.PermissionCheckHandlerHandlerDetails)) return false
    if (!permissions.request) return true
    let isGiven = false
    permissions.request({} as Electron.WebContents, name, (answer) => (isGiven = answer), {} as Electron.PermissionRequest)
    return isGiven
  })
}

// windows

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

class Contents extends Emitter {
  openHandler: OpenHandler | null = null
  readonly #webPreferences: Electron.WebPreferences

  constructor(webPreferences: Electron.WebPreferences) {
    super('webContents', ['will-navigate', 'will-redirect', 'will-attach-webview'])
    this.#webPreferences = webPreferences
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }

  /** Not documented, and there in Electron all the same; for tests alone. */
  getLastWebPreferences = (): Electron.WebPreferences => this.#webPreferences
}

const windows = new Map<number, Window>()
let opened = 0

class Window extends Emitter {
  readonly id: number
  readonly webContents: Contents
  title: string
  isSmall = false
  readonly #loading: PromiseWithResolvers<void>[] = []

  static getAllWindows = (): Window[] => [...windows.values()].map((window) => window.self)

  readonly self: Window

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super('BrowserWindow', ['closed', 'page-title-updated'])
    onlyKnown('new BrowserWindow', options, ['width', 'height', 'title', 'webPreferences'])
    const { webPreferences = {}, title = '' } = options
    onlyKnown('webPreferences', webPreferences, ['preload', 'contextIsolation', 'sandbox', 'nodeIntegration', 'autoplayPolicy', 'additionalArguments'])
    this.id = opened += 1
    this.title = title
    this.webContents = strict('webContents', new Contents(webPreferences))
    this.self = strict('BrowserWindow', this)
    windows.set(this.id, this)
    tellScreen({ say: 'open', window: this.id, options, granted: granted() })
    theApp.emit('web-contents-created', {}, this.webContents)
    return this.self
  }

  loadURL(address: string): Promise<void> {
    const loading = Promise.withResolvers<void>()
    this.#loading.push(loading)
    tellScreen({ say: 'load', window: this.id, address })
    return loading.promise
  }

  loaded(trouble: string | null): void {
    const loading = this.#loading.shift()
    if (trouble === null) loading?.resolve()
    else loading?.reject(new Error(trouble))
  }

  getTitle = (): string => this.title
  isMinimized = (): boolean => this.isSmall
  minimize = (): void => void (this.isSmall = true)
  restore = (): void => void (this.isSmall = false)
  focus = (): void => tellScreen({ say: 'focus', window: this.id })
  close = (): void => tellScreen({ say: 'close', window: this.id })
}

// menu

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

interface Item {
  readonly id: string
  readonly label: string
  readonly role: string | undefined
  readonly type: string
  readonly click: () => void
  readonly submenu: TheMenu | null
}

class TheMenu {
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
  onlyKnown('menu item', template, ['id', 'label', 'role', 'type', 'submenu', 'click'])
  const { id = '', role, label, submenu, click, type } = template
  const usual = role === undefined ? label : roleLabels[role]
  if (usual === undefined && type !== 'separator') throw new Error(`A menu item needs a label or a role that the stand-in knows, not "${role}"`)
  return strict('MenuItem', {
    id,
    label: label ?? usual ?? '',
    role: role?.toLowerCase(),
    type: type ?? (submenu ? 'submenu' : 'normal'),
    click: () => (click as (() => void) | undefined)?.(),
    submenu: Array.isArray(submenu) ? TheMenu.buildFromTemplate(submenu) : null
  })
}

// dialog

/** Nobody sits before the stand-in: a test that lets a dialog open must answer it, by answer-dialogs.cjs. */
const theDialog = {
  showMessageBox: (options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> => {
    throw new Error(`Nobody answers "${options.message}"`)
  }
}

export const app = strict('app', theApp)
export const BrowserWindow = strict('BrowserWindow', Window)
export const Menu = strict('Menu', TheMenu)
export const dialog = strict('dialog', theDialog)
export const session = strict('session', { defaultSession })

// the screen

function heard(message: ToStandIn): void {
  if (message.say === 'ready') return theApp.becomeReady()
  if (message.say === 'evaluate') return evaluate(message)
  const window = windows.get(message.window)
  if (!window) return
  switch (message.say) {
    case 'loaded':
      return window.loaded(message.trouble)
    case 'title':
      window.emit('page-title-updated', {}, message.title)
      window.title = message.title
      return
    case 'navigates':
      return answer(message.n, () => !window.webContents.isPrevented('will-navigate', message.address))
    case 'opens':
      return answer(message.n, () => window.webContents.openHandler?.({ url: message.address, frameName: message.frameName, features: message.features } as Electron.HandlerDetails).action !== 'deny')
    case 'closed':
      windows.delete(window.id)
      window.emit('closed')
      return theApp.windowClosed()
  }
}

function answer(n: number, of: () => unknown): void {
  try {
    tellScreen({ say: 'answer', n, value: of(), trouble: null })
  } catch (error) {
    tellScreen({ say: 'answer', n, value: null, trouble: String(error) })
  }
}

/** Runs a test's function with the module, as Playwright's `electronApp.evaluate` does in Electron. */
function evaluate({ n, source, argument }: Extract<ToStandIn, { say: 'evaluate' }>): void {
  const given = runInThisContext(`(${source})`) as (electron: unknown, argument: unknown) => unknown
  Promise.resolve()
    .then(() => given({ app, BrowserWindow, Menu, dialog, session }, argument))
    .then(
      (value) => tellScreen({ say: 'answer', n, value: value ?? null, trouble: null }),
      (error: unknown) => tellScreen({ say: 'answer', n, value: null, trouble: String(error) })
    )
}

process.on('message', heard)
// The test's process has gone.
process.on('disconnect', () => process.exit(0))
