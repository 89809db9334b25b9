import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page, Route } from '@playwright/test'
import type { BrowserWindowConstructorOptions } from 'electron'
import { preloadScript, watchScript } from './page-world.ts'
import type { ToScreen, ToStandIn } from './screen-wire.ts'

const register = new URL('register.ts', import.meta.url).href
const dialogs = new URL('../answer-dialogs.cjs', import.meta.url).href
const built = fileURLToPath(new URL('../../../out/main/main.js', import.meta.url))

/** What Playwright calls otherwise. */
const permissionNames: Readonly<Record<string, string>> = { 'clipboard-sanitized-write': 'clipboard-write' }

/**
 * Runs the built main bundle on the stand-in and shows its windows as pages of a real browser. What a page does that
 * Electron's main process would hear of (it navigates, opens a window, takes a title, is closed) is passed on, and a
 * question waits for its answer. Redirects are the exception: a browser follows them by itself.
 */
export class Screen {
  readonly process: ChildProcess
  readonly ended: Promise<number | null>
  /** When the pages are gone too. */
  readonly closed: Promise<void>
  readonly #context: BrowserContext
  readonly #pages = new Map<number, Page>()
  readonly #options = new Map<number, BrowserWindowConstructorOptions>()
  /** The windows whose page has crashed: a browser shows nothing more in it, where Electron begins a new one. */
  readonly #crashed = new Set<number>()
  readonly #questions = new Map<number, PromiseWithResolvers<unknown>>()
  /** The windows that the main process is loading an address into. */
  readonly #loading = new Set<number>()
  #asked = 0
  /** Windows are opened and moved one after the other, in the order in which they were told. */
  #work: Promise<void> = Promise.resolve()
  said = ''

  /** `bundle` is another main bundle than the checkout's. */
  static async start(browser: Browser, args: readonly string[], env: NodeJS.ProcessEnv, bundle = built): Promise<Screen> {
    // Pages of one context share all but the session storage, as windows of one Electron session do.
    const context = await browser.newContext()
    return new Screen(context, args, env, bundle)
  }

  private constructor(context: BrowserContext, args: readonly string[], env: NodeJS.ProcessEnv, bundle: string) {
    this.#context = context
    this.process = fork(bundle, args, { execArgv: ['--import', register, '--import', dialogs], env: { ...process.env, ...env }, silent: true })
    for (const stream of [this.process.stdout, this.process.stderr]) stream?.on('data', (chunk) => (this.said += chunk))
    this.ended = new Promise((done) => this.process.on('exit', done))
    this.process.on('message', (message) => this.#hear(message as ToScreen))
    this.closed = this.ended.then(() => this.#close())
    this.#tell({ say: 'ready' })
  }

  pages(): Page[] {
    return [...this.#pages.values()]
  }

  async evaluate(source: string, argument: unknown): Promise<unknown> {
    return this.#ask((n) => ({ say: 'evaluate', n, source, argument }))
  }

  async #close(): Promise<void> {
    await this.#context.unrouteAll({ behavior: 'ignoreErrors' })
    for (const question of this.#questions.values()) question.reject(new Error(`The process has ended: ${this.said}`))
    await this.#context.close()
    await this.#work
  }

  #tell(message: ToStandIn): void {
    // Whether it still lives is told by `ended`, not here.
    if (this.process.connected) this.process.send(message, () => {})
  }

  #ask(question: (n: number) => ToStandIn): Promise<unknown> {
    const n = (this.#asked += 1)
    const waiting = Promise.withResolvers<unknown>()
    this.#questions.set(n, waiting)
    this.#tell(question(n))
    return waiting.promise
  }

  #hear(message: ToScreen): void {
    if (message.say === 'answer') {
      const waiting = this.#questions.get(message.n)
      this.#questions.delete(message.n)
      if (message.trouble === null) waiting?.resolve(message.value)
      else waiting?.reject(new Error(message.trouble))
      return
    }
    this.#work = this.#work.then(() => this.#do(message)).catch((error: unknown) => this.#note(error))
  }

  #note(error: unknown): void {
    this.said += `${String(error)}\n`
  }

