import { expect, test } from 'vitest'
import type { Heard, RoomClient } from '../../../src-main/contract/client.ts'
import type { ChatResource, Participant } from '../../../src-main/wire/chat.ts'
import { Sequence } from '../../../src-main/scenario/invariant-sequence.ts'
import { consulting, played, telling } from './lying-room.ts'
import type { Lie } from './lying-room.ts'

/** A room that counts wrongly, or lists somebody who is not there. */

test('a frame that is told twice, and one that is left out', async () => {
  const twice = await played(consulting, telling((frame) => (frame.viewer === 'agent:Ben' && frame.seq === 4 ? [frame, frame] : [frame])))
  expect(twice.names).toContain('well-formed')
  expect(twice.details.join()).toContain('Ben was told frame 4 when 4 had been told (at 0:04.5)')
  const missing = await played(consulting, telling((frame) => (frame.viewer === 'agent:Ben' && frame.seq === 6 ? [] : [frame])))
  expect(missing.names).toContain('well-formed')
  expect(missing.details.join()).toContain('Ben was never told frame 6: after 5 came 7 (at 0:07.5)')
})

test('a message that repeats an index, for agents and for the customer', async () => {
  const repeating = (viewer: string): Lie =>
    telling((frame) => [frame.viewer === viewer && 'messages' in frame.said && frame.said.messages[0]?.text === 'One moment, please' ? ({ ...frame, said: { ...frame.said, messages: frame.said.messages.map((message) => ({ ...message, index: message.index - 1 })) } } as Heard) : frame])
  const [toAnna, toClara] = [await played(consulting, repeating('agent:Anna')), await played(consulting, repeating('customer:Clara'))]
  expect(toAnna.names).toContain('well-formed')
  expect(toAnna.details.join()).toContain('Anna was told that message 6 came after message 6')
  expect(toClara.names).toContain('well-formed')
})

test('two messages under one index, for two agents', async () => {
  const lie = telling((frame) => [frame.viewer === 'agent:Ben' && 'messages' in frame.said && frame.said.messages[0]?.text === 'One moment, please' ? ({ ...frame, said: { ...frame.said, messages: frame.said.messages.map((message) => ({ ...message, visibility: 'Agents' })) } } as Heard) : frame])
  const { names, details } = await played(consulting, lie)
  expect(names).toContain('well-formed')
  expect(details.join()).toContain('message 7 is a Text of Anna, and a Text of Anna as well')
})

/** Anna is told and reads of the chat as this makes of it. */
function annaSees(change: (chat: ChatResource) => ChatResource): Lie {
  return (client: RoomClient) => ({
    ...telling((frame) => {
      const { said, viewer } = frame
      return [viewer === 'agent:Anna' && 'chat' in said && 'uri' in said.chat ? { ...frame, said: { ...said, chat: change(said.chat) } as typeof said } : frame]
    })(client),
    chatsOf: async (agent) => (await client.chatsOf(agent)).map((chat) => (agent === 'agent:Anna' ? change(chat) : chat))
  })
}

const ended = `${consulting}  - Ben: leave\n  - Anna: say\n    text: "Done"\n`

test.each(['extended', 'classic'] as const)('a second leg that stays when the consult is over (%s)', async (wire) => {
  let leg: Participant | undefined
  const lie = annaSees((chat) => {
    const agents = chat.participants?.filter(({ nickname }) => nickname === 'Anna') ?? []
    if (agents.length === 2) leg = agents[0]
    return leg && agents.length === 1 && chat.participants ? { ...chat, participants: [leg, ...chat.participants] } : chat
  })
  const { names, details } = await played(ended, lie, wire)
  expect(names).toEqual(['well-formed'])
  expect(details).toEqual(['Anna sees Anna listed twice, with no consultant in the chat (at 0:10.5)'])
})

test('somebody who is listed twice under one id', async () => {
  const { names, details } = await played('', annaSees((chat) => ({ ...chat, participants: [...(chat.participants ?? []), ...(chat.participants ?? []).slice(-1)] })))
  expect(names).toContain('well-formed')
  expect(details.join()).toMatch(/Anna was told that Clara is listed twice with the participantId [0-9A-F]{16}/)
})

test('ids and addresses that do not agree', async () => {
  const chats: readonly ((chat: ChatResource) => ChatResource)[] = [
    (chat) => ({ ...chat, uri: `${chat.uri}0` }),
    (chat) => ({ ...chat, path: '/chats/other' }),
    (chat) => ({ ...chat, participants: chat.participants?.map((one) => ({ ...one, participantId: '17' })) }),
    (chat) => ({ ...chat, participants: chat.participants?.map((one) => ({ ...one, path: `${one.path}0` })) })
  ]
  for (const change of chats) expect((await played('', annaSees(change))).names).toContain('well-formed')
})


test('the numbers of a whole line', () => {
  const sequence = new Sequence()
  expect([1, 2, 3].map((seq) => sequence.told(seq))).toEqual([null, null, null])
  expect(sequence.told(5)).toBe('was never told frame 4: after 3 came 5')
  expect(new Sequence().told(2)).toBe('was never told frame 1: after 0 came 2')
})

test('after a mend with catching up nothing is missing', () => {
  const broken = (whileBroken: readonly number[]): Sequence => {
    const sequence = new Sequence()
    sequence.told(1)
    sequence.line({ change: 'broke', catchUp: false })
    for (const seq of whileBroken) expect(sequence.told(seq)).toBeNull()
    return sequence
  }
  expect(broken([4, 2, 2, 3, 4]).line({ change: 'mended', catchUp: true })).toBeNull()
  expect(broken([2, 4]).line({ change: 'mended', catchUp: true })).toBe('came back, and was never told frame 3, which is older than 4')
  const lastLeftOut = broken([2, 3])
  lastLeftOut.line({ change: 'mended', catchUp: true })
  expect(lastLeftOut.told(5)).toBe('was never told frame 4: after 3 came 5')
  const lost = broken([3])
  expect(lost.line({ change: 'mended', catchUp: false })).toBeNull()
  expect([lost.told(7), lost.told(8), lost.told(8)]).toEqual([null, null, 'was told frame 8 when 8 had been told'])
  const away = broken([])
  away.line({ change: 'mended', catchUp: true })
  expect(away.told(1500)).toBeNull()
})
