import { parentPort, workerData } from 'node:worker_threads'
import { openRehearsals } from '../rooms.ts'
import { playRecorded } from './play-recorded.ts'
import { readFile } from './scenario-files.ts'
import type { ThreadWork, ToMain } from './play-threads.ts'

/** One of several threads that play many scenarios: reads its files and says what is wrong with them, then plays them when it is told to. */

const { files, options } = workerData as ThreadWork
const say = (message: ToMain): void => parentPort?.postMessage(message)

const read = files.map(({ place, file }) => ({ place, reading: readFile(file, options.language) }))
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
        // What nobody is going to show need not be carried over.
        played.push({ run: options.needsEntries ? run : { ...run, entries: [] }, progress: run.result.held ? [] : progress })
      } catch (error) {
        return say({ kind: 'failed', file: scenario.file, error })
      }
    }
    say({ kind: 'played', place, runs: played })
  }
  close()
}
