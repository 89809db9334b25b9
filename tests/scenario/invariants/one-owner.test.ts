import { expect, test } from 'vitest'
import type { ChatResource } from '../../../src-main/wire/chat.ts'
import { consulting, played, telling } from './lying-room.ts'
import type { Lie } from './lying-room.ts'

/** A room in which nobody owns a chat, or too many do. */

/** What this agent is told and reads of its chats. */
function seeing(name: 'Anna' | 'Ben', change: (chat: ChatResource) => ChatResource): Lie {
  const lie = telling((frame) => {
    const { said, viewer } = frame
    return [viewer === `agent:${name}` && 'chat' in said && 'uri' in said.chat ? { ...frame, said: { ...said, chat: change(said.chat) } as typeof said } : frame]
  })
  return (client) => ({ ...lie(client), chatsOf: async (agent) => (await client.chatsOf(agent)).map((chat) => (agent === `agent:${name}` ? change(chat) : chat)) })
}

const without = (chat: ChatResource): ChatResource => ({ ...chat, capabilities: chat.capabilities?.filter((one) => one !== 'Complete') })
const withAll = (chat: ChatResource): ChatResource => (chat.state === 'Chatting' ? { ...chat, capabilities: ['Complete', ...(chat.capabilities ?? [])] } : chat)

test.each(['extended', 'classic'] as const)('a chat that nobody owns (%s)', async (wire) => {
  const { names, details } = await played('', seeing('Anna', without), wire)
  expect(names).toEqual(['one-owner'])
  expect(details).toEqual(['at 0:01.5 Anna is in the chat and nobody may do what its owner may ("Complete" is listed for nobody)'])
})

test.each(['extended', 'classic'] as const)('a consultant who owns the chat beside its owner (%s)', async (wire) => {
  const { names, details } = await played(consulting, seeing('Ben', withAll), wire)
  expect(names).toContain('one-owner')
  expect(details).toContain('at 0:04.5 Anna and Ben may do what an owner may, and Clara sees no more than Anna')
})

test('a giver who keeps the chat that it has handed over', async () => {
  const kept: Lie = (client) => {
    let last: readonly ChatResource[] = []
    return {
      ...client,
      chatsOf: async (agent) => {
        const chats = await client.chatsOf(agent)
        if (agent !== 'agent:Anna') return chats
        last = chats.length > 0 ? chats : last
        return [...last]
      }
    }
  }
  const { names, details } = await played(`${consulting}  - Anna: transfer\n    target: Ben\n`, kept)
  expect(names).toContain('one-owner')
  expect(details[0]).toBe('at 0:10.5 Anna and Ben may do what an owner may, and Clara sees no more than Ben')
})

test('a conference, a supervisor who barges in, a transfer and a chat that is over have one owner each', async () => {
  const steps = `  - Carol: intrude
    target: Anna
    mode: BargeIn
  - Carol: accept
${consulting}  - Anna: invite
    target: Ben
  - Anna: transfer
    target: Ben
  - Clara: leave
  - Ben: complete
`
  for (const wire of ['extended', 'classic'] as const) expect((await played(steps, (client) => client, wire)).names).toEqual([])
})