  async #do(message: Exclude<ToScreen, { say: 'answer' }>): Promise<void> {
    if (message.say === 'open') return this.#open(message)
    const page = this.#pages.get(message.window)
    if (!page) return
    switch (message.say) {
      case 'load':
        return this.#load(message)
      case 'resize':
        return page.setViewportSize({ width: message.width, height: message.height })
      case 'send':
        return page.evaluate(({ channel, message: said }) => Reflect.get(window, Symbol.for('standInHears'))?.(channel, said), message)
      case 'crash':
        return this.#crash(page)
      case 'focus':
        return page.bringToFront()
      case 'close':
        return page.close()
    }
  }

  async #open({ window, options }: Pick<Extract<ToScreen, { say: 'open' }>, 'window' | 'options'>): Promise<void> {
    this.#options.set(window, options)
    const page = await this.#context.newPage()
    await page.setViewportSize({ width: options.width ?? 800, height: options.height ?? 600 })
    await page.exposeFunction('standInTitle', (title: string) => this.#tell({ say: 'title', window, title }))
    await page.exposeFunction('standInOpens', async (address: string, frameName: string, features: string) => {
      const isAllowed = await this.#ask((n) => ({ say: 'opens', n, window, address, frameName, features }))
      if (isAllowed) throw new Error('The stand-in opens no popups')
    })
    await page.exposeBinding('standInSends', ({ frame }, channel: string, message: unknown) =>
      this.#tell({ say: 'sent', window, channel, message, url: frame.url(), isMain: frame.parentFrame() === null })
    )
    await page.route('**/*', (route) => this.#pass(window, page, route))
    await page.addInitScript(watchScript)
    await page.addInitScript(preloadScript(options))
    page.on('crash', () => {
      this.#crashed.add(window)
      this.#tell({ say: 'gone', window, exitCode: 5 })
    })
    page.on('close', () => {
      // A page that crashed makes room for another one in the same window.
      if (this.#pages.get(window) !== page) return
      this.#pages.delete(window)
      this.#tell({ say: 'closed', window })
    })
    // A click on a link with a target comes here without window.open.
    page.on('popup', (popup) => {
      this.#work = this.#work
        .then(() => this.#ask((n) => ({ say: 'opens', n, window, address: popup.url(), frameName: '_blank', features: '' })))
        .then(() => popup.close())
        .catch((error: unknown) => this.#note(error))
    })
    this.#pages.set(window, page)
  }

  async #crash(page: Page): Promise<void> {
    const session = await this.#context.newCDPSession(page)
    // It never answers.
    session.send('Page.crash').catch(() => {})
  }

  async #load({ window, address, origin, granted }: Extract<ToScreen, { say: 'load' }>): Promise<void> {
    let trouble: string | null = null
    if (this.#crashed.delete(window)) {
      const gone = this.#pages.get(window)
      await this.#open({ window, options: this.#options.get(window) ?? {} })
      await gone?.close()
    }
    const page = this.#pages.get(window)
    if (!page) return
    if (origin !== 'null') await this.#context.grantPermissions(granted.map((name) => permissionNames[name] ?? name), { origin })
    this.#loading.add(window)
    try {
      // Not until it is loaded: a page that is closed meanwhile would leave Playwright with half an answer.
      await page.goto(address, { waitUntil: 'commit' })
    } catch (error) {
      trouble = String(error)
    }
    this.#loading.delete(window)
    this.#tell({ say: 'loaded', window, trouble })
  }

  /** Asks before a page navigates by itself; what the main process loads is not asked about. */
  async #pass(window: number, page: Page, route: Route): Promise<void> {
    const request = route.request()
    const isOwnWill = request.isNavigationRequest() && request.frame() === page.mainFrame() && !this.#loading.has(window)
    const isAllowed = !isOwnWill || (await this.#ask((n) => ({ say: 'navigates', n, window, address: request.url() })))
    await (isAllowed ? route.continue() : route.abort('aborted'))
  }
}
