import { parentPort, workerData } from 'node:worker_threads'
import { openRehearsals } from '../rooms.ts'
import { playRecorded } from './play-recorded.ts'
import { shortened } from '../scenario/shorten.ts'
import type { RunRecord } from '../scenario/run-record.ts'
import { BadInput } from '../exit-codes.ts'
import type { Reading } from '../scenario/read.ts'
import { readFile } from './scenario-files.ts'
import type { ScenarioFile } from './scenario-files.ts'
import type { ThreadWork, ToMain } from './play-threads.ts'

/** One of several threads that play many scenarios: reads its files and says what is wrong with them, then plays them when it is told to. */

const { files, options } = workerData as ThreadWork
/** As many steps and expectations as a summary shows. */
const marksOfHeld = 200
const say = (message: ToMain): void => parentPort?.postMessage(message)

const read = files.map(({ place, file }) => ({ place, reading: readingOf(file) }))
for (const { place, reading } of read) {
  say({ kind: 'read', place, problems: 'problems' in reading ? reading.problems : [], scenarios: 'rows' in reading ? reading.rows.length : 0 })
}

parentPort?.once('message', () => {
  void playAll().finally(() => parentPort?.close())
})

async function playAll(): Promise<void> {
  const { begin, close } = openRehearsals()
  for (const { place, reading } of read) {
    const played = []
    for (const scenario of 'rows' in reading ? reading.rows : []) {
      try {
        const { run, progress } = await playRecorded(scenario, options, begin)
        played.push({ run: carried(run), progress: run.result.held ? [] : progress })
      } catch (error) {
        return say({ kind: 'failed', file: scenario.file, error })
      }
    }
    say({ kind: 'played', place, runs: played })
  }
  close()
}

/** What nobody is going to show need not be carried over. */
function carried(run: RunRecord): RunRecord {
  if (options.entries === 'none') return { ...run, entries: [] }
  return options.entries === 'ofBroken' && run.result.held ? shortened(run, { frames: 0, marks: marksOfHeld }) : run
}

/** A file that went while the others were read is one that cannot be read. */
function readingOf(file: ScenarioFile): Reading {
  try {
    return readFile(file, options.language)
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    return { problems: [{ file: file.name, line: 1, column: 1, message: error.message, source: '' }] }
  }
}
