import { join } from 'node:path'
import { app } from 'electron'
import type { RunRow, Stage } from '../contract/control.ts'
import type { ToShell } from '../contract/desktop-bridge.ts'
import type { Asked } from './asked.ts'
import { Attention } from './attention.ts'
import { openBridge } from './bridge-door.ts'
import { crashPage } from './crash-page.ts'
import { deedsOf } from './deeds.ts'
import { warn } from './dialogs.ts'
import { guard } from './guard.ts'
import type { LogFile } from './log-file.ts'
import { setMenu } from './menu.ts'
import { Opening } from './opening.ts'
import { openOutside } from './outside.ts'
import { saveReport } from './reporting.ts'
import { keyOf, seatsOf } from './seats.ts'
import type { Settings } from './settings.ts'
import { AsideTray } from './tray.ts'
import { WindowPlaces } from './window-places.ts'
import { show, Windows } from './windows.ts'
import type { Shown } from './windows.ts'
import { filled, languageOf, wordsIn } from './words.ts'
import type { Words } from './words.ts'

export interface ShellParts {
  /** Our only origin. */
  readonly origin: string
  readonly preload: string
  /** The folder with the icons. */
  readonly icons: string
  readonly stage: Stage
  readonly trainerPage: () => string
  readonly settings: Settings
  readonly log: LogFile
}

/** Windows, menu, tray and guard round a running Aside. */
export class Shell {
  readonly #parts: ShellParts
  readonly #windows: Windows
  readonly #opening: Opening
  readonly #attention: Attention
  readonly #tray: AsideTray
  /** What the trainer's page is to show as soon as it listens. */
  #toShow: { file: string; run: string | null } | null = null
  #happened: string | null = null
  #isDrawing = false
  #drawn = ''

