import { expect, test } from 'vitest'
import type { Heard } from '../../../src-main/contract/client.ts'
import { consulting, played, retelling } from './lying-room.ts'
import type { Lie } from './lying-room.ts'

/** A room that forgets what it acknowledged, or does it twice. */

const notAnswered = '  - Anna: consult\n    target: Ben\n  - wait: 40s\n'
const declined = '  - Anna: consult\n    target: Ben\n  - Ben: reject\n  - wait: 5s\n'

const kindOf = ({ said }: Heard): string | null => ('notificationType' in said ? said.notificationType : null)
const stateOf = ({ said }: Heard): string | null => ('chat' in said && kindOf({ said } as Heard) === 'StatusChange' ? said.chat.state : null)
const isOf = (viewer: string, frame: Heard): boolean => frame.viewer === viewer

test.each(['extended', 'classic'] as const)('an Error that is never told, by rejecting and by not answering (%s)', async (wire) => {
  const forgetful = (): Lie => retelling((frame) => (kindOf(frame) === 'Error' ? [] : [frame]))
  expect(await played(notAnswered, forgetful(), wire)).toMatchObject({
    names: ['request-outcome'],
    details: ['The Consult of Ben by Anna (referenceId 2) was acknowledged at 0:03.0, and at 0:43.0 nobody has joined and no Error was told']
  })
  expect(await played(declined, forgetful(), wire)).toMatchObject({
    names: ['request-outcome'],
    details: ['The Consult of Ben by Anna (referenceId 2) was acknowledged at 0:03.0, and at 0:09.5 nobody has joined and no Error was told']
  })
})

test('what is still pending at the end is as it should be', async () => {
  expect((await played('  - Anna: consult\n    target: Ben\n')).names).toEqual([])
})

test('an Error that is told twice', async () => {
  const lie = retelling((frame) => (kindOf(frame) === 'Error' ? [frame, frame] : [frame]))
  const { names, details } = await played(notAnswered, lie)
  expect(names).toEqual(['request-outcome'])
  expect(details[0]).toBe('Anna was told at 0:33.0 that the Consult of Ben by Anna (referenceId 2) failed, though it had been told so before')
})

test.each(['extended', 'classic'] as const)('an Error for somebody who has joined (%s)', async (wire) => {
  const lie = retelling((frame) => {
    const { said, viewer } = frame
    if (viewer !== 'agent:Anna' || !('chat' in said) || !('uri' in said.chat) || kindOf(frame) !== 'ParticipantsUpdated') return [frame]
    const error = { notificationType: 'Error', messageType: 'ChatStateChangeMessage', errorMessage: 'Operation failed', referenceId: 2, chat: said.chat } as const
    return said.chat.participants?.some(({ nickname }) => nickname === 'Ben') ? [frame, { ...frame, said: error }] : [frame]
  })
  const { names, details } = await played(`  - Anna: consult\n    target: Ben\n  - Ben: accept\n  - Anna: type\n`, lie, wire)
  expect(names).toEqual(['request-outcome'])
  expect(details[0]).toBe('Anna was told at 0:04.5 that the Consult of Ben by Anna (referenceId 2) failed, though Ben had joined')
})

test('an Error for what was cancelled', async () => {
  const lie = retelling((frame) => {
    const { said, viewer } = frame
    if (viewer !== 'agent:Ben' || stateOf(frame) !== 'Revoked' || !('chat' in said) || !('uri' in said.chat)) return [frame]
    const error = { notificationType: 'Error', messageType: 'ChatStateChangeMessage', errorMessage: 'Operation failed', referenceId: 2, chat: said.chat } as const
    return [frame, { ...frame, viewer: 'agent:Anna', said: error }]
  })
  const { names } = await played('  - Anna: consult\n    target: Ben\n  - Anna: cancelConsult\n', lie)
  expect(names).toContain('request-outcome')
})

