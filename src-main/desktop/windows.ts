import { app, BrowserWindow } from 'electron'

/** The sizes of the pages, by the first part of their address. */
const sizes: Readonly<Record<string, { width: number; height: number }>> = {
  trainer: { width: 1280, height: 800 },
  agent: { width: 1280, height: 800 },
  customer: { width: 420, height: 640 }
}

/**
 * Our windows. A page's address names its seat by a code that stays the same while the process runs, so the address is the
 * key: opening Anna's page a second time brings her window forward. An address without a code is nobody's and opens anew.
 */
export class Windows {
  readonly #preload: string
  readonly #changed: () => void
  readonly #seats = new Map<string, BrowserWindow>()

  /** `changed` is called when a window opened, closed or took another title. */
  constructor({ preload, changed }: { preload: string; changed: () => void }) {
    this.#preload = preload
    this.#changed = changed
  }

  open(address: string): void {
    const known = this.#seats.get(address)
    if (known) return show(known)
    const { pathname, hash } = new URL(address)
    const window = new BrowserWindow({
      ...(sizes[pathname.split('/')[1] ?? ''] ?? sizes['agent']),
      title: 'Aside',
      webPreferences: {
        preload: this.#preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        // Else the first ring is silent.
        autoplayPolicy: 'no-user-gesture-required',
        additionalArguments: [`--aside-version=${app.getVersion()}`]
      }
    })
    if (hash !== '') this.#seats.set(address, window)
    window.on('page-title-updated', () => setImmediate(this.#changed))
    window.on('closed', () => {
      this.#seats.delete(address)
      this.#changed()
    })
    // A window that is closed while it loads breaks the loading off; any other failure shows in the window.
    window.loadURL(address).catch((error: unknown) => process.stderr.write(`${address.replace(hash, '')} did not load: ${String(error)}\n`))
    this.#changed()
  }

  /** The windows by title, oldest first. */
  list(): { title: string; show: () => void }[] {
    return BrowserWindow.getAllWindows()
      .sort((one, other) => one.id - other.id)
      .map((window) => ({ title: window.getTitle(), show: () => show(window) }))
  }

  showFirst(): void {
    this.list()[0]?.show()
  }
}

function show(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.focus()
}
