import { app, BrowserWindow, screen } from 'electron'
import type { Rectangle, WebContents } from 'electron'
import type { Arrangement, OfferedCommand, ToPage } from '../contract/desktop-bridge.ts'
import { arranged } from './arrangement.ts'
import { onScreen } from './window-places.ts'
import type { WindowPlaces } from './window-places.ts'

/** The sizes of the pages, by the first part of their address. */
const sizes: Readonly<Record<string, { width: number; height: number }>> = {
  trainer: { width: 1280, height: 800 },
  agent: { width: 1280, height: 800 },
  customer: { width: 420, height: 640 }
}

const keepAfterMs = 400

/** One of our windows, and what its page has told. */
export interface Shown {
  readonly window: BrowserWindow
  readonly address: string
  /** Whose it is, such as `agent:Anna`; null for a page that belongs to nobody. */
  readonly key: string | null
  commands: readonly OfferedCommand[]
  /** The page listens: it can be told something. */
  listens: boolean
  /** A page of ours about what broke stands in it. */
  isBroken: boolean
}

export interface WindowParts {
  readonly preload: string
  readonly icon: string
  readonly places: WindowPlaces
  /** Whose page an address opens. */
  readonly keyOf: (address: string) => string | null
  /** A window opened, closed, came forward or took another title. */
  readonly changed: () => void
  readonly closed: (shown: Shown) => void
  readonly failed: (shown: Shown, why: string) => void
}

/**
 * Our windows. A page's address names its seat by a code that stays the same while the process runs, so the address is the
 * key: opening Anna's page a second time brings her window forward. An address without a code is nobody's and opens anew.
 * Where a window stood is remembered by whose it is, since codes are others at each start.
 */
export class Windows {
  readonly #parts: WindowParts
  readonly #seats = new Map<string, Shown>()
  readonly #shown = new Map<number, Shown>()
  #keeping: NodeJS.Timeout | null = null

  constructor(parts: WindowParts) {
    this.#parts = parts
    screen.on('display-removed', () => this.#comeBack())
    screen.on('display-metrics-changed', () => this.#comeBack())
  }

  open(address: string): Shown {
    const known = this.#seats.get(address)
    if (known) {
      show(known.window)
      return known
    }
    const { pathname, hash } = new URL(address)
    const key = this.#parts.keyOf(address)
    const place = key === null ? null : this.#parts.places.of(key)
    const window = new BrowserWindow({
      ...(place === null ? (sizes[pathname.split('/')[1] ?? ''] ?? sizes['agent']) : onScreen({ x: place.x, y: place.y, width: place.width, height: place.height }, areas())),
      title: 'Aside',
      icon: this.#parts.icon,
      webPreferences: {
        preload: this.#parts.preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        // Its dictionaries would be fetched from the network.
        spellcheck: false,
        // Else the first ring is silent.
        autoplayPolicy: 'no-user-gesture-required',
        additionalArguments: [`--aside-version=${app.getVersion()}`]
      }
    })
    if (place?.isMaximized === true) window.maximize()
    const shown: Shown = { window, address, key, commands: [], listens: false, isBroken: false }
    const { id } = window.webContents
    this.#shown.set(id, shown)
    if (hash !== '') this.#seats.set(address, shown)
    this.#watch(shown, id)
    this.load(shown, address)
    this.#parts.changed()
    return shown
  }

  /** A window that is closed while it loads breaks the loading off; any other failure shows in the window. */
  load(shown: Shown, address: string): void {
    shown.window.loadURL(address).catch((error: unknown) => this.#parts.failed(shown, String(error)))
  }

  /** The window that a page lives in. */
  of(contents: Pick<WebContents, 'id'>): Shown | null {
    return this.#shown.get(contents.id) ?? null
  }

  /** Oldest first. */
  all(): readonly Shown[] {
    return [...this.#shown.values()]
  }

  /** The one that has the keyboard, else the newest. */
  front(): Shown | null {
    return this.all().find(({ window }) => window.isFocused()) ?? this.all().at(-1) ?? null
  }

  showFirst(): boolean {
    const first = this.all().find(({ key }) => key === 'trainer') ?? this.all()[0]
    if (first) show(first.window)
    return first !== undefined
  }

  tell({ window }: Shown, message: ToPage): void {
    window.webContents.send('aside', message)
  }

  /** Lays out the windows that are open, the trainer's first; the displays begin with the one where the first of them stands. */
  arrange(how: Arrangement): void {
    const shown = this.all().toSorted((one, other) => Number(other.key === 'trainer') - Number(one.key === 'trainer'))
    const [first] = shown
    if (!first) return
    const near = screen.getDisplayMatching(first.window.getBounds())
    const others = screen.getAllDisplays().filter(({ id }) => id !== near.id)
    const places = arranged(how, shown.map(({ key }) => key === 'trainer'), [near.workArea, ...others.map(({ workArea }) => workArea)])
    for (const [n, { window }] of shown.entries()) {
      if (window.isMinimized()) window.restore()
      if (window.isMaximized()) window.unmaximize()
      const place = places[n]
      if (place) window.setBounds(place)
    }
  }

  /** Where they stand is known from now on. */
  keepPlaces(): void {
    if (this.#keeping !== null) clearTimeout(this.#keeping)
    this.#keeping = null
    for (const shown of this.all()) this.#keep(shown)
    this.#parts.places.save()
  }

  #watch(shown: Shown, id: number): void {
    const { window } = shown
    const moved = (): void => {
      this.#keeping ??= setTimeout(() => this.keepPlaces(), keepAfterMs)
    }
    window.on('move', moved)
    window.on('resize', moved)
    window.on('page-title-updated', () => setImmediate(this.#parts.changed))
    window.on('focus', () => {
      window.flashFrame(false)
      this.#parts.changed()
    })
    window.on('close', () => this.#keep(shown))
    window.on('closed', () => {
      this.#shown.delete(id)
      if (this.#seats.get(shown.address) === shown) this.#seats.delete(shown.address)
      this.#parts.places.save()
      this.#parts.closed(shown)
      this.#parts.changed()
    })
  }

  #keep({ window, key }: Shown): void {
    if (key !== null) this.#parts.places.keep(key, window.getNormalBounds(), window.isMaximized())
  }

  /** A display is gone, or another size: nobody's window stays where nobody can reach it. */
  #comeBack(): void {
    for (const { window } of this.all()) {
      const now = window.getBounds()
      const reachable = onScreen(now, areas())
      if (reachable !== now) window.setBounds(reachable)
    }
  }
}

/** The free parts of the displays, the main one's first. */
function areas(): [Rectangle, ...Rectangle[]] {
  const { id, workArea } = screen.getPrimaryDisplay()
  return [workArea, ...screen.getAllDisplays().flatMap((display) => (display.id === id ? [] : display.workArea))]
}

export function show(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
