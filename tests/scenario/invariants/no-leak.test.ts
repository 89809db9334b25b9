import { expect, test } from 'vitest'
import type { Heard } from '../../../src-main/contract/client.ts'
import type { CustomerMessage } from '../../../src-main/wire/messages.ts'
import { consulting, played, retelling, saying } from './lying-room.ts'
import type { Lie } from './lying-room.ts'

/** A room that lets something through to the customer. */

const typing = `${consulting}  - Anna: typeToAgents\n`
const chatPath = /^.*(?=\/chats)/

/** What agents are told of these messages, Clara is told as well, in the shape of her own frames. */
function leaking(isLeaked: (message: { readonly type: string; readonly text?: string | undefined; readonly visibility: string }) => boolean): Lie {
  let index = 0
  return retelling((frame) => {
    const { said, viewer } = frame
    if (!('messages' in said)) return [frame]
    if (viewer.startsWith('customer:')) {
      index += said.messages.length
      return [{ ...frame, said: { ...said, messages: said.messages.map((message, place) => ({ ...message, index: index + place + 1 - said.messages.length })) } } as Heard]
    }
    if (viewer !== 'agent:Anna' || !('chatUri' in said)) return [frame]
    const leaked = said.messages.filter(isLeaked).map(({ type, text, from }): CustomerMessage => {
      index += 1
      return { index, from: { nickname: from.nickname, type: 'Agent', participantId: '2' }, type, ...(text === undefined ? {} : { text }) }
    })
    if (leaked.length === 0) return [frame]
    const told = { notificationType: 'NewMessages', messageType: 'MessageLogUpdated', chatPath: said.chatUri.replace(chatPath, ''), messages: leaked } as const
    return [frame, { ...frame, viewer: 'customer:Clara', said: told }]
  })
}

test.each(['extended', 'classic'] as const)('typing aside that the customer is told of is a leak (%s)', async (wire) => {
  const { names, details } = await played(typing, leaking(({ type, visibility }) => type === 'TypingStarted' && visibility === 'Agents'), wire)
  expect(names).toContain('no-leak')
  expect(details[0]).toContain('Clara was told at 0:10.5 what is for agents only: message 5, TypingStarted of Anna')
})

test.each(['extended', 'classic'] as const)("a consultant's joining that the customer is told of is a leak (%s)", async (wire) => {
  const { names, details } = await played(consulting, leaking(({ type, visibility }) => type === 'ParticipantJoined' && visibility === 'Agents'), wire)
  expect(names).toContain('no-leak')
  expect(details[0]).toContain('message 4, ParticipantJoined of Ben')
})

test('words aside that the customer is told are a leak', async () => {
  const { names, details } = await played(consulting, leaking(({ text }) => text === 'Up to 300?'))
  expect(names).toContain('no-leak')
  expect(details[0]).toBe('Clara was told what is for agents only: 0:06.0  NewMessages  Anna: "Up to 300?"')
})

test('the name of a consultant among the participants is a leak, told or read', async () => {
  const ben = { nickname: 'Ben', type: 'Agent', participantId: '3' } as const
  const read: Lie = (client) => ({
    ...client,
    customerChat: async (customer, chat) => {
      const found = await client.customerChat(customer, chat)
      const isConsult = (await client.chatsOf('agent:Ben')).length > 0
      return found && isConsult ? { ...found, participants: [...found.participants, ben] } : found
    }
  })
  const { names, details } = await played(consulting, read)
  expect(names).toContain('no-leak')
  expect(details[0]).toBe('Clara sees Ben among the participants at 0:03.0, who is there for agents only')
})

test('a message aside that the customer can read, and was not told, is a leak', async () => {
  const lie: Lie = (client) => ({
    ...client,
    messagesOf: async (viewer, chat, from) => {
      const messages = await client.messagesOf(viewer, chat, from)
      const aside = viewer === 'customer:Clara' ? (await client.messagesOf('agent:Anna', chat))?.find(({ text }) => text === 'Up to 300?') : undefined
      return messages && aside ? [...messages, { index: 90, from: { nickname: 'Anna', type: 'Agent', participantId: '2' }, text: 'Up to 300?', type: 'Text' }] : messages
    }
  })
  const { names, details } = await played(consulting, lie)
  expect(names).toContain('no-leak')
  expect(details[0]).toBe('Clara can read what is for agents only: message 90, "Up to 300?" of Anna')
})

test.each(['extended', 'classic'] as const)("a note, a visibility or user data in a customer's frame is a leak, whatever it stands in (%s)", async (wire) => {
  const steps = `${consulting}  - Anna: transfer\n    target: Ben\n`
  for (const more of [{ note: 'Above my limit' }, { visibility: 'Agents' }, { userData: { tier: 'gold' } }]) {
    const { names } = await played(steps, saying('customer:Clara', (said) => ('chat' in said ? ({ ...said, chat: { ...said.chat, ...more } } as typeof said) : said)), wire)
    expect(names, JSON.stringify(more)).toContain('no-leak')
  }
})

test('words that were said aside and to everybody are no leak, nor what a customer says itself', async () => {
  const both = `${consulting}  - Anna: tellAgents\n    text: "Yes"\n  - Anna: say\n    text: "Yes"\n  - Clara: say\n    text: "Up to 300?"\n`
  expect((await played(both)).names).toEqual([])
})

test('where the line of every agent lost what was said to everybody, that is no leak', async () => {
  const steps = `${consulting}  - Anna: tellAgents\n    text: "Sure"\n  - Ben: typeToAgents\n  - Anna: say\n    text: "Sure"\n`
  const deaf: Lie = (client) => ({
    ...client,
    ask: async (request) => {
      const isPublic = request.operation.operationName === 'SendMessage' && request.viewer === 'agent:Anna'
      if (isPublic) for (const viewer of ['agent:Anna', 'agent:Ben'] as const) await client.setLine(viewer, { network: 'drop' })
      return client.ask(request)
    }
  })
  // The room is deaf and we are not told: what is lost is missed, but nobody is accused of a leak.
  expect((await played(steps, deaf)).names).not.toContain('no-leak')
})
