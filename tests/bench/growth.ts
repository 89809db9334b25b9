import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { figure, whole } from './figures.ts'
import type { Figure } from './figures.ts'
import type { Grown } from './growth-room.ts'

/** What does not grow: the cost of an event and the memory, however long the log is and however many chats there are. */

const script = fileURLToPath(new URL('growth-room.ts', import.meta.url))
const cost = { unit: 'µs' as const, goal: { atMost: 1.5 } }

async function grown(what: 'log' | 'chats'): Promise<readonly Grown[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, what])
  return JSON.parse(stdout) as Grown[]
}

export async function growth(): Promise<Figure[]> {
  const [young, first, ...older] = await grown('log')
  const [few, ...more] = await grown('chats')
  const flat = older.find(({ size }) => size === 100_000)
  if (!young || !first || !few || !flat) throw new Error('the growing room measured nothing')
  const floorIs = 'the same when it has 10,000'
  return [
    // A log that has just begun pays for its first pages.
    figure({ what: 'an event when the log has 1,000', unit: 'µs', ours: young.microsPerEvent, floor: first.microsPerEvent, floorIs }),
    ...older.map(({ size, microsPerEvent }) => figure({ what: `an event when the log has ${whole(size)}`, ...cost, ours: microsPerEvent, floor: first.microsPerEvent, floorIs })),
    ...more.map(({ size, microsPerEvent }) => figure({ what: `an event while ${whole(size)} chats are open`, ...cost, ours: microsPerEvent, floor: few.microsPerEvent, floorIs: 'the same while 100 are' })),
    ...older
      .filter(({ size }) => size > flat.size)
      .map(({ size, heapMiB }) => figure({ what: `heap of a room after ${whole(size)} events`, unit: 'MiB', ours: heapMiB, floor: flat.heapMiB, floorIs: 'the same after 100,000', goal: { atMost: 1.1 } }))
  ]
}
