import { expect, test } from 'vitest'
import { agentOperation } from '../../src-main/wire/operations.ts'
import { agentPlan, planWith, queuePlan, Rehearsal } from '../support/rooms.ts'
import * as page from './the-page.ts'

/** The page's people in the page's zone, in the page's dialect, on the day of its samples. */
function thePagesRoom(): Rehearsal {
  return new Rehearsal(
    planWith({
      wire: 'classic',
      starts: Date.UTC(2014, 0, 6, 19, 35, 7),
      zone: '-0800',
      agents: { TestName: agentPlan('TestName'), BFriend: agentPlan('BFriend') },
      queues: { Support: queuePlan(['TestName']) },
      customers: { FirstL: { nickname: 'FirstL', patienceMs: null } }
    })
  )
}

function chatOfFirstL(rehearsal: Rehearsal): void {
  const operation = { operationName: 'RequestChat', nickname: 'FirstL', endpoint: 'Support' } as const
  rehearsal.room.dispatch({ viewer: 'customer:FirstL', chat: null, operation }, 1000)
  rehearsal.agent('TestName', { operationName: 'Accept' })
  rehearsal.pass(86)
  rehearsal.forget()
}

/** What the run mints anew each time: ids, times and counters. All else must be the page's to the letter. */
function withoutWhatIsMinted(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replaceAll(/"[0-9A-F]{16}"/g, '"<participantId>"')
    .replaceAll(/"0000[0-9A-Za-z]{12}"/g, '"<chat>"')
    .replaceAll(/chats\/0000[0-9A-Za-z]{12}/g, 'chats/<chat>')
    .replaceAll(/"referenceId":\d+/g, '"referenceId":"<n>"')
    .replaceAll(/"timestampSeconds":\d+/g, '"timestampSeconds":"<ms>"')
    .replaceAll(/"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}-0800"/g, '"<timestamp>"')
  return JSON.parse(text)
}

/** Order of keys included. */
function expectAsOnThePage(ours: unknown, pages: unknown): void {
  expect(JSON.stringify(withoutWhatIsMinted(ours))).toBe(JSON.stringify(withoutWhatIsMinted(pages)))
}

test('the vectors hold what the page means, and none of what only its print shows', () => {
  const vectors = JSON.stringify([page.request, page.firstNotification, page.secondNotification, page.failedNotification], null, 1)
  for (const { prints, holds } of page.artefacts) {
    expect(vectors).toContain(holds)
    expect(vectors).not.toContain(prints)
  }
})

test("the page's request is understood and its target found by its path", () => {
  expect(agentOperation.parse(page.request)).toEqual(page.request)
})

test('a consult is answered, told to the asking agent and named in the message log as on the page', () => {
  const rehearsal = thePagesRoom()
  chatOfFirstL(rehearsal)

  expectAsOnThePage(rehearsal.consult('BFriend', 'TestName'), page.response)
  expect(rehearsal.told('agent:TestName')).toEqual([])
  rehearsal.agent('BFriend', { operationName: 'Accept' })

  const [first, second, ...more] = rehearsal.told('agent:TestName')
  expectAsOnThePage(first, page.firstNotification)
  expectAsOnThePage(second, page.secondNotification)
  expect(more).toEqual([])
  expect(rehearsal.told('customer:FirstL')).toEqual([])
})

test("the second leg's id is minted just before the consultant's, both at the time of joining", () => {
  const rehearsal = thePagesRoom()
  chatOfFirstL(rehearsal)
  rehearsal.consult('BFriend', 'TestName')
  rehearsal.agent('BFriend', { operationName: 'Accept' })

  const [first] = rehearsal.told('agent:TestName')
  const ids = first && 'chat' in first ? (first.chat.participants ?? []).map(({ participantId }) => participantId) : []
  const [secondLeg, consultant] = ids.map((id) => ({ seconds: Number.parseInt(id.slice(4, 12), 16), counter: Number.parseInt(id.slice(12), 16) }))
  expect(secondLeg?.counter).toBe((consultant?.counter ?? 0) - 1)
  expect(consultant?.seconds).toBe(Math.floor((rehearsal.room.plan.starts + rehearsal.room.now) / 1000))
})

test('a consult that comes to nothing is acknowledged first and then told as on the page, with the chat as it was', () => {
  const rehearsal = thePagesRoom()
  chatOfFirstL(rehearsal)

  const answer = rehearsal.consult('BFriend', 'TestName')
  expectAsOnThePage(answer, page.response)
  rehearsal.agent('BFriend', { operationName: 'Reject' })

  const [failed, ...more] = rehearsal.told('agent:TestName')
  expectAsOnThePage(failed, page.failedNotification)
  expect(more).toEqual([])
  expect(failed).toMatchObject({ referenceId: 'referenceId' in answer ? answer.referenceId : -1 })
})

test('times are written in the zone of the room and counted in milliseconds, as on the page', () => {
  const rehearsal = thePagesRoom()
  chatOfFirstL(rehearsal)
  rehearsal.consult('BFriend', 'TestName')
  rehearsal.agent('BFriend', { operationName: 'Accept' })

  const [, second] = rehearsal.told('agent:TestName')
  const message = second && 'messages' in second ? second.messages[0] : undefined
  expect(message).toMatchObject({ timestamp: '2014-01-06 11:36:37.000-0800', timestampSeconds: Date.UTC(2014, 0, 6, 19, 36, 37) })
})
