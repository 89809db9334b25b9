import { expect, test } from 'vitest'
import type { Heard } from '../../src-main/contract/client.ts'
import { nameOf } from '../../src-main/contract/viewer.ts'
import { KeptMarks, makeRoom } from '../../src-main/scenario/kept-marks.ts'
import { Rehearsal } from '../support/rooms.ts'

/** What of a run's marks is kept, and that each is whole when it is read. */

const laneOf = (viewer: Heard['viewer']): string => (viewer.startsWith('visitor:') ? 'the visitor' : nameOf(viewer))

/** Clara's chat and a visitor's, told to their people. */
function told(): readonly Heard[] {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  rehearsal.request(null)
  rehearsal.agent('Anna', { operationName: 'Accept' })
  rehearsal.agent('Anna', { operationName: 'SendMessage', text: 'Hello' })
  expect(rehearsal.heard.some(({ viewer }) => viewer.startsWith('visitor:'))).toBe(true)
  return rehearsal.heard
}

test('the mark of a frame says who was told what and when, also of a visitor, and also of a frame that came late', () => {
  const frames = told()
  const [first, last] = [frames[0], frames.at(-1)]
  if (!first || !last) throw new Error('nobody was told anything')
  const marks = new KeptMarks()
  for (const frame of frames) marks.hear(frame, laneOf)
  marks.add(last.at + 500, null, { kind: 'caption', line: 3, text: 'Look' })
  marks.hear(first, laneOf)
  const late = { n: frames.length + 2, at: last.at + 500, lane: laneOf(first.viewer), mark: { kind: 'told', seq: first.seq, said: first.said } }
  expect(marks.all).toEqual([
    ...frames.map(({ viewer, seq, at, said }, place) => ({ n: place + 1, at, lane: laneOf(viewer), mark: { kind: 'told', seq, said } })),
    { n: frames.length + 1, at: last.at + 500, lane: null, mark: { kind: 'caption', line: 3, text: 'Look' } },
    late
  ])
  expect(marks.newest).toEqual(late)
  expect(marks.piece({ before: 4, most: 2 })).toEqual(marks.all.slice(1, 3))
})

test('what a fork shares of the past goes on with the next number', () => {
  const frames = told()
  const marks = new KeptMarks()
  for (const frame of frames) marks.hear(frame, laneOf)
  const moment = frames[3]?.at ?? 0
  const shared = frames.filter(({ at }) => at <= moment).length
  const past = marks.upTo(moment)
  past.add(0, 'Anna', { kind: 'step', line: 1, text: 'Later' })
  expect(past.all).toEqual([...marks.all.slice(0, shared), { n: shared + 1, at: frames[shared - 1]?.at, lane: 'Anna', mark: { kind: 'step', line: 1, text: 'Later' } }])
})

test('of many marks the newest are kept under their own numbers: of each run so many, and of all together the runs that are over give way first', () => {
  const [frame] = told()
  if (!frame) throw new Error('nobody was told anything')
  const run = (howMany: number): KeptMarks => {
    const marks = new KeptMarks()
    for (let number = 0; number < howMany; number += 1) marks.hear(frame, laneOf)
    return marks
  }
  const [over, long, short] = [run(90_000), run(150_000), run(40_000)]
  makeRoom([
    { marks: long, endedAt: null },
    { marks: over, endedAt: 1 },
    { marks: short, endedAt: null }
  ])
  expect([over, long, short].map(({ length, oldest, count }) => [length, oldest, count])).toEqual([
    [10_000, 80_001, 90_000],
    [102_000, 48_001, 150_000],
    [40_000, 1, 40_000]
  ])
  expect(long.newest.n).toBe(150_000)
  expect(long.piece({ before: 48_003, most: 10 }).map(({ n }) => n)).toEqual([48_001, 48_002])
})
