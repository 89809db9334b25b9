import type { RoomClient } from '../contract/client.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { AskedEvent } from './happened.ts'

/** What a Consult, an Invite, a Transfer or a CancelConsult that came too late came to. */
export type Outcome =
  | 'pending'
  | 'joined'
  | 'failed'
  | 'cancelled'
  /** Its agent or its chat is gone, or nobody can say which of two wishes it was. */
  | 'over'

/** Somebody was wanted in a chat, and that was acknowledged. */
export interface Wish {
  readonly by: Viewer
  readonly chat: string
  readonly kind: 'Consult' | 'Invite' | 'Transfer' | 'CancelConsult'
  readonly target: WishedFor | null
  /** Null where the answer does not say (R14). */
  readonly referenceId: number | null
  readonly at: number
  /** How many lines had broken when it was asked; null while one was. */
  readonly breaks: number | null
  outcome: Outcome
  /** Whom it brought in. */
  who: Viewer | null
  /** It has an outcome by then, or never. */
  until: number
}

export type WishedFor = { readonly agent: string } | { readonly queue: string }

/** Whom addresses mean, and how long each of them may be waited for. */
export class Targets {
  readonly #plan: RoomPlan
  readonly #byId: ReadonlyMap<string, WishedFor>

  constructor(plan: RoomPlan, client: Pick<RoomClient, 'uriOf'>) {
    this.#plan = plan
    const ids = (kind: 'agent' | 'queue', names: string[]): [string, WishedFor][] =>
      names.map((name) => [idIn(client.uriOf(kind, name)), kind === 'agent' ? { agent: name } : { queue: name }])
    this.#byId = new Map([...ids('agent', Object.keys(plan.agents)), ...ids('queue', Object.keys(plan.queues))])
  }

  targetOf({ operation: { targetUri, targetPath, queueName } }: Pick<AskedEvent, 'operation'>): WishedFor | null {
    const address = targetUri ?? targetPath
    if (typeof address === 'string') return this.#byId.get(idIn(address)) ?? null
    return typeof queueName === 'string' && Object.hasOwn(this.#plan.queues, queueName) ? { queue: queueName } : null
  }

  /** How long it may take until something comes of it (R6). */
  longestMs(target: WishedFor | null): number {
    const { answerWithinMs, failsAfterMs } = this.#plan.settings
    if (target === null) return Number.POSITIVE_INFINITY
    return Math.max(failsAfterMs, 'agent' in target ? answerWithinMs : (this.#plan.queues[target.queue]?.waitAtMostMs ?? Number.POSITIVE_INFINITY))
  }

  /** How long it may take to be told that something failed (R6, R7). */
  get failsAfterMs(): number {
    return this.#plan.settings.failsAfterMs
  }
}

/** Addresses are matched by their last part, however they are spelt. */
function idIn(address: string): string {
  const [, id = ''] = /([0-9A-Za-z-]+)\/?(?:[?#].*)?$/.exec(address) ?? []
  return id.replaceAll('-', '').toLowerCase()
}
