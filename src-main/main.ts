import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { app } from 'electron'
import { startAside } from './app.ts'
import type { Aside, AsideOptions } from './app.ts'
import { offersFreshLog, tell, tellTrouble } from './desktop/dialogs.ts'
import { openShell } from './desktop/shell.ts'
import type { Windows } from './desktop/windows.ts'
import { isMetByFreshLog, StoreProblem } from './store/store-problem.ts'

/**
 * The desktop application: Aside itself runs in Electron's main process, and the windows are clients of its doors.
 * Exit codes as on the command line: 2 the log could not be used, and somebody was told why; 3 Aside itself failed.
 */

const sample = 'consult-then-transfer.yaml'
const usualPort = 8080

/** Where the bundle lies, which is out/main. */
const here = import.meta.dirname

process.on('uncaughtException', fail)
process.on('unhandledRejection', fail)

// Not strict: Chromium's own switches stand in the same line.
const { values } = parseArgs({ args: process.argv.slice(1), options: { data: { type: 'string' }, port: { type: 'string' } }, strict: false })
const data = typeof values.data === 'string' ? values.data : join(app.getPath('userData'), 'log')
// Aside with another log is another application: it has its own lock and its own browser profile.
if (typeof values.data === 'string') useFolder(join(data, 'desktop'))

// Nothing is awaited here: Electron is ready only when this file has run through.
if (app.requestSingleInstanceLock()) void app.whenReady().then(begin)
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

async function begin(): Promise<void> {
  const port = values.port === undefined ? usualPort : Number(values.port)
  const aside = await startOrAsk({ data, port, pages: join(here, '../renderer'), scenarios: join(here, '../../resources/scenarios'), docs: join(here, '../../resources/docs') })
  if (!aside) return app.exit(2)
  if (port !== 0 && aside.port !== port) process.stderr.write(`Port ${port} is taken; listening on ${aside.port} instead.\n`)
  const played = await aside.stage.start({ scenario: sample })
  if ('problem' in played) process.stderr.write(`The sample run cannot be played: ${played.problem}\n`)
  const windows = openShell({ origin: aside.url, preload: join(here, '../preload/preload.cjs'), stage: aside.stage, trainerPage: aside.trainerPage })
  endWithTheLastWindow(aside, windows)
  if (aside.keptLog !== null) await tell(`The old log is kept as ${aside.keptLog}; a new one was begun.`)
}

/** Null when the log cannot be used and was not put aside; the user has been told why. */
async function startOrAsk(options: AsideOptions): Promise<Aside | null> {
  try {
    return await startAside(options)
  } catch (error) {
    if (!(error instanceof StoreProblem)) throw error
    if (options.fresh !== true && isMetByFreshLog(error)) return (await offersFreshLog(error.message)) ? startOrAsk({ ...options, fresh: true }) : null
    await tellTrouble(error.message)
    return null
  }
}

function endWithTheLastWindow(aside: Aside, windows: Windows): void {
  app.on('second-instance', () => windows.showFirst())
  app.on('window-all-closed', () => app.quit())
  // The log is let go before the process is, and once: whoever presses Ctrl-C twice asks twice.
  let isEnding = false
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (isEnding) return
    isEnding = true
    void aside.close().finally(() => app.exit(0))
  })
  process.on('SIGINT', () => app.quit())
  process.on('SIGTERM', () => app.quit())
}

function fail(error: unknown): void {
  const isPortTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  const why = isPortTaken ? 'Its port and the next twenty are taken.' : error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${why}\n`)
  void app
    .whenReady()
    .then(() => tellTrouble(`Aside has to end. ${why}`))
    .finally(() => app.exit(isPortTaken ? 2 : 3))
}
