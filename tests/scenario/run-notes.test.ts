import { expect, test } from 'vitest'
import { inProcess } from '../../src-main/client/in-process.ts'
import { VirtualPace } from '../../src-main/engine/pace.ts'
import { RunNotes } from '../../src-main/scenario/run-notes.ts'
import { agentPlan, planWith, queuePlan, Rehearsal } from '../support/rooms.ts'

/** What is noted of a run that goes on for days. */

const colleagues = Array.from({ length: 20 }, (_, number) => `Colleague${number}`)

test('of a long run the newest is noted, in its order, and how much older is left out is counted', () => {
  const rehearsal = new Rehearsal(planWith({ agents: Object.fromEntries(['Anna', ...colleagues].map((name) => [name, agentPlan(name)])), queues: { Support: queuePlan(['Anna']) } }))
  const { room, views } = rehearsal
  rehearsal.chatWithAnna()
  for (const name of colleagues) {
    rehearsal.agent('Anna', { operationName: 'Invite', targetUri: rehearsal.uri(name) })
    rehearsal.agent(name, { operationName: 'Accept' })
  }
  const notes = new RunNotes(
    { file: '', title: 'Long', about: '', head: { scenario: 'Long', cast: {} }, steps: [], always: [] },
    { plan: room.plan, client: inProcess(room, views, new VirtualPace(room)), now: () => room.now, onInput: (seen) => room.watchInputs(seen), onDoor: () => () => {} }
  )
  const before = room.seqOf('agent:Anna')
  const messages = 7000
  for (let number = 1; number <= messages; number += 1) rehearsal.agent('Anna', { operationName: 'SendMessage', text: `Message ${number}` })
  const { entries, leftOut } = notes.record(false)
  notes.close()

  const asked = entries.filter(({ kind }) => kind === 'asked').length
  const told = entries.filter(({ kind }) => kind === 'told').length
  expect(asked + leftOut.marks).toBe(messages)
  // Anna, twenty colleagues and Clara.
  expect(told + leftOut.frames).toBe(22 * messages)
  expect(leftOut.frames).toBeGreaterThan(0)
  expect(entries.length).toBeGreaterThanOrEqual(50_000)
  expect(entries.length).toBeLessThanOrEqual(100_000)
  const annas = entries.flatMap((entry) => (entry.kind === 'told' && entry.viewer === 'agent:Anna' ? [entry.seq] : []))
  expect(annas).toEqual(Array.from({ length: annas.length }, (_, place) => before + messages - annas.length + 1 + place))
})
