import { expect, test } from 'vitest'
import { rehearse } from '../../../src-main/rooms.ts'
import type { LineFault } from '../../../src-main/contract/client.ts'
import { Invariants } from '../../../src-main/scenario/invariants.ts'
import { planWith } from '../../support/rooms.ts'
import { telling } from './lying-room.ts'
import type { Lie } from './lying-room.ts'

/** Whatever a line does to frames is no fault of the room's; what the room leaves out when the line is mended is. */

async function overLine(fault: LineFault, catchUp: boolean, lie: Lie = (client) => client): Promise<string[]> {
  const plan = planWith()
  const { client: bare, close } = rehearse(plan)
  const invariants = new Invariants(lie(bare), plan)
  const { client } = invariants
  client.listen((frame) => invariants.hear(frame))
  const broken: string[] = []
  const look = async (): Promise<void> => {
    for (const judged of await invariants.settled()) broken.push(judged.name)
  }
  await client.ask({ viewer: 'agent:Anna', chat: null, operation: { operationName: 'ChannelOpened' } })
  const { chat = '' } = await client.ask({ viewer: 'customer:Clara', chat: null, operation: { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' } })
  await client.ask({ viewer: 'agent:Anna', chat, operation: { operationName: 'Accept' } })
  await look()
  const say = async (text: string): Promise<void> => {
    await client.ask({ viewer: 'customer:Clara', chat, operation: { operationName: 'SendMessage', text } })
    await look()
  }
  await client.setLine('agent:Anna', fault)
  for (const text of ['One', 'Two', 'Three']) await say(text)
  await client.setLine('agent:Anna', null, catchUp)
  await look()
  for (const text of ['Four', 'Five']) await say(text)
  broken.push(...(await invariants.ended()).flatMap(({ name, broken: found }) => (found ? [name] : [])))
  close()
  return broken
}

const faults: readonly LineFault[] = [{ network: 'drop' }, { network: 'disconnect' }, { network: 'duplicate' }, { network: 'reorder' }, { network: 'delay', byMs: 500 }]

test.each(faults.flatMap((fault) => [true, false].map((catchUp) => [fault.network, catchUp, fault] as const)))('a line with %s is held against nobody (catching up: %s)', async (_network, catchUp, fault) => {
  expect(await overLine(fault, catchUp)).toEqual([])
})

test('one frame that is skipped when a line is mended with catching up', async () => {
  const skipping = (text: string): Lie => telling((frame) => ('messages' in frame.said && frame.said.messages[0]?.text === text && frame.viewer === 'agent:Anna' ? [] : [frame]))
  expect(await overLine({ network: 'drop' }, true, skipping('Two'))).toEqual(['well-formed'])
  expect(await overLine({ network: 'drop' }, true, skipping('Three'))).toContain('well-formed')
})
