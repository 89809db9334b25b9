import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rehearse } from '../../../src-main/rooms.ts'
import type { LineFault } from '../../../src-main/contract/client.ts'
import type { RoomSettings } from '../../../src-main/contract/room-plan.ts'
import type { Viewer } from '../../../src-main/contract/viewer.ts'
import { Invariants } from '../../../src-main/scenario/invariants.ts'
import { agents, centre, customers, Rights, sessions } from '../../support/random-sessions.ts'
import type { Timed } from '../../support/random-sessions.ts'
import type { Dialect } from '../../../src-main/wire/dialect.ts'

/** Random sessions of a real room hold under all invariants, whatever rulings it turns: an alarm here would be a false one. */

interface Played {
  readonly broken: readonly string[]
  readonly asked: number
}

type Turned = Partial<RoomSettings>

async function played(timed: readonly Timed[], wire: Dialect, settings: Turned, lines: readonly Breaking[] = []): Promise<Played> {
  const plan = { ...centre(settings), wire }
  const { client: bare, room, close } = rehearse(plan)
  const invariants = new Invariants(bare, plan)
  const { client } = invariants
  const rights = new Rights(room)
  const broken: string[] = []
  let asked = 0
  client.listen((frame) => invariants.hear(frame))
  const look = async (judged: ReturnType<Invariants['settled']>): Promise<void> => {
    for (const { name, broken: found } of await judged) if (found) broken.push(`${name}: ${found.detail}`)
  }
  for (const name of agents) await client.ask({ viewer: `agent:${name}`, chat: null, operation: { operationName: 'ChannelOpened' } })
  let at = 0
  for (const [place, { move, afterMs }] of timed.entries()) {
    at += afterMs
    while ((await client.until(at)) === 'told') rights.note()
    for (const { viewer, fault, catchUp } of lines.filter((line) => line.before === place)) await client.setLine(viewer, fault, catchUp)
    rights.note()
    const request = rights.request(move)
    if (request) {
      asked += 1
      rights.moved(move, await client.ask(request))
    }
    await look(invariants.settled())
  }
  while ((await client.until(at + 120_000)) === 'told') await look(invariants.settled())
  await look(invariants.ended())
  close()
  return { broken, asked }
}

const turned: Turned = { history: 'none', secondLeg: false, ownerLeaves: 'end', transferToConsultant: 'invitation', conferenceWithConsultant: 'invitation', consultantSays: 'refused', typingPreview: true, includeMessageType: true, preview: false, referenceIdIn: [] }

const rulings: readonly (readonly [string, Turned])[] = [
  ['as rulings have it', {}],
  ['with every ruling turned the other way', turned],
  ['with some of them turned', { ownerLeaves: 'end', conferenceWithConsultant: 'invitation', consultantSays: 'refused', consultTakesPlace: true, referenceIdIn: ['Transfer'] }]
]

describeEach('random sessions break no invariant', async (wire, settings) => {
  let asked = 0
  await fc.assert(
    fc.asyncProperty(sessions, async (timed) => {
      const run = await played(timed, wire, settings)
      asked += run.asked
      expect(run.broken).toEqual([])
    }),
    { numRuns: 100, seed: 11 }
  )
  expect(asked).toBeGreaterThan(1000)
})

/** Somebody's line breaks or is mended before a move. */
interface Breaking {
  readonly before: number
  readonly viewer: Viewer
  readonly fault: LineFault | null
  readonly catchUp: boolean
}

const fault = fc.oneof(
  fc.constantFrom<LineFault>({ network: 'drop' }, { network: 'duplicate' }, { network: 'reorder' }, { network: 'disconnect' }, { network: 'delay', byMs: 700 }),
  fc.constant(null),
  fc.constant(null)
)
const viewer = fc.constantFrom<Viewer>(...agents.map((name): Viewer => `agent:${name}`), ...customers.map((name): Viewer => `customer:${name}`))
const breaking: fc.Arbitrary<Breaking[]> = fc.array(fc.record({ before: fc.integer({ min: 1, max: 60 }), viewer, fault, catchUp: fc.boolean() }), { maxLength: 12 })

describeEach('random sessions over broken lines break no invariant', async (wire, settings) => {
  await fc.assert(
    fc.asyncProperty(sessions, breaking, async (timed, lines) => {
      expect((await played(timed, wire, settings, lines)).broken).toEqual([])
    }),
    { numRuns: 60, seed: 12 }
  )
})

function describeEach(title: string, run: (wire: Dialect, settings: Turned) => Promise<void>): void {
  const cases = (['extended', 'classic'] as const).flatMap((wire) => rulings.map(([how, settings]) => [wire, how, settings] as const))
  test.each(cases)(`${title} (%s, %s)`, (wire, _how, settings) => run(wire, settings), 120_000)
}
