import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import type * as Electron from 'electron'
import { Displays } from './displays.ts'
import { TheMenu } from './menu.ts'
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
  readonly #home = process.env['ASIDE_STAND_IN_HOME'] ?? ''
  #userData = join(this.#home, 'aside')
  #isQuitting = false
  #badge = 0
  readonly #ready = Promise.withResolvers<void>()
  #isReady = false
  readonly isPackaged = process.env['ASIDE_STAND_IN_PACKAGED'] === 'yes'
  readonly commandLine = strict('app.commandLine', { appendSwitch: (name: string, value?: string) => this.#early(`appendSwitch(${name}${value ?? ''})`) })

  constructor() {
    super('app', ['web-contents-created', 'second-instance', 'window-all-closed', 'will-quit', 'before-quit', 'activate', 'open-url', 'open-file', 'render-process-gone'])
  }

  /** What Electron takes only before it is ready. */
  #early(what: string): void {
    if (this.#isReady) throw new Error(`${what} is too late once the application is ready`)
  }

  getVersion = (): string => version
  enableSandbox = (): void => this.#early('enableSandbox')
  setAppUserModelId = (id: string): void => void id
  getPreferredSystemLanguages = (): string[] => (process.env['ASIDE_STAND_IN_LANGUAGES'] ?? 'en-GB').split(',')
  setAsDefaultProtocolClient = (protocol: string): boolean => protocol !== ''
  relaunch = (): void => {}
  getBadgeCount = (): number => this.#badge
  setBadgeCount = (count = 0): boolean => {
    this.#badge = count
    return true
  }

  isReady = (): boolean => this.#isReady

  getPath(name: string): string {
    if (name === 'documents') return join(this.#home, 'Documents')
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
  requestSingleInstanceLock(handed: Record<string, unknown> = {}): boolean {
    mkdirSync(this.#userData, { recursive: true })
    const lock = join(this.#userData, 'lock')
    if (existsSync(lock) && isAlive(Number(readFileSync(lock, 'utf8')))) {
      // Whole when it is found.
      const note = join(this.#userData, `note-${process.pid}`)
      writeFileSync(note, JSON.stringify(handed))
      renameSync(note, join(this.#userData, `second-${process.pid}`))
      return false
    }
    writeFileSync(lock, String(process.pid))
    process.on('exit', () => rmSync(lock, { force: true }))
    setInterval(() => {
      for (const file of readdirSync(this.#userData).filter((name) => name.startsWith('second-'))) {
        const said: unknown = JSON.parse(readFileSync(join(this.#userData, file), 'utf8'))
        rmSync(join(this.#userData, file))
        this.emit('second-instance', {}, [], '', said)
      }
    }, 50).unref()
    return true
  }

  /** Closes all windows, and ends unless somebody prevents it. */
  quit(): void {
    if (this.isPrevented('before-quit')) return
    this.#isQuitting = true
    for (const window of windows.values()) window.close()
    if (windows.size === 0) this.#end()
  }

  exit(code = 0): void {
    process.exit(code)
  }

  becomeReady(): void {
    this.#isReady = true
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

/** What a page of an origin would be given if it asked. Electron gives everything where nobody set a handler. */
function granted(origin: string): string[] {
  const names = ['notifications', 'geolocation', 'clipboard-read', 'clipboard-sanitized-write'] as const
  return names.filter((name) => {
    if (permissions.check && !permissions.check(null, name, origin, {} as Electron.PermissionCheckHandlerHandlerDetails)) return false
    if (!permissions.request) return true
    let isGiven = false
    permissions.request({} as Electron.WebContents, name, (answer) => (isGiven = answer), { requestingUrl: origin } as Electron.PermissionRequest)
    return isGiven
  })
}

// windows

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

class Contents extends Emitter {
  readonly id: number
  openHandler: OpenHandler | null = null
  readonly #webPreferences: Electron.WebPreferences

  constructor(id: number, webPreferences: Electron.WebPreferences) {
    super('webContents', ['will-navigate', 'will-redirect', 'will-attach-webview'])
    this.id = id
    this.#webPreferences = webPreferences
  }

  /** A page that does not listen yet never hears it. */
  send(channel: string, message: unknown): void {
    // As Electron copies what is sent.
    tellScreen({ say: 'send', window: this.id, channel, message: structuredClone(message) })
  }

  forcefullyCrashRenderer = (): void => tellScreen({ say: 'crash', window: this.id })

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
  readonly self: Window
  title: string
  isSmall = false
  isFlashing = false
  #isWide = false
  #isClosing = false
  #bounds: Electron.Rectangle
  readonly #loading: PromiseWithResolvers<void>[] = []

  static #focused: Window | null = null
  static getAllWindows = (): Window[] => [...windows.values()].map((window) => window.self)

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super('BrowserWindow', ['close', 'closed', 'page-title-updated', 'focus', 'move', 'resize'])
    onlyKnown('new BrowserWindow', options, ['x', 'y', 'width', 'height', 'title', 'icon', 'webPreferences'])
    const { webPreferences = {}, title = '', width = 800, height = 600 } = options
    onlyKnown('webPreferences', webPreferences, ['preload', 'contextIsolation', 'sandbox', 'nodeIntegration', 'autoplayPolicy', 'additionalArguments', 'spellcheck'])
    if (typeof options.icon === 'string') theImages.createFromPath(options.icon)
    const { workArea } = displays.getPrimaryDisplay()
    this.id = opened += 1
    this.title = title
    this.#bounds = { x: options.x ?? workArea.x + Math.round((workArea.width - width) / 2), y: options.y ?? workArea.y + Math.round((workArea.height - height) / 2), width, height }
    this.webContents = strict('webContents', new Contents(this.id, webPreferences))
    this.self = strict('BrowserWindow', this)
    windows.set(this.id, this)
    tellScreen({ say: 'open', window: this.id, options })
    theApp.emit('web-contents-created', {}, this.webContents)
    this.#takeFocus()
    return this.self
  }

  loadURL(address: string): Promise<void> {
    const loading = Promise.withResolvers<void>()
    this.#loading.push(loading)
    const { origin } = new URL(address)
    tellScreen({ say: 'load', window: this.id, address, origin, granted: granted(origin) })
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
  isMaximized = (): boolean => this.#isWide
  maximize = (): void => void (this.#isWide = true)
  unmaximize = (): void => void (this.#isWide = false)
  getNormalBounds = (): Electron.Rectangle => ({ ...this.#bounds })
  getBounds = (): Electron.Rectangle => (this.#isWide ? displays.getDisplayMatching(this.#bounds).workArea : this.getNormalBounds())
  isFocused = (): boolean => Window.#focused === this
  flashFrame = (isOn: boolean): void => void (this.isFlashing = isOn)
  setOverlayIcon = (overlay: object | null, description: string): void => void [overlay, description]
  show = (): void => this.#takeFocus()

  setBounds(bounds: Electron.Rectangle): void {
    if (Object.values(bounds).some((value) => !Number.isInteger(value))) throw new Error(`Electron takes whole numbers alone: ${JSON.stringify(bounds)}`)
    this.#bounds = { ...bounds }
    tellScreen({ say: 'resize', window: this.id, width: bounds.width, height: bounds.height })
    this.emit('move')
    this.emit('resize')
  }

  focus(): void {
    tellScreen({ say: 'focus', window: this.id })
    this.#takeFocus()
  }

  close(): void {
    this.closing()
    tellScreen({ say: 'close', window: this.id })
  }

  /** Once, whoever closes it. */
  closing(): void {
    if (this.#isClosing) return
    this.#isClosing = true
    this.emit('close', {})
  }

  gone(): void {
    if (Window.#focused === this) Window.#focused = null
  }

  #takeFocus(): void {
    if (Window.#focused === this) return
    Window.#focused = this
    this.emit('focus')
  }
}

// what belongs to no window

/** Of Electron's images no more than that there is a file for each. */
const theImages = {
  createFromPath: (path: string): { path: string } => {
    if (!existsSync(path)) throw new Error(`There is no image ${path}`)
    return strict('NativeImage', { path })
  }
}

class TheTray extends Emitter {
  menu: TheMenu | null = null
  static shown: TheTray | null = null

  constructor(icon: string) {
    super('Tray', ['click'])
    theImages.createFromPath(icon)
    TheTray.shown = this
    return strict('Tray', this)
  }

  setToolTip = (text: string): void => void text
  setContextMenu = (menu: TheMenu): void => void (this.menu = menu)
  destroy = (): void => void (TheTray.shown = null)
}

const theIpc = new Emitter('ipcMain', ['aside'])
const displays = new Displays(() => theApp.isReady())

const theShell = {
  openPath: (path: string): Promise<string> => Promise.reject(new Error(`Nobody opens ${path}`)),
  openExternal: (address: string): Promise<void> => Promise.reject(new Error(`Nobody opens ${address}`))
}

const theNet = { fetch: (address: string, init?: RequestInit): Promise<Response> => fetch(address, init) }

// dialog

/** Nobody sits before the stand-in: a test that lets a dialog open must answer it, by answer-dialogs.cjs. */
const theDialog = {
  showMessageBox: (options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> => {
    throw new Error(`Nobody answers "${options.message}"`)
  },
  showOpenDialog: (options: Electron.OpenDialogOptions): Promise<Electron.OpenDialogReturnValue> => {
    throw new Error(`Nobody chooses ${(options.properties ?? []).join(' ')}`)
  },
  showSaveDialog: (options: Electron.SaveDialogOptions): Promise<Electron.SaveDialogReturnValue> => {
    throw new Error(`Nobody saves ${options.defaultPath}`)
  }
}

/** Whatever of ours the shell can call has Electron's name: what the stand-in has besides is listed here, and is for itself and for tests. */
type Nothing<Names extends never> = Names
type Beside<Mine, Theirs, Ours extends string = never> = Exclude<keyof Mine, keyof Theirs | Ours>
export type Checked = [
  Nothing<Beside<App, Electron.App, 'becomeReady' | 'windowClosed' | 'isPrevented'>>,
  Nothing<Beside<Contents, Electron.WebContents, 'openHandler' | 'getLastWebPreferences' | 'isPrevented'>>,
  Nothing<Beside<Window, Electron.BrowserWindow, 'self' | 'isSmall' | 'isFlashing' | 'loaded' | 'closing' | 'gone' | 'isPrevented'>>,
  Nothing<Beside<TheTray, Electron.Tray, 'menu' | 'isPrevented'>>,
  Nothing<Beside<Displays, Electron.Screen, 'isPrevented'>>,
  Nothing<Beside<typeof theDialog, Electron.Dialog>>,
  Nothing<Beside<typeof theShell, Electron.Shell>>,
  Nothing<Beside<typeof theNet, Electron.Net>>,
  Nothing<Beside<typeof theImages, typeof Electron.nativeImage>>
]

export const app = strict('app', theApp)
export const BrowserWindow = strict('BrowserWindow', Window)
export const Menu = strict('Menu', TheMenu)
export const Tray = strict('Tray', TheTray)
export const dialog = strict('dialog', theDialog)
export const ipcMain = strict('ipcMain', theIpc)
export const nativeImage = strict('nativeImage', theImages)
export const net = strict('net', theNet)
export const screen = strict('screen', displays)
export const session = strict('session', { defaultSession })
export const shell = strict('shell', theShell)

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
    case 'sent': {
      const senderFrame = { url: message.url, parent: message.isMain ? null : {} }
      theIpc.emit(message.channel, { sender: window.webContents, senderFrame }, message.message)
      return
    }
    case 'gone':
      theApp.emit('render-process-gone', {}, window.webContents, { reason: 'crashed', exitCode: message.exitCode })
      return
    case 'closed':
      window.closing()
      window.gone()
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
    .then(() => given({ app, BrowserWindow, Menu, Tray, dialog, screen, session, shell }, argument))
    .then(
      (value) => tellScreen({ say: 'answer', n, value: value ?? null, trouble: null }),
      (error: unknown) => tellScreen({ say: 'answer', n, value: null, trouble: String(error) })
    )
}

process.on('message', heard)
// The test's process has gone.
process.on('disconnect', () => process.exit(0))