  constructor(parts: ShellParts) {
    const { origin, preload, icons, stage, trainerPage, settings, log } = parts
    this.#parts = parts
    this.#windows = new Windows({
      preload,
      icon: join(icons, 'aside.png'),
      places: new WindowPlaces(app.getPath('userData')),
      keyOf: (address) => keyOf(stage, trainerPage(), address),
      changed: () => this.#redraw(),
      closed: (shown) => this.#attention.forget(shown),
      failed: (shown, why) => log.note('a page did not load', { page: new URL(shown.address).pathname, why })
    })
    this.#opening = new Opening({ stage, words: () => this.words(), show: (file, run) => this.#show(file, run) })
    this.#attention = new Attention({ overlay: join(icons, 'waiting.png'), words: () => this.words(), mayFlash: () => settings.now.flash })
    this.#tray = new AsideTray(join(icons, 'tray.png'), () => this.comeForward())
    guard(origin, (address) => this.#open(address), (address) => void openOutside(address, log))
    openBridge({ origin, windows: this.#windows, hear: (shown, message) => this.#hear(shown, message), refused: (why) => log.note('a message was refused', { why }) })
    this.#watchRuns()
    app.on('render-process-gone', (_event, contents, { reason, exitCode }) => {
      const shown = this.#windows.of(contents)
      if (shown && reason !== 'clean-exit') this.#breaks(shown, `${reason}, ${exitCode}`)
    })
    this.#open(trainerPage())
  }

  words(): Words {
    return wordsIn(this.#language())
  }

  /** A second start, a link or an opened file: Aside comes forward and does what was asked. */
  receive(asked: Asked | null): void {
    this.comeForward()
    if (asked === null) return
    this.#parts.log.note('somebody asked from outside', { kind: asked.kind })
    void this.#opening.open(asked)
  }

  comeForward(): void {
    if (!this.#windows.showFirst()) this.#open(this.#parts.trainerPage())
  }

  /** The last window is closed. */
  isToStay(): boolean {
    return this.#parts.settings.now.tray
  }

  leave(): void {
    this.#windows.keepPlaces()
  }

  /** What must not happen has happened: time stands still, and a page says what can be done. Once. */
  freeze(detail: string): void {
    if (this.#happened !== null) return
    this.#happened = detail
    const { stage, trainerPage } = this.#parts
    for (const { id, state } of stage.runs()) if (state === 'playing') stage.command(id, { command: 'pause' })
    const shown = this.#windows.all().find(({ key }) => key === 'trainer') ?? this.#windows.open(trainerPage())
    this.#showBroken(shown, this.words().crashMain, detail, 'restart')
  }

  #breaks(shown: Shown, why: string): void {
    this.#parts.log.note('a page has gone', { page: new URL(shown.address).pathname, why })
    this.#happened ??= `A page has gone (${why}): ${new URL(shown.address).pathname}`
    this.#showBroken(shown, this.words().crashBroke, why, 'reload')
  }

  #showBroken(shown: Shown, happened: string, detail: string, by: 'reload' | 'restart'): void {
    shown.isBroken = true
    shown.listens = false
    shown.commands = []
    this.#attention.forget(shown)
    this.#windows.load(shown, crashPage({ language: this.#language(), happened, detail, by }))
    show(shown.window)
    this.#redraw()
  }

  #hear(shown: Shown, message: ToShell): void {
    switch (message.say) {
      case 'listening':
        shown.listens = true
        return this.#showNow()
      case 'commands':
        shown.commands = message.commands
        return this.#redraw()
      case 'language':
        if (message.language === this.#language()) return
        this.#parts.settings.change({ language: message.language })
        return this.#redraw()
      case 'waiting':
        return this.#attention.hear(shown, message)
      case 'arrange':
        return this.#windows.arrange(message.how)
      case 'mend':
        return this.#mend(shown, message)
      default:
        message satisfies never
    }
  }

  #mend(shown: Shown, { by, texts }: Extract<ToShell, { say: 'mend' }>): void {
    switch (by) {
      case 'reload':
        shown.isBroken = false
        this.#happened = null
        return this.#windows.load(shown, shown.address)
      case 'restart':
        app.relaunch()
        return app.quit()
      case 'report':
        return void saveReport(this.#reporting(), texts)
      case 'logs':
        return this.#deeds().logFolder()
    }
  }

  #open(address: string): void {
    const before = this.#windows.all().length
    const { arrange } = this.#parts.settings.now
    const { key } = this.#windows.open(address)
    this.#parts.log.note('a window was opened', { page: key?.split(':')[0] ?? new URL(address).pathname })
    const isNew = this.#windows.all().length > before
    if (isNew && before > 0 && arrange !== null) this.#windows.arrange(arrange)
  }

  #openAll(): void {
    for (const { open } of this.#seats()) open()
    this.#windows.arrange(this.#parts.settings.now.arrange ?? 'trainerLeft')
  }

  #show(file: string, run: string | null): void {
    this.#toShow = { file, run }
    const trainer = this.#windows.open(this.#parts.trainerPage())
    if (trainer.listens) this.#showNow()
  }

  #showNow(): void {
    const trainer = this.#windows.all().find(({ key, listens }) => key === 'trainer' && listens)
    if (!trainer || !this.#toShow) return
    this.#windows.tell(trainer, { say: 'show', ...this.#toShow })
    this.#toShow = null
  }

  /** Runs change with each step; the menus know only who is in the newest and whether it goes on. */
  #watchRuns(): void {
    const seen = new Map<string, RunRow['state']>()
    this.#parts.stage.watch({
      run: ({ id, state }) => {
        if (seen.get(id) === state) return
        seen.set(id, state)
        this.#redraw()
      }
    })
  }

  #language(): 'en' | 'de' {
    return this.#parts.settings.now.language ?? languageOf(app.getPreferredSystemLanguages())
  }

  #seats(): ReturnType<typeof seatsOf> {
    const { stage, trainerPage } = this.#parts
    return seatsOf({ stage, trainerPage, words: this.words(), open: (address) => this.#open(address) })
  }

  #reporting(): Parameters<typeof saveReport>[0] {
    const { stage, log, settings } = this.#parts
    return { stage, log, settings, words: () => this.words(), happened: () => this.#happened }
  }

  #deeds(): ReturnType<typeof deedsOf> {
    const { origin, settings, log, stage } = this.#parts
    return deedsOf({
      origin,
      settings,
      log,
      windows: this.#windows,
      opening: this.#opening,
      reporting: this.#reporting(),
      words: () => this.words(),
      library: async () => (await stage.library()).folder,
      openAll: () => this.#openAll(),
      redraw: () => this.#redraw()
    })
  }

  /** Once for all that changed at the same time. */
  #redraw(): void {
    if (this.#isDrawing) return
    this.#isDrawing = true
    setImmediate(() => {
      this.#isDrawing = false
      this.#draw()
    })
  }

  #draw(): void {
    const { settings, stage } = this.#parts
    const front = this.#windows.front()
    const windows = this.#windows.all().map(({ window }) => ({ title: window.getTitle(), show: () => show(window) }))
    const seats = this.#seats()
    const commands = front?.commands ?? []
    const run = stage.runs().at(-1)
    // A menu that is set again closes under the pointer.
    const drawn = JSON.stringify([this.#language(), settings.now, seats, windows, commands, front?.window.id, run?.id, run?.state])
    if (drawn === this.#drawn) return
    this.#drawn = drawn
    const words = this.words()
    setMenu({
      words,
      settings: settings.now,
      seats,
      windows,
      commands,
      run: (command) => {
        if (front) this.#windows.tell(front, { say: 'run', command })
      },
      deeds: this.#deeds()
    })
    const asks = (command: 'pause' | 'resume') => (): void => void (run && stage.command(run.id, { command }))
    this.#tray.draw(settings.now.tray, [
      { id: 'show', label: words.show, click: () => this.comeForward() },
      { type: 'separator' },
      { id: 'pause', label: words.pause, enabled: run?.state === 'playing', click: asks('pause') },
      { id: 'resume', label: words.resume, enabled: run?.state === 'paused', click: asks('resume') },
      { type: 'separator' },
      { id: 'quit', label: words.quit, click: () => app.quit() }
    ])
  }

  /** What is said once, when Aside has opened. */
  async sayAtStart(): Promise<void> {
    const { settings, stage } = this.#parts
    const words = this.words()
    if (settings.broken) await warn(words, filled(words.brokenSettings, { ...settings.broken }))
    const { isThere, folder } = await stage.library()
    if (!isThere) await warn(words, filled(words.noLibraryFolder, { folder }))
  }
}
