import { expect, test } from 'vitest'
import { rowsOf } from '../../src-main/scenario/picture-rows.ts'
import type { Row } from '../../src-main/scenario/picture-rows.ts'
import { laneMarksOf } from '../../src-main/scenario/lane-marks.ts'
import { chaptersOf } from '../../src-main/scenario/story.ts'
import { recordOf, read } from './playing.ts'
import { always, brokenStory, heldStory } from './stories.ts'

/** The story as the picture draws it. */

const [invited = ''] = heldStory.split('  - Anna: tellAgents')
const unanswered = invited.replace('when invited: accept', 'when invited: ignore')

async function rows(text: string): Promise<Row[]> {
  const record = await recordOf(read(text))
  return rowsOf(chaptersOf(record), record.cast)
}

/** `agent:Anna -> agent:Ben, agents only, not told: customer:Clara` */
function arrow({ kind, from, via, to, isPrivate, hiddenFrom, outcome }: Row): string {
  const way = [from ?? '', ...(via === null ? [] : [via]), to.join(' + ')].join(' -> ')
  const words = [kind, way, isPrivate && 'agents only', hiddenFrom !== null && `not told: ${hiddenFrom}`, outcome]
  return words.filter((word) => typeof word === 'string').join(', ')
}

test('each step is an arrow to whoever was told of it; what only agents were told says whom it was kept from', async () => {
  expect((await rows(heldStory)).map((row) => `${row.text}: ${arrow(row)}`)).toEqual([
    'Anna and Ben sign in: told,  -> agent:Anna + agent:Ben',
    'Clara: chat Support "Hello": act, customer:Clara -> queue:Support -> agent:Anna, done',
    'Anna: accept: act, agent:Anna -> customer:Clara, done',
    'Anna: consult Ben — Above my limit: act, agent:Anna -> agent:Ben, agents only, not told: customer:Clara, done',
    'Ben: accept (by habit): act, agent:Ben -> agent:Anna, agents only, not told: customer:Clara, done',
    'Anna: tellAgents "Can you approve 250?": act, agent:Anna -> agent:Ben, agents only, not told: customer:Clara, done',
    'Ben hears "Can you approve 250?", visibility Agents: judged, agent:Ben -> , held',
    'Clara never hears "Can you approve 250?": judged, customer:Clara -> , held',
    ...always.map((text) => `${text}: judged,  -> , held`)
  ])
})

test('a consult through a queue goes by the queue', async () => {
  const drawn = await rows(heldStory.replace('    target: Ben\n    note: "Above my limit"', '    target: Refunds'))
  expect(drawn.map(arrow)[3]).toBe('act, agent:Anna -> queue:Refunds -> agent:Ben, agents only, not told: customer:Clara, done')
})

test('a refused step reaches nobody, and what breaks is broken', async () => {
  const drawn = (await rows(brokenStory)).map(arrow)
  expect(drawn).toContain('judged, customer:Clara -> , broken')
  expect(drawn).toContain('act, agent:Anna -> , refused')
  expect(drawn).toContain('act, agent:Anna -> , broken')
})

test('what comes by itself comes from nobody, at its own moment, with a word for everybody', async () => {
  const drawn = await rows(`${unanswered}  - wait: 40s\n`)
  const row = drawn.find(({ kind, at }) => kind === 'told' && at > 0)
  expect(row).toMatchObject({ at: 33_000, from: null, to: ['agent:Ben', 'agent:Anna'] })
  expect([...(row?.words ?? [])]).toEqual([['agent:Ben', 'Revoked, NotReady'], ['agent:Anna', 'Error']])
  expect(row?.text).toBe('Ben is told: Revoked, NotReady; Anna is told: Error')
})

test('what an expectation waited for came by itself too', async () => {
  const drawn = await rows(`${unanswered}  - expect:\n      - Ben is: Revoked\n        within: 40s\n`)
  expect(drawn.slice(-7).map(({ at, text }) => `${at} ${text}`)).toEqual([
    '33000 Ben is told: Revoked, NotReady; Anna is told: Error',
    '33000 Ben is Revoked',
    ...always.map((text) => `33000 ${text}`)
  ])
})

test('after the customer has gone there is nobody to keep anything from', async () => {
  const drawn = await rows(`${heldStory}  - Anna: invite\n    target: Ben\n  - Clara: leave\n  - Anna: updateData\n    data: { a: 1 }\n`)
  expect(drawn.at(-7)).toMatchObject({ text: 'Anna: updateData a 1', to: ['agent:Ben'], isPrivate: true, hiddenFrom: null })
})

test('a caption is a row of its own', async () => {
  expect((await rows(brokenStory)).find(({ kind }) => kind === 'other')).toMatchObject({ text: 'caption Now time passes', at: 4500, outcome: 'noted' })
})

test("everybody's lane says what was asked, told, and not told", async () => {
  const record = await recordOf(read(heldStory))
  const lanes = laneMarksOf(record, rowsOf(chaptersOf(record), record.cast))
  const said = Object.fromEntries(lanes.map(({ name, marks }) => [name, marks.map(({ what, text }) => `${what} ${text}`)]))
  expect(Object.keys(said)).toEqual(['Clara', 'Support', 'Refunds', 'Anna', 'Ben'])
  expect(said['Clara']?.slice(-3)).toEqual([
    'not told Anna: consult Ben — Above my limit',
    'not told Ben: accept (by habit)',
    'not told Anna: tellAgents "Can you approve 250?"'
  ])
  expect(said['Support']).toEqual(['asked for Clara: chat Support "Hello"'])
  expect(said['Refunds']).toEqual([])
  expect(said['Ben']?.[0]).toBe('asked ChannelOpened: acknowledged')
})
