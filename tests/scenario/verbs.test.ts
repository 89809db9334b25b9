import { expect, test } from 'vitest'
import type { Request } from '../../src-main/contract/client.ts'
import { planOf } from '../../src-main/scenario/plan.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import { freshFolder } from '../support/rooms.ts'
import { clientOf, playOn, playText, read, wrongWith } from './playing.ts'

/** Every verb is one operation of the wire; what the rules make of it is tested with the rules. */

const opening = `scenario: A test
cast:
  agents:
    Anna:
    Ben:
    Sue:
      roles: [supervisor]
  queues:
    Support:
      members: [Anna]
    Refunds:
      members: [Ben]
  customers:
    Clara:
steps:
  - Clara: chat
    queue: Support
    data:
      tier: gold
  - Anna: accept
`

/** What the steps after the opening ask, without the windows that open; and what was answered. */
async function askedBy(steps: string): Promise<{ asked: Request['operation'][]; codes: (number | undefined)[] }> {
  const scenario = read(opening + steps)
  const store = Store.open(logIn(freshFolder()))
  const client = clientOf(store, planOf(scenario))
  const asked: Request['operation'][] = []
  const { result, progress } = await playOn(
    {
      ...client,
      ask: (request) => {
        if (request.operation.operationName !== 'ChannelOpened') asked.push(request.operation)
        return client.ask(request)
      }
    },
    scenario
  )
  store.close()
  expect(result.problems).toEqual([])
  return { asked: asked.slice(2), codes: progress.flatMap((one) => (one.kind === 'step' ? [one.answer?.statusCode] : [])).slice(2) }
}

const operations: [string, string, Record<string, unknown>][] = [
  ['sendUrl', 'Anna: sendUrl\n    url: https://example.org/', { operationName: 'SendUrl', url: 'https://example.org/' }],
  ['notice', 'Anna: notice\n    text: "Please wait"', { operationName: 'SendCustomNotice', noticeText: 'Please wait' }],
  ['attachData', 'Anna: attachData\n    data:\n      order: 17\n      paid: true', { operationName: 'AttachUserData', userData: { order: 17, paid: true } }],
  ['updateData', 'Anna: updateData\n    data: { tier: silver }', { operationName: 'UpdateUserData', userData: { tier: 'silver' } }],
  ['removeData', 'Anna: removeData\n    keys: [tier]', { operationName: 'DeleteUserData', keys: ['tier'] }],
  ['setDisposition', 'Anna: setDisposition\n    disposition: Refunded\n    key: Outcome', { operationName: 'SetDisposition', disposition: 'Refunded', dispositionKey: 'Outcome' }],
  ['notReady', 'Anna: notReady\n    reason: Lunch', { operationName: 'NotReady', reason: 'Lunch' }],
  ['focus', 'Anna: focus', { operationName: 'SetInFocus' }],
  ['complete with queue', 'Anna: complete\n    queue: Refunds', { operationName: 'Complete', queueName: 'Refunds' }],
  ['afterCallWork', 'Ben: afterCallWork', { operationName: 'AfterCallWork' }],
  ['offline', 'Ben: offline', { operationName: 'Offline' }],
  ['doNotDisturb', 'Ben: doNotDisturb', { operationName: 'DoNotDisturbOn' }],
  ['disturb', 'Ben: disturb', { operationName: 'DoNotDisturbOff' }],
  ['startSession', 'Ben: startSession\n    channels: [chat]\n    place: Desk 7', { operationName: 'StartContactCenterSession', channels: ['chat'], place: 'Desk 7' }],
  ['endSession', 'Ben: endSession', { operationName: 'EndContactCenterSession' }],
  ['say with its class', 'Anna: say\n    text: "Hi"\n    messageType: greeting\n    treatAs: System', { operationName: 'SendMessage', text: 'Hi', messageType: 'greeting', treatAs: 'System' }],
  ['leave with its class', 'Anna: leave\n    text: "Bye"\n    treatAs: System', { operationName: 'Leave', text: 'Bye', treatAs: 'System' }],
  ['intrude', 'Sue: intrude\n    target: Anna\n    mode: Coach', { operationName: 'Intrude', supervisorVisibilityMode: 'Coach' }],
  ['monitor', 'Sue: monitor\n    target: Anna', { operationName: 'Monitor' }],
  ['coach', 'Sue: coach\n    target: Ben\n    only: next', { operationName: 'Coach', supervisorMonitoringMode: 'NextChat' }],
  ['bargeIn', 'Sue: bargeIn\n    target: Ben', { operationName: 'BargeIn' }]
]

