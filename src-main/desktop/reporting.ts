import { release } from 'node:os'
import { app } from 'electron'
import type { Stage } from '../contract/control.ts'
import { asks, choosesPlace, tell, warn } from './dialogs.ts'
import type { LogFile } from './log-file.ts'
import { reportText } from './report.ts'
import type { Settings } from './settings.ts'
import { writeWhole } from './whole-file.ts'
import { filled } from './words.ts'
import type { Words } from './words.ts'

const logLines = 400

/** Of each run, the newest. */
const marksOfRun = 5000

export interface ReportingParts {
  readonly stage: Pick<Stage, 'runs' | 'whole'>
  readonly log: LogFile
  readonly settings: Settings
  readonly words: () => Words
  /** What went wrong, if something did. */
  readonly happened: () => string | null
}

/** Asks whether what was said in the runs may be in it, then where it goes. */
export async function offersReport(parts: ReportingParts): Promise<void> {
  const words = parts.words()
  const wanted = await asks({ message: words.reportQuestion, detail: words.reportDetail, does: words.save, leaves: words.cancel, tick: words.withTexts })
  if (wanted !== null) await saveReport(parts, wanted.ticked)
}

export async function saveReport({ stage, log, settings, words, happened }: ReportingParts, texts: boolean): Promise<void> {
  const at = new Date()
  const place = await choosesPlace(`aside-report-${at.toISOString().slice(0, 10)}.txt`, [{ name: words().textFiles, extensions: ['txt'] }])
  if (place === null) return
  const versions = { aside: app.getVersion(), ...electronVersions(), system: `${process.platform} ${release()} ${process.arch}` }
  const runs = texts ? stage.runs().flatMap(({ id }) => stage.whole(id, { most: marksOfRun }) ?? []) : null
  const why = writeWhole(place, reportText({ at, versions, settings: settings.now, happened: happened(), log: log.tail(logLines), runs }))
  if (why !== null) return warn(words(), filled(words().notSaved, { file: place, why }))
  await tell(words(), filled(words().reportSaved, { file: place }))
}

function electronVersions(): Record<string, string> {
  const { electron = '', chrome = '', node } = process.versions
  return { electron, chrome, node }
}
