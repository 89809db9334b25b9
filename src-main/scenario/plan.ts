import { durationMs } from '../contract/duration.ts'
import type { Fault, Settings } from '../contract/cast.ts'
import type { AgentPlan, CustomerPlan, FaultPlan, QueuePlan, RoomPlan, RoomSettings } from '../contract/room-plan.ts'
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
  features: ['api-multimedia', 'api-multimedia-chat', 'api-supervisor'],
  history: 'all',
  secondLeg: true,
  consultantSays: 'toAgents',
  failsAfter: '250ms',
  transferToConsultant: 'atOnce',
  conferenceWithConsultant: 'atOnce',
  referenceIdIn: ['Consult', 'Invite', 'CancelConsult'],
  consultTakesPlace: false,
  channels: ['chat'],
  csrfHeader: 'X-CSRF-TOKEN',
  dispositionKey: 'DispositionCode',
  requestsPerSecond: 500
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
        ready: agent?.ready ?? planDefaults.ready,
        roles: agent?.roles ?? [],
        skills: agent?.skills ?? {},
        ...(agent?.extension === undefined ? {} : { extension: agent.extension })
      })
    ),
    queues: mapped(
      queues,
      (name, queue): QueuePlan => ({
        members: queue?.members ?? [],
        answerWithinMs: ms(queue?.answerWithin ?? answerWithin),
        waitAtMostMs: ms(queue?.waitAtMost ?? settings.queueTtl ?? planDefaults.queueTtl),
        order: queue?.order ?? 'longestIdle',
        skill: queue?.skill ?? name,
        overflow: queue?.overflow ? { to: queue.overflow.to, afterMs: ms(queue.overflow.after) } : null,
        whenNobody: queue?.whenNobody ?? 'wait',
        ...(queue?.extension === undefined ? {} : { extension: queue.extension })
      })
    ),
    customers: mapped(
      customers,
      (name, customer): CustomerPlan => ({
        nickname: customer?.nickname ?? name,
        patienceMs: customer?.patience === undefined ? null : ms(customer.patience)
      })
    ),
    settings: roomSettings(settings, answerWithin),
    ...(head.cast.shop === undefined ? {} : { shop: head.cast.shop }),
    ...(head.bugs === undefined ? {} : { bugs: [...new Set(head.bugs)] })
  }
}

function roomSettings(settings: Settings, answerWithin: string): RoomSettings {
  return {
    preview: settings.preview ?? planDefaults.preview,
    history: settings.history ?? planDefaults.history,
    secondLeg: settings.secondLeg ?? planDefaults.secondLeg,
    consultantSays: settings.consultantSays ?? planDefaults.consultantSays,
    consultants: settings.consultants ?? planDefaults.consultants,
    answerWithinMs: ms(answerWithin),
    failsAfterMs: ms(settings.failsAfter ?? planDefaults.failsAfter),
    cancelError: settings.cancelError ?? planDefaults.cancelError,
    transferToConsultant: settings.transferToConsultant ?? planDefaults.transferToConsultant,
    conferenceWithConsultant: settings.conferenceWithConsultant ?? planDefaults.conferenceWithConsultant,
    ownerLeaves: settings.ownerLeaves ?? planDefaults.ownerLeaves,
    referenceIdIn: settings.referenceIdIn ?? planDefaults.referenceIdIn,
    consultTakesPlace: settings.consultTakesPlace ?? planDefaults.consultTakesPlace,
    awayMs: ms(settings.away ?? planDefaults.away),
    customerDoor: settings.customerDoor ?? planDefaults.customerDoor,
    features: settings.features ?? planDefaults.features,
    channels: settings.channels ?? planDefaults.channels,
    channelsOff: settings.channelsOff ?? [],
    includeMessageType: settings.includeMessageType ?? false,
    typingPreview: settings.typingPreview ?? false,
    csrfHeader: typeof settings.csrf === 'string' ? settings.csrf : settings.csrf === true ? planDefaults.csrfHeader : null,
    dispositions: settings.dispositions ?? [],
    dispositionKey: settings.dispositionKey ?? planDefaults.dispositionKey,
    dispositionMandatory: settings.dispositionMandatory ?? false,
    dispositionReadOnlyOnIdle: settings.dispositionReadOnlyOnIdle ?? false,
    ...(settings.notReadyReasons === undefined ? {} : { notReadyReasons: settings.notReadyReasons }),
    readOnlyUserData: settings.readOnlyUserData ?? [],
    requestsPerSecond: settings.requestsPerSecond ?? planDefaults.requestsPerSecond,
    faults: (settings.faults ?? []).map(faultPlan)
  }
}

/** A fault with its defaults. */
export function faultPlan({ operation, statusCode, statusMessage, of, times }: Fault): FaultPlan {
  return {
    operation,
    statusCode: statusCode as FaultPlan['statusCode'],
    statusMessage: statusMessage ?? 'This failure was asked for by the room',
    of: of ?? null,
    times: times ?? null
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