test.each(operations)('%s is one request of the wire, and it is acknowledged', async (_verb, step, operation) => {
  const { asked, codes } = await askedBy(`  - ${step}\n`)
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject(operation)
  expect(codes).toEqual([0])
})

test('noticeToAgents is heard by a consultant and by no customer', async () => {
  const { result } = await playText(`${opening}  - Anna: consult
    target: Ben
  - Ben: accept
  - Anna: noticeToAgents
    text: "A gold customer"
  - expect:
      - Ben hears: { type: CustomNotice, noticeText: "A gold customer", visibility: Agents }
      - Clara never hears: { noticeText: "A gold customer" }
`)
  expect(result.problems).toEqual([])
})

test('a supervisor who intrudes is in the chat of the agent whom it watches, switches and is watched no more', async () => {
  const { result } = await playText(`${opening}  - Sue: intrude
    target: Anna
  - expect:
      - Sue is: Invited
  - Sue: accept
  - expect:
      - Anna has not heard: { from: Sue }
  - Sue: switchTo
    mode: Coach
  - expect:
      - Anna hears: { type: ParticipantJoined, from: Sue }
  - Sue: switchTo
    mode: BargeIn
  - expect:
      - Clara hears: { type: ParticipantJoined, from: Sue }
  - Sue: monitor
    target: Ben
  - Sue: cancelMonitoring
    target: Ben
`)
  expect(result.problems).toEqual([])
})

test("what a customer brings along and what agents attach is the chat's user data", async () => {
  const { result } = await playText(`${opening}  - Anna: attachData
    data: { order: 17 }
  - expect:
      - Anna hears: { notificationType: PropertiesUpdated, userData: { tier: gold, order: 17 } }
`)
  expect(result.problems).toEqual([])
})

test('an agent who works after a chat is seen to, and one who has gone is logged out', async () => {
  const { result } = await playText(`${opening}  - Ben: afterCallWork
  - expect:
      - Ben is: AfterCallWork
  - Ben: endSession
  - expect:
      - Ben is: Logout
`)
  expect(result.problems).toEqual([])
})

test('raw sends what it is told, malformed or not, and is answered as at the door', async () => {
  const { result } = await playText(`${opening}  - Anna: raw
    operation: { operationName: SendMessage, text: "Hello from raw" }
  - expect:
      - Clara hears: { text: "Hello from raw" }
  - Anna: raw
    operation: { operationName: SendMessage }
  - expect:
      - Anna is refused: { statusCode: 1, statusMessage: /text/ }
  - Anna: raw
    operation: [1, 2]
  - expect:
      - Anna is refused: { statusCode: 10 }
  - Anna: raw
    operation: { operationName: NotReady }
  - expect:
      - Anna is: NotReady
  - Clara: raw
    operation: { operationName: Consult }
  - expect:
      - Clara is refused: { statusCode: 10 }
  - Clara: raw
    operation: { operationName: RequestChat, nickname: Clara }
  - expect:
      - Clara is: WaitingForAgent
`)
  expect(result.problems).toEqual([])
})

test('a malformed request is answered and not stored', async () => {
  const scenario = read(`${opening}  - Anna: raw\n    operation: { operationName: Dance }\n  - expect:\n      - Anna is refused: { statusCode: 10 }\n`)
  const store = Store.open(logIn(freshFolder()))
  const { result } = await playOn(clientOf(store, planOf(scenario)), scenario)
  const stored = [...store.inputs(1)].map(({ operation }) => operation.operationName)
  store.close()
  expect(result.held).toBe(true)
  expect(stored.slice(-2)).toEqual(['RequestChat', 'Accept'])
})

test('raw takes what JSON can say, and a verb takes its own parameters only', () => {
  expect(wrongWith(`${opening}  - Anna: raw\n    operation: { operationName: SendMessage, text: /x/ }\n`)).toEqual(['test.yaml:22:52  A request is JSON; put this into quotes'])
  expect(wrongWith(`${opening}  - Sue: monitor\n    target: Support\n`)).toEqual(['test.yaml:22:13  Support is a queue; here it takes Anna, Ben or Sue'])
  expect(wrongWith(`${opening}  - Anna: accept\n    mode: Coach\n`)).toEqual(['test.yaml:22:5  accept takes no mode; it takes chat'])
})