test('an agent who comes in though it was told that the invitation is over', async () => {
  const lie = retelling((frame) => (isOf('agent:Ben', frame) && stateOf(frame) === 'Invited' && 'chat' in frame.said ? [frame, { ...frame, said: { ...frame.said, chat: { id: frame.said.chat.id, uri: 'uri' in frame.said.chat ? frame.said.chat.uri : '', state: 'Revoked' } } } as Heard] : [frame]))
  const { names, details } = await played('  - Anna: consult\n    target: Ben\n  - Ben: accept\n', lie)
  expect(names).toContain('request-outcome')
  expect(details.join()).toContain('Ben accepted at 0:04.5 and was acknowledged, though it was Revoked already')
})

test('an Accept that is answered twice', async () => {
  let isLying = false
  const lie: Lie = (client) => ({
    ...client,
    ask: async (request) => {
      const answer = await client.ask(request)
      if (request.operation.operationName !== 'Accept' || request.viewer !== 'agent:Ben') return answer
      const again = isLying ? { statusCode: 0 as const } : answer
      isLying = true
      return again
    }
  })
  const { names, details } = await played(`${consulting}  - Ben: accept\n`, lie)
  expect(names).toEqual(['request-outcome'])
  expect(details).toEqual(['Ben accepted at 0:10.5 and was acknowledged, though it was Chatting already'])
})

test('an agent who comes in twice', async () => {
  const lie = retelling((frame) => (isOf('agent:Ben', frame) && stateOf(frame) === 'Chatting' ? [frame, frame] : [frame]))
  const { names, details } = await played(consulting, lie)
  expect(names).toEqual(['request-outcome'])
  expect(details).toEqual(['Ben came into the chat at 0:04.5, and was in it already'])
})

const isText = ({ said }: Heard, text: string): boolean => 'messages' in said && said.messages.some((message) => message.text === text)

test.each(['agent:Anna', 'agent:Ben', 'customer:Clara'])('words that are acknowledged and never told to %s', async (viewer) => {
  const lie = retelling((frame) => (isOf(viewer, frame) && isText(frame, 'One moment, please') ? [] : [frame]))
  const { names, details } = await played(consulting, lie)
  expect(names).toContain('request-outcome')
  expect(details.join()).toContain(`${viewer.slice(viewer.indexOf(':') + 1)} was never told "One moment, please", which Anna said at 0:09.0`)
})

test('what a coach says is told to itself and to the agent whom it watches', async () => {
  const steps = '  - Carol: intrude\n    target: Anna\n    mode: Coach\n  - Carol: accept\n  - Carol: say\n    text: "Ask for the number"\n'
  expect((await played(steps)).names).toEqual([])
  const deaf = retelling((frame) => (isOf('agent:Carol', frame) && isText(frame, 'Ask for the number') ? [] : [frame]))
  expect((await played(steps, deaf)).names).toContain('request-outcome')
})

test('words that somebody said on coming in, and was never told', async () => {
  const lie = retelling((frame) => (isOf('customer:Clara', frame) && isText(frame, 'Hello') ? [] : [frame]))
  expect((await played('', lie)).details).toContain('Clara was never told "Hello", which Clara said at 0:00.0 and which was acknowledged')
})

test('words that are told twice', async () => {
  const lie = retelling((frame) => (isOf('agent:Anna', frame) && isText(frame, 'One moment, please') ? [frame, frame] : [frame]))
  expect((await played(consulting, lie)).names).toContain('request-outcome')
})

test('the same words of several at a time are each told once', async () => {
  const steps = `${consulting}  - together:\n      - Clara: say\n        text: "Yes"\n      - Anna: say\n        text: "Yes"\n      - Ben: tellAgents\n        text: "Yes"\n      - Anna: tellAgents\n        text: "Yes"\n`
  for (const wire of ['extended', 'classic'] as const) expect((await played(steps, (client) => client, wire)).names).toEqual([])
})
