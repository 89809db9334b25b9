import { expect, test } from 'vitest'
import { consulting, played, saying, telling } from './lying-room.ts'
import type { Lie } from './lying-room.ts'

/** A room that tells what it has not stored. */

test.each(['agent:Ben', 'customer:Clara'] as const)('a message that %s was told and cannot read', async (viewer) => {
  const lie: Lie = (client) => ({ ...client, messagesOf: async (who, chat, from) => (await client.messagesOf(who, chat, from))?.filter(({ text }) => who !== viewer || text !== 'One moment, please') ?? null })
  const { names, details } = await played(consulting, lie)
  expect(names).toEqual(['told-is-stored'])
  expect(details[0]).toMatch(/^(Ben|Clara) was told message \d \(Text of Anna\) at 0:09.0, and cannot read it$/)
})

test('a message that reads otherwise than it was told', async () => {
  const lie: Lie = (client) => ({ ...client, messagesOf: async (who, chat, from) => (await client.messagesOf(who, chat, from))?.map((message) => (message.text === 'Yes' ? { ...message, text: 'yes' } : message)) ?? null })
  const { names, details } = await played(consulting, lie)
  expect(names).toEqual(['told-is-stored'])
  expect(details[0]).toBe('Anna was told message 6 (Text of Ben) at 0:07.5, and reads it otherwise')
})

test.each(['extended', 'classic'] as const)('a capability that is told and no longer there (%s)', async (wire) => {
  const lie = telling((frame) => {
    const { said, viewer } = frame
    const isLate = viewer === 'agent:Anna' && 'chat' in said && 'uri' in said.chat && frame.at > 9000
    return [isLate ? { ...frame, said: { ...said, chat: { ...said.chat, capabilities: ['SendToAgents', ...(said.chat.capabilities ?? [])] } } as typeof said } : frame]
  })
  const { names, details } = await played(`${consulting}  - Ben: leave\n`, lie, wire)
  expect(names).toEqual(['told-is-stored'])
  expect(details[0]).toBe('Anna was told at 0:10.5 that it can SendToAgents, and reads that it cannot (at 0:10.5)')
})

test('a change of participants that is never told', async () => {
  const seqs = new Map<string, number>()
  const lie = telling((frame) => {
    if (frame.viewer === 'agent:Anna' && frame.at > 9000 && 'chat' in frame.said) return []
    const seq = (seqs.get(frame.viewer) ?? 0) + 1
    seqs.set(frame.viewer, seq)
    return [{ ...frame, seq }]
  })
  const { names, details } = await played(`${consulting}  - Ben: leave\n  - Anna: say\n    text: "Done"\n`, lie)
  expect(names).toContain('told-is-stored')
  expect(details.join()).toContain('Anna was told at 0:04.5 that it can')
})

test('a chat that is told to be over and is still listed', async () => {
  const lie: Lie = (client) => {
    let last: Awaited<ReturnType<typeof client.chatsOf>> = []
    return {
      ...client,
      chatsOf: async (agent) => {
        const chats = await client.chatsOf(agent)
        if (agent !== 'agent:Ben') return chats
        last = chats.length > 0 ? chats : last
        return last
      }
    }
  }
  const { names, details } = await played(`${consulting}  - Ben: leave\n`, lie)
  expect(names).toContain('told-is-stored')
  expect(details.join()).toContain('Ben was told at 0:10.5 that its chat is Completed, and can read it as Chatting')
})

test('another readiness, other user data, and another list for the customer than it reads', async () => {
  const notReady: Lie = (client) => ({ ...client, agentState: () => Promise.resolve('NotReady') })
  expect((await played('', notReady)).details).toEqual(['Anna was told at 0:00.0 that it is Ready, and reads that it is NotReady (at 0:00.0)'])
  const data = saying('agent:Anna', (said) => ('chat' in said && said.notificationType === 'PropertiesUpdated' ? ({ ...said, chat: { ...said.chat, userData: { tier: 'lead' } } } as typeof said) : said))
  expect((await played('  - Anna: attachData\n    data: { tier: gold }\n', data)).names).toEqual(['told-is-stored'])
  const alone = saying('customer:Clara', (said) => ('chat' in said ? ({ ...said, chat: { ...said.chat, participants: said.chat.participants?.filter(({ type }) => type === 'Customer') } } as typeof said) : said))
  expect((await played('', alone)).details).toEqual(['Clara was told at 0:01.5 that Clara take part, and reads Anna and Clara (at 0:01.5)'])
})

test('CancelConsult comes and goes without a frame', async () => {
  expect((await played('  - Anna: consult\n    target: Ben\n  - Anna: cancelConsult\n  - Anna: type\n')).names).toEqual([])
})
