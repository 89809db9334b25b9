import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page, Route } from '@playwright/test'
import { preloadScript, watchScript } from './page-world.ts'
import type { ToScreen, ToStandIn } from './screen-wire.ts'

const register = new URL('register.ts', import.meta.url).href
const dialogs = new URL('../answer-dialogs.cjs', import.meta.url).href
const bundle = fileURLToPath(new URL('../../../out/main/main.js', import.meta.url))

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
  readonly #questions = new Map<number, PromiseWithResolvers<unknown>>()
  /** The windows that the main process is loading an address into. */
  readonly #loading = new Set<number>()
  #asked = 0
  /** Windows are opened and moved one after the other, in the order in which they were told. */
  #work: Promise<void> = Promise.resolve()
  said = ''

  static async start(browser: Browser, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Screen> {
    // Pages of one context share all but the session storage, as windows of one Electron session do.
    const context = await browser.newContext()
    return new Screen(context, args, env)
  }

  private constructor(context: BrowserContext, args: readonly string[], env: NodeJS.ProcessEnv) {
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
        return this.#load(message.window, page, message.address)
      case 'focus':
        return page.bringToFront()
      case 'close':
        return page.close()
    }
  }

  async #open({ window, options, granted }: Extract<ToScreen, { say: 'open' }>): Promise<void> {
    await this.#context.grantPermissions(granted)
    const page = await this.#context.newPage()
    await page.setViewportSize({ width: options.width ?? 800, height: options.height ?? 600 })
    await page.exposeFunction('standInTitle', (title: string) => this.#tell({ say: 'title', window, title }))
    await page.exposeFunction('standInOpens', async (address: string, frameName: string, features: string) => {
      const isAllowed = await this.#ask((n) => ({ say: 'opens', n, window, address, frameName, features }))
      if (isAllowed) throw new Error('The stand-in opens no popups')
    })
    await page.route('**/*', (route) => this.#pass(window, page, route))
    await page.addInitScript(watchScript)
    await page.addInitScript(preloadScript(options))
    page.on('close', () => {
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

  async #load(window: number, page: Page, address: string): Promise<void> {
    let trouble: string | null = null
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
