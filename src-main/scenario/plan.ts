import { durationMs } from '../contract/cast.ts'
import type { AgentPlan, CustomerPlan, QueuePlan, RoomPlan } from '../contract/room-plan.ts'
import type { ScenarioHead } from '../contract/scenario.ts'

/** What a scenario gets that does not say otherwise; constants, so that the bytes are the same everywhere. */
export const planDefaults = {
  seed: 1,
  wire: 'extended',
  starts: '2026-01-05T09:00Z',
  zone: '+0000',
  base: 'http://localhost:8080',
  places: 3,
  ready: 'onSignIn',
  answerWithin: '30s',
  queueTtl: '60s',
  consultants: 3,
  ownerLeaves: 'promote',
  preview: true,
  cancelError: 'Request failed',
  away: '2m',
  customerDoor: 'token',
  features: ['api-multimedia']
} as const

/** The room that a scenario plays in, with every default filled in. A seed given from outside beats the file's. */
export function planOf({ head }: { readonly head: ScenarioHead }, seedOverride?: number): RoomPlan {
  const { agents = {}, queues = {}, customers = {} } = head.cast
  const settings = head.settings ?? {}
  const answerWithin = settings.answerWithin ?? planDefaults.answerWithin
  return {
    title: head.scenario,
    seed: seedOverride ?? head.seed ?? planDefaults.seed,
    wire: head.wire ?? planDefaults.wire,
    starts: Date.parse(head.starts ?? planDefaults.starts),
    zone: head.zone ?? planDefaults.zone,
    base: (head.base ?? planDefaults.base).replace(/\/+$/, ''),
    agents: mapped(
      agents,
      (name, agent): AgentPlan => ({
        nickname: agent?.nickname ?? name,
        password: agent?.password ?? name,
        places: agent?.places ?? planDefaults.places,
        ready: agent?.ready ?? planDefaults.ready
      })
    ),
    queues: mapped(
      queues,
      (_name, queue): QueuePlan => ({
        members: queue?.members ?? [],
        answerWithinMs: ms(queue?.answerWithin ?? answerWithin),
        waitAtMostMs: ms(queue?.waitAtMost ?? settings.queueTtl ?? planDefaults.queueTtl)
      })
    ),
    customers: mapped(
      customers,
      (name, customer): CustomerPlan => ({
        nickname: customer?.nickname ?? name,
        patienceMs: customer?.patience === undefined ? null : ms(customer.patience)
      })
    ),
    settings: {
      answerWithinMs: ms(answerWithin),
      consultants: settings.consultants ?? planDefaults.consultants,
      ownerLeaves: settings.ownerLeaves ?? planDefaults.ownerLeaves,
      preview: settings.preview ?? planDefaults.preview,
      cancelError: settings.cancelError ?? planDefaults.cancelError,
      awayMs: ms(settings.away ?? planDefaults.away),
      customerDoor: settings.customerDoor ?? planDefaults.customerDoor,
      features: settings.features ?? planDefaults.features
    }
  }
}

function ms(duration: string): number {
  const length = durationMs(duration)
  if (length === null) throw new Error(`"${duration}" came past the model of a scenario, but is no duration`)
  return length
}

function mapped<From, To>(record: Readonly<Record<string, From>>, to: (name: string, from: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, from]) => [name, to(name, from)]))
}
