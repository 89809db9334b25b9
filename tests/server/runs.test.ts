import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import type { RunRow, RunWhole } from '../../src-main/contract/control.ts'
import { freshFolder, planWith } from '../support/rooms.ts'
import { listening } from '../support/server.ts'
import type { HttpClient } from '../support/server.ts'
import { trainerOf } from '../support/trainer-client.ts'

/** Runs that begin from a text that nobody saved, and runs that go as far as a line. */

const story = `scenario: Anna helps
cast:
  agents:
    Anna:
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
steps:
  - Clara: chat
    queue: Support
    text: "Hello"
  - Anna: accept
  - wait: 10m
  - cue: Ready?
  - Anna: say
    text: "Good morning"
  - Anna: complete
`

let aside: Aside
let trainer: HttpClient

beforeAll(async () => {
  const folder = join(freshFolder(), 'library')
  mkdirSync(folder)
  writeFileSync(join(folder, 'anna.yaml'), story)
  aside = await listening(planWith(), freshFolder(), { scenarios: folder })
  trainer = await trainerOf(aside)
})

afterAll(() => aside.close())

async function until(id: string, holds: (whole: RunWhole) => boolean): Promise<RunWhole> {
  for (;;) {
    const whole = (await trainer.get(`/control/runs/${id}`)).body as unknown as RunWhole
    if (holds(whole)) return whole
    await new Promise((goOn) => setTimeout(goOn, 10))
  }
}

async function begun(body: object): Promise<RunRow> {
  return (await trainer.post('/control/runs', body)).body['run'] as RunRow
}

test('a run goes to a line without waiting, past cues, and stands still before its step at the very moment', async () => {
  const { id } = await begun({ scenario: 'anna.yaml', upTo: 17 })
  const { run, marks } = await until(id, (whole) => whole.run.state === 'paused')
  expect(run.now).toBe(601_500)
  expect(run.done).toBe(4)
  expect(marks.flatMap(({ mark }) => (mark.kind === 'step' || mark.kind === 'cue' ? [mark.line] : []))).toEqual([11, 14, 15, 16])
  await trainer.post(`/control/runs/${id}`, { command: 'speed', speed: 100 })
  await trainer.post(`/control/runs/${id}`, { command: 'resume' })
  expect((await until(id, (whole) => whole.run.endedAt !== null)).run.state).toBe('held')
})

test('a run up to the first step has not begun, and one beyond the last plays to its end', async () => {
  const first = await begun({ scenario: 'anna.yaml', upTo: 1 })
  const { run } = await until(first.id, (whole) => whole.run.state === 'paused')
  expect([run.now, run.done]).toEqual([0, 0])
  const last = await begun({ scenario: 'anna.yaml', upTo: 500 })
  expect((await until(last.id, (whole) => whole.run.endedAt !== null)).run.state).toBe('held')
})

test('a text that was not saved is played as it stands, and the file keeps what it has', async () => {
  const { id, title } = await begun({ scenario: 'anna.yaml', text: story.replace('Anna helps', 'Anna helps more').replace('wait: 10m', 'wait: 1s'), upTo: 500 })
  expect(title).toBe('Anna helps more')
  expect((await until(id, (whole) => whole.run.endedAt !== null)).run.now).toBeLessThan(60_000)
})

test('a text with a mistake is not played, and the sentence leads to its line', async () => {
  const { status, body } = await trainer.post('/control/runs', { scenario: 'anna.yaml', text: story.replace('- Anna: accept', '- Ana: accept') })
  expect([status, body.statusMessage]).toEqual([400, 'anna.yaml:14:5  Anna is spelt "Ana" here; the cast has Anna, Clara'])
})

test('what is no line, no text or outside of the library is refused', async () => {
  expect((await trainer.post('/control/runs', { scenario: 'anna.yaml', upTo: 0 })).status).toBe(400)
  expect((await trainer.post('/control/runs', { scenario: 'anna.yaml', text: 5 })).status).toBe(400)
  expect((await trainer.post('/control/runs', { scenario: '../anna.yaml', text: story })).body.statusMessage).toBe('../anna.yaml is not in the library')
})
