import { expect, test } from 'vitest'
import { headOfPlan } from '../../src-main/scenario/plan-head.ts'
import { roomPlan } from '../../src-main/scenario/plan-schema.ts'
import { planOf } from '../../src-main/scenario/plan.ts'
import { read, wrongWith } from './playing.ts'

const small = 'scenario: A test\ncast:\n  agents:\n    Anna:\n  queues:\n    Support:\n  customers:\n    Clara:\nsteps:\n  - Anna: ready\n'

test('a scenario that says nothing gets the constants', () => {
  expect(planOf(read(small))).toEqual({
    title: 'A test',
    seed: 1,
    wire: 'extended',
    starts: Date.UTC(2026, 0, 5, 9),
    zone: '+0000',
    base: 'http://localhost:8080',
    agents: { Anna: { nickname: 'Anna', password: 'Anna', places: 3, ready: 'onSignIn', roles: [], skills: {} } },
    queues: { Support: { members: [], answerWithinMs: 30_000, waitAtMostMs: 60_000, order: 'longestIdle', skill: 'Support', overflow: null, whenNobody: 'wait' } },
    customers: { Clara: { nickname: 'Clara', patienceMs: null } },
    settings: {
      preview: true,
      history: 'all',
      secondLeg: true,
      consultantSays: 'toAgents',
      consultants: 3,
      answerWithinMs: 30_000,
      failsAfterMs: 250,
      cancelError: 'Request failed',
      transferToConsultant: 'atOnce',
      conferenceWithConsultant: 'atOnce',
      ownerLeaves: 'promote',
      referenceIdIn: ['Consult', 'Invite', 'CancelConsult'],
      consultTakesPlace: false,
      awayMs: 120_000,
      customerDoor: 'token',
      features: ['api-multimedia', 'api-multimedia-chat', 'api-supervisor'],
      channels: ['chat'],
      channelsOff: [],
      includeMessageType: false,
      typingPreview: false,
      csrfHeader: null,
      dispositions: [],
      dispositionKey: 'DispositionCode',
      dispositionMandatory: false,
      dispositionReadOnlyOnIdle: false,
      readOnlyUserData: [],
      requestsPerSecond: 500,
      faults: []
    }
  })
})

test('what a scenario says is taken, in milliseconds', () => {
  const plan = planOf(
    read(`scenario: A test
seed: 7
wire: classic
starts: 2014-01-06T12:14:06-08:00
zone: "-0800"
base: http://localhost:9000/
settings: { answerWithin: 20s, queueTtl: 90s, consultants: 1, ownerLeaves: end, preview: false, away: 1m }
cast:
  agents:
    Anna: { nickname: TestName, places: 2, ready: onStart }
  queues:
    Support: { members: [Anna], waitAtMost: 2m }
    Refunds: { answerWithin: 10s }
  customers:
    Clara: { patience: 5m }
steps:
  - Anna: ready
`)
  )
  expect(plan).toMatchObject({ seed: 7, wire: 'classic', starts: Date.UTC(2014, 0, 6, 20, 14, 6), zone: '-0800', base: 'http://localhost:9000' })
  expect(plan.agents['Anna']).toEqual({ nickname: 'TestName', password: 'Anna', places: 2, ready: 'onStart', roles: [], skills: {} })
  expect(plan.queues).toMatchObject({
    Support: { members: ['Anna'], answerWithinMs: 20_000, waitAtMostMs: 120_000 },
    Refunds: { members: [], answerWithinMs: 10_000, waitAtMostMs: 90_000 }
  })
  expect(plan.customers['Clara']?.patienceMs).toBe(300_000)
  expect(plan.settings).toMatchObject({ answerWithinMs: 20_000, consultants: 1, ownerLeaves: 'end', preview: false, awayMs: 60_000 })
})

test("a seed from outside beats the file's", () => {
  expect(planOf(read(`seed: 7\n${small}`), 9).seed).toBe(9)
})

const adorned = `scenario: A test
settings: { notReadyReasons: [Lunch] }
cast:
  agents: { Anna: { extension: "4711" } }
  queues: { Support: { extension: "4700" } }
  customers: { Clara: }
  shop: { name: Nordwind Travel, colour: "#7a1fa2", logo: plane }
steps:
  - Anna: ready
`

test('a shop, extensions and reasons go into the plan, and out of it into a head that makes the same plan', () => {
  const plan = planOf(read(adorned))
  expect(plan).toMatchObject({
    shop: { name: 'Nordwind Travel', colour: '#7a1fa2', logo: 'plane' },
    agents: { Anna: { extension: '4711' } },
    queues: { Support: { extension: '4700' } },
    settings: { notReadyReasons: ['Lunch'] }
  })
  expect(planOf({ head: headOfPlan(plan, 'A test') })).toEqual(plan)
  expect(roomPlan.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan)
})

test('a colour, a logo or an extension that cannot be meant is said with its place and what to do', () => {
  const wrong = wrongWith(adorned.replace('"#7a1fa2"', 'purple').replace('plane', 'rocket').replace('"4711"', 'four'))
  expect(wrong).toEqual([
    expect.stringMatching(/^test\.yaml:4:\d+ .*up to 12 digits in quotes/),
    expect.stringMatching(/^test\.yaml:7:\d+ .*#0f766e/),
    expect.stringMatching(/^test\.yaml:7:\d+ .*plane/)
  ])
})
