import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { app } from 'electron'
import { startAside } from './app.ts'
import type { Aside, AsideOptions } from './app.ts'
import { askedBy, askedByLink, isLink } from './desktop/asked.ts'
import type { Asked } from './desktop/asked.ts'
import { offersFreshLog, tell, tellTrouble } from './desktop/dialogs.ts'
import { seedLibrary } from './desktop/library-folder.ts'
import { LogFile } from './desktop/log-file.ts'
import { Settings } from './desktop/settings.ts'
import { Shell } from './desktop/shell.ts'
import { filled, languageOf, wordsIn } from './desktop/words.ts'
import type { Words } from './desktop/words.ts'
import { isMetByFreshLog, StoreProblem } from './store/store-problem.ts'

/**
 * The desktop application: Aside itself runs in Electron's main process, and the windows are clients of its doors.
 * Exit codes as on the command line: 2 the log could not be used, and somebody was told why; 3 Aside itself failed.
 */

const sample = 'first-steps.yaml'
const usualPort = 8080

/** Also in the packages' configuration: Windows joins notifications, shortcut and taskbar by it. */
const appId = 'org.aside.Aside'

/** Where the bundle lies, which is out/main. */
const here = import.meta.dirname
const resources = join(here, '../../resources')

process.on('uncaughtException', fail)
process.on('unhandledRejection', fail)

const line = process.argv.slice(1)
// Not strict: Chromium's own switches stand in the same line. Where a link stands in it, none of the line is ours to follow.
const { values } = parseArgs({ args: line.some(isLink) ? [] : line, options: { data: { type: 'string' }, port: { type: 'string' } }, strict: false })
const data = typeof values.data === 'string' ? values.data : join(app.getPath('userData'), 'log')
// Aside with another log is another application: it has its own lock and its own browser profile.
if (typeof values.data === 'string') useFolder(join(data, 'desktop'))

/** What was asked before there is anybody to do it. */
const early: { asked: Asked | null; shell: Shell | null } = { asked: askedBy(line, process.cwd()), shell: null }
const log = new LogFile(join(app.getPath('userData'), 'logs'))

app.enableSandbox()
app.setAppUserModelId(appId)
app.commandLine.appendSwitch('disable-background-networking')
app.commandLine.appendSwitch('disable-component-update')
// A Mac tells of links and files by events, also of the one that started us.
app.on('open-url', (event, link) => {
  event.preventDefault()
  receive(askedByLink(link))
})
app.on('open-file', (event, path) => {
  event.preventDefault()
  receive({ kind: 'open', path })
})

app.on('second-instance', (_event, _argv, _folder, handed) => receive(handedOver(handed)))

// Nothing is awaited here: Electron is ready only when this file has run through.
if (app.requestSingleInstanceLock({ line, folder: process.cwd() })) void app.whenReady().then(begin)
else app.quit()

/** Electron takes a folder only if it is there. One that cannot be made is told of when the log is opened. */
function useFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch {
    return
  }
  app.setPath('userData', folder)
}

function receive(wanted: Asked | null): void {
  if (early.shell) early.shell.receive(wanted)
  else early.asked ??= wanted
}

async function begin(): Promise<void> {
  const settings = new Settings(app.getPath('userData'))
  const port = values.port === undefined ? usualPort : Number(values.port)
  log.note('Aside starts', { version: app.getVersion(), electron: process.versions['electron'] ?? '', system: `${process.platform} ${process.arch}` })
  const scenarios = settings.now.library ?? usualLibrary()
  const aside = await startOrAsk({ data, port, pages: join(here, '../renderer'), scenarios, docs: join(resources, 'docs') }, wordsOf(settings))
  if (!aside) return app.exit(2)
  log.note('Aside listens', { port: aside.port })
  if (port !== 0 && aside.port !== port) process.stderr.write(`Port ${port} is taken; listening on ${aside.port} instead.\n`)
  // Whoever asked for something wants to see that.
  const played = early.asked === null ? await aside.stage.start({ scenario: sample }) : null
  if (played && 'problem' in played) log.note('the sample run cannot be played', { why: played.problem })
  const shell = new Shell({ origin: aside.url, preload: join(here, '../preload/preload.cjs'), icons: join(resources, 'icons'), stage: aside.stage, trainerPage: aside.trainerPage, settings, log })
  early.shell = shell
  // Electron's own start while developing is no program that links could open.
  if (app.isPackaged) app.setAsDefaultProtocolClient('aside')
  endWithTheLastWindow(aside, shell)
  if (early.asked !== null) shell.receive(early.asked)
  if (aside.keptLog !== null) await tell(shell.words(), filled(shell.words().oldLogIs, { file: aside.keptLog }))
  await shell.sayAtStart()
}

function wordsOf(settings: Settings): Words {
  return wordsIn(settings.now.language ?? languageOf(app.getPreferredSystemLanguages()))
}

/** In a package the scenarios that ship cannot be changed: the trainer's are a copy of them among the documents. */
function usualLibrary(): string {
  const shipped = join(resources, 'scenarios')
  if (!app.isPackaged) return shipped
  const folder = join(app.getPath('documents'), 'Aside')
  seedLibrary(folder, shipped)
  return folder
}

/** Null when the log cannot be used and was not put aside; the user has been told why. */
async function startOrAsk(options: AsideOptions, said: Words): Promise<Aside | null> {
  try {
    return await startAside(options)
  } catch (error) {
    if (!(error instanceof StoreProblem)) throw error
    log.note('the log cannot be used', { why: error.message })
    if (options.fresh !== true && isMetByFreshLog(error)) return (await offersFreshLog(said, error.message)) ? startOrAsk({ ...options, fresh: true }, said) : null
    await tellTrouble(said, error.message)
    return null
  }
}

function endWithTheLastWindow(aside: Aside, shell: Shell): void {
  app.on('activate', () => shell.comeForward())
  app.on('window-all-closed', () => {
    if (!shell.isToStay()) app.quit()
  })
  // The log is let go before the process is, and once: whoever presses Ctrl-C twice asks twice.
  let isEnding = false
  app.on('before-quit', () => shell.leave())
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (isEnding) return
    isEnding = true
    log.note('Aside ends')
    void aside.close().finally(() => app.exit(0))
  })
  process.on('SIGINT', () => app.quit())
  process.on('SIGTERM', () => app.quit())
}

/** What the second start was called with, as it handed it over. */
function handedOver(handed: unknown): Asked | null {
  if (typeof handed !== 'object' || handed === null || !('line' in handed) || !('folder' in handed)) return null
  const { line: called, folder } = handed
  return Array.isArray(called) && typeof folder === 'string' ? askedBy(called.map(String), folder) : null
}

/** With windows there, one of them says what happened and nothing goes on; before that, a dialog says so and it ends. */
function fail(error: unknown): void {
  const isPortTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
  log.note('Aside failed', { why })
  process.stderr.write(`${why}\n`)
  if (early.shell) return early.shell.freeze(why)
  void app
    .whenReady()
    .then(() => {
      const said = wordsIn(languageOf(app.getPreferredSystemLanguages()))
      return tellTrouble(said, filled(said.hasToEnd, { why: isPortTaken ? said.portsTaken : why }))
    })
    .finally(() => app.exit(isPortTaken ? 2 : 3))
}
