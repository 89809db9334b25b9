import type { Heard, OnWay, Request, RoomClient } from '../contract/client.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import type { Viewer } from '../contract/viewer.ts'
import { counterExample } from './counter-example.ts'
import type { LaneRow } from './counter-example.ts'
import type { AskedEvent, Happened } from './happened.ts'
import type { Broken, Invariant, InvariantName } from './invariant.ts'
import { NoLeak } from './invariant-no-leak.ts'
import { OneOwner } from './invariant-one-owner.ts'
import { RequestOutcome } from './invariant-request-outcome.ts'
import { Sight } from './invariant-sight.ts'
import { ToldIsStored } from './invariant-told-is-stored.ts'
import { WellFormed } from './invariant-well-formed.ts'
import { chatIn } from './memory.ts'
import { People } from './people.ts'

/** What holds in every run, by name, in the order in which it is told. */
export const invariantTexts: Readonly<Record<InvariantName, string>> = {
  'no-leak': 'no customer was told anything that is for agents only',
  'one-owner': 'every chat with agents in it had one owner',
  'request-outcome': 'every acknowledged request came to one thing',
  'well-formed': 'all ids, numbers and lists of people were well formed',
  'told-is-stored': 'whatever anybody was told could be read right afterwards'
}

/** An invariant as it was judged. */
export interface Judged {
  readonly name: InvariantName
  readonly text: string
  /** Null for one that held. */
  readonly broken: BrokenInvariant | null
}

export interface BrokenInvariant extends Broken {
  /** What happened last, and to whom. */
  readonly lanes: readonly LaneRow[]
}

/** How often a moment is looked at again because more happened while it was being looked at. */
const looksAtMost = 5

/**
 * What holds in every run. Ask through `client`, hand in every frame as it is heard, and call `settled` whenever all of a
 * moment has happened; lines that `client` breaks are noted by themselves. Each invariant that breaks is given once, the
 * first time.
 */
export class Invariants {
  /** The room, with whatever is asked of it noted. */
  readonly client: RoomClient
  readonly #sight: Sight
  readonly #people: People
  readonly #happened: Happened[] = []
  #looked = 0
  #holding: readonly Invariant[]

  constructor(client: RoomClient, plan: RoomPlan) {
    this.client = this.#noting(client)
    this.#people = new People(plan)
    this.#sight = new Sight(client, Object.keys(plan.agents))
    this.#holding = [new NoLeak(this.#people), new OneOwner(), new RequestOutcome(plan, client), new WellFormed(), new ToldIsStored()]
  }

  hear(frame: Heard): void {
    this.#happened.push({ kind: 'told', at: frame.at, viewer: frame.viewer, chat: chatIn(frame.said), frame })
  }

  /** From now on frames may be lost, late, doubled or out of order on their way to this viewer. To be called before they are. */
  lineBroke(viewer: Viewer): void {
    this.#happened.push({ kind: 'line', at: this.client.now(), viewer, change: 'broke', catchUp: false })
  }

  /** It is as it was. With `catchUp`, what was lost has arrived: to be called after it has. */
  lineMended(viewer: Viewer, catchUp: boolean): void {
    this.#happened.push({ kind: 'line', at: this.client.now(), viewer, change: 'mended', catchUp })
  }

  /** What broke since the moment before. */
  settled(): Promise<readonly Judged[]> {
    return this.#judge(false)
  }

  /** What broke at last, then what held all the time. Of a room that was stopped nothing is read any more. */
  async ended(isStopped = false): Promise<readonly Judged[]> {
    const broken = isStopped ? [] : await this.#judge(true)
    return [...broken, ...this.#holding.map(({ name, text }) => ({ name, text, broken: null }))]
  }

  async #judge(isLast: boolean): Promise<readonly Judged[]> {
    const events = await this.#look(isLast)
    if (events === null || (events.length === 0 && !isLast)) return []
    const broken: Judged[] = []
    for (const invariant of this.#holding) {
      const found = await invariant.judge({ now: this.client.now(), events, sight: this.#sight, isLast })
      if (found) broken.push({ name: invariant.name, text: invariant.text, broken: { ...found, lanes: counterExample(this.#happened, found, this.#people) } })
    }
    if (broken.length > 0) this.#holding = this.#holding.filter(({ name }) => !broken.some((one) => one.name === name))
    return broken
  }

  /** What happened since the moment before; null if more goes on happening, as when people are at work: it is looked at next time. */
  async #look(isLast: boolean): Promise<readonly Happened[] | null> {
    for (let looks = 0; looks < looksAtMost; looks += 1) {
      const until = this.#happened.length
      const events = this.#happened.slice(this.#looked, until)
      await this.#sight.look(events)
      if (isLast) await this.#sight.lookAtAll()
      if (this.#happened.length > until) continue
      this.#looked = until
      return events
    }
    return null
  }

  #asked({ viewer, chat }: Pick<Request, 'viewer' | 'chat'>, operation: AskedEvent['operation']): AskedEvent {
    const event: AskedEvent = { kind: 'asked', at: this.client.now(), viewer, chat, name: String(operation['operationName']), operation, answer: null }
    this.#happened.push(event)
    return event
  }

  #noting(client: RoomClient): RoomClient {
    const asked = async (request: Pick<Request, 'viewer' | 'chat'> & { readonly operation: unknown }, ask: (onWay: OnWay) => ReturnType<RoomClient['ask']>, onWay?: OnWay): ReturnType<RoomClient['ask']> => {
      const operation = fieldsOf(request.operation)
      let event = this.#asked(request, operation)
      const answer = await ask({
        // A request that is held was not asked yet, as far as the room knows.
        held: () => {
          this.#happened.splice(this.#happened.indexOf(event), 1)
          onWay?.held()
        },
        released: () => {
          event = this.#asked(request, operation)
          onWay?.released()
        }
      })
      event.answer = answer
      return answer
    }
    return {
      ...client,
      ask: (request, onWay) => asked(request, (way) => client.ask(request, way), onWay),
      raw: (viewer, chat, operation, onWay) => asked({ viewer, chat, operation }, (way) => client.raw(viewer, chat, operation, way), onWay),
      setLine: async (viewer, fault, catchUp = false) => {
        if (fault) this.lineBroke(viewer)
        await client.setLine(viewer, fault, catchUp)
        if (!fault) this.lineMended(viewer, catchUp)
      }
    }
  }
}

/** A raw request may be anything. */
function fieldsOf(operation: unknown): Readonly<Record<string, unknown>> {
  return typeof operation === 'object' && operation !== null ? { ...operation } : {}
}
