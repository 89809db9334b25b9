import type { RunRow, StageRoom } from '../contract/control.ts'
import type { Act, Acted, Directing, ForkedFrom, HeldRow, PartChat, PartRow, SeatPlayer, SeatRow, WaitingRow } from '../contract/directing.ts'
import { agentViewer, customerViewer, isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { chatIn } from './memory.ts'
import { isWithoutChat } from './perform.ts'
import type { Hands } from './run.ts'
import type { SeatedRoom } from './seated-room.ts'
import { listed } from './spelling.ts'

/** Names of people whose seats have changed hands. */
export interface Handed {
  readonly takenOver: readonly string[]
  readonly handedBack: readonly string[]
}

export type Problem = { readonly problem: string }

/**
 * What a trainer does to the people of one run, and how they stand. A run that has no script, or none any more, has nobody to
 * take over; everything else can be done to it as well.
 */
export class Direction {
  readonly #room: StageRoom
  readonly #forkOf: ForkedFrom | null
  readonly #changed: () => void
  readonly #viewers: ReadonlyMap<string, Viewer>
  readonly #forget: readonly (() => void)[]
  /** Since when each request is held, by its number. */
  #since: ReadonlyMap<number, number> = new Map()
  /** The latest chat of each customer. */
  readonly #chats = new Map<Viewer, string>()
  #hands: Hands | null = null
  #persons: ReadonlySet<Viewer> = new Set()
  /** Those who were persons when it began. */
  #personsFirst: ReadonlySet<Viewer> = new Set()
  #waiting: readonly WaitingRow[] = []
  #isFrozenInMotion = false
  #isOver = false

  /** `changed` is called whenever the rows are others than before. */
  constructor(room: StageRoom, forkOf: ForkedFrom | null, changed: () => void) {
    const { agents, customers } = room.plan
    this.#room = room
    this.#forkOf = forkOf
    this.#changed = changed
    this.#viewers = new Map([...Object.keys(agents).map((name) => [name, agentViewer(name)] as const), ...Object.keys(customers).map((name) => [name, customerViewer(name)] as const)])
    this.#forget = [
      room.directed.onLine(changed),
      room.directed.onHeld(() => this.#heldChanged()),
      room.onInput(({ viewer, chat }, answer) => viewer !== null && this.#learn(viewer, answer.chat ?? chat)),
      room.client.listen(({ viewer, said }) => this.#learn(viewer, chatIn(said)))
    ]
  }

  close(): void {
    for (const forget of this.#forget) forget()
  }

  /** What a fork shares with the run that it comes from. */
  learnFrom(other: Direction): void {
    for (const [viewer, chat] of other.#chats) this.#chats.set(viewer, chat)
  }

  /** The room as a directed run sees it, and how it gives itself into the trainer's hands. */
  seating(persons: readonly Viewer[]): { seats: SeatedRoom; direct: (hands: Hands) => void } {
    const { now, onInput, onDoor } = this.#room
    const onAwaited = (waiting: readonly WaitingRow[]): void => {
      if (waiting.length === 0 && this.#waiting.length === 0) return
      this.#waiting = waiting
      this.#changed()
    }
    this.#persons = new Set(persons)
    this.#personsFirst = this.#persons
    return { seats: { now, onInput, onDoor, patience: null, onWaiting: () => {}, onAwaited }, direct: (hands) => (this.#hands = hands) }
  }

  /** Whose seats have changed hands since it began, by their names. */
  get handed(): Handed {
    return { takenOver: [...this.#persons].filter((one) => !this.#personsFirst.has(one)).map(nameOf), handedBack: [...this.#personsFirst].filter((one) => !this.#persons.has(one)).map(nameOf) }
  }

  /** Takes over whom the trainer was in the run before, ahead of the first step. Whoever is in this cast no more is left out. */
  takeOverAgain(names: readonly string[]): void {
    const viewers = names.flatMap((name) => this.#viewers.get(name) ?? [])
    this.#persons = new Set([...this.#persons, ...viewers])
    for (const viewer of viewers) this.#hands?.takeOver(viewer)
  }

  /** The script has come to its end: everybody is free. Where time has, too, nobody waits for anything any more. */
  end(isOver = false): void {
    this.#hands = null
    this.#waiting = []
    this.#isOver ||= isOver
    if (!isOver) return
    this.#room.directed.thaw()
    for (const viewer of this.#viewers.values()) this.#room.client.release(viewer)
  }

  rows(): Pick<RunRow, 'seats' | 'waiting' | 'isFrozen' | 'forkOf'> {
    const seats = Object.fromEntries([...this.#viewers].map(([name, viewer]) => [name, this.#seatOf(viewer)]))
    return { seats, waiting: this.#waiting, isFrozen: this.#room.directed.isFrozen, forkOf: this.#forkOf }
  }

  freeze(): void {
    if (this.#room.directed.isFrozen || this.#isOver) return
    this.#isFrozenInMotion = this.#room.speed() > 0
    this.#room.directed.freeze()
    this.#room.pause()
  }

  /** True if time goes on as it did before. */
  thaw(): boolean {
    if (!this.#room.directed.isFrozen) return false
    this.#room.directed.thaw()
    if (this.#isFrozenInMotion) this.#room.resume()
    return this.#isFrozenInMotion
  }

  /** Does what the trainer wants; a sentence says why it cannot be done. */
  async direct(asked: Directing): Promise<Problem | null> {
    const viewer = this.#viewers.get(asked.who)
    if (!viewer) return this.#stranger(asked.who)
    if (this.#isOver) return over
    const problem = await this.#direct(viewer, asked)
    if (problem === null) this.#changed()
    return problem
  }

  async act({ who, chat, operation }: Act): Promise<Acted | Problem> {
    const { client, now, directed } = this.#room
    const viewer = this.#viewers.get(who)
    if (!viewer) return this.#stranger(who)
    if (directed.isFrozen) return { problem: 'Everything is frozen, so nobody can act; thaw it first' }
    if (this.#isOver || (await client.until(now())) === 'stopped') return over
    const where = isWithoutChat(operation.operationName) ? null : (chat ?? (await this.#chatOf(viewer)))
    if (typeof where === 'object' && where !== null) return where
    const { promise: isHeld, resolve } = Promise.withResolvers<Acted>()
    const answered = client.raw(viewer, where, operation, { held: () => resolve({ held: true }), released: () => {} })
    return Promise.race([answered.then((answer): Acted => ({ held: false, answer })), isHeld])
  }

  /** Null for nobody of the cast. */
  async part(who: string): Promise<PartRow | null> {
    const viewer = this.#viewers.get(who)
    if (!viewer) return null
    return { who, kind: isAgent(viewer) ? 'agent' : 'customer', chats: await this.#chatsOf(viewer) }
  }

  async #direct(viewer: Viewer, asked: Directing): Promise<Problem | null> {
    const { client, directed, now } = this.#room
    switch (asked.command) {
      case 'takeOver':
        if (this.#hands === null) return noScript(asked.who)
        if (this.#persons.has(viewer)) return { problem: `${asked.who} has been taken over already; the script waits for what ${asked.who} does` }
        this.#persons = new Set([...this.#persons, viewer])
        this.#hands.takeOver(viewer)
        return null
      case 'handBack':
        if (this.#hands === null) return noScript(asked.who)
        if (!this.#persons.has(viewer)) return { problem: `The script plays ${asked.who} already` }
        this.#persons = new Set([...this.#persons].filter((one) => one !== viewer))
        await this.#hands.handBack(viewer)
        return null
      case 'network': {
        if (asked.fault === null && directed.lineOf(viewer) === null) return { problem: `Nothing is wrong with ${asked.who}'s line` }
        await client.until(now())
        if (this.#hands) await this.#hands.setLine(viewer, asked.fault, asked.catchUp ?? null)
        else await client.setLine(viewer, asked.fault, asked.catchUp ?? false)
        return null
      }
      case 'hold':
        client.hold(viewer, asked.operation)
        return null
      case 'release':
        if (asked.n === undefined) {
          client.release(viewer)
          return null
        }
        return directed.releaseOne(asked.n) ? null : { problem: directed.isFrozen ? 'Everything is frozen; thaw it, and what is not held otherwise comes in' : 'That request is not held any more' }
    }
  }

  #stranger(who: string): Problem {
    return { problem: `There is no ${who} in this run; there are ${listed([...this.#viewers.keys()])}` }
  }

  #seatOf(viewer: Viewer): SeatRow {
    const { directed } = this.#room
    const player: SeatPlayer | null = this.#hands === null ? null : this.#persons.has(viewer) ? 'person' : 'script'
    const held = directed.waiting().filter((one) => one.viewer === viewer)
    return { player, line: directed.lineOf(viewer), holds: directed.holdsOf(viewer), held: held.map(({ n, operationName }): HeldRow => ({ n, operation: operationName, since: this.#since.get(n) ?? 0 })) }
  }

  #heldChanged(): void {
    const now = this.#room.now()
    this.#since = new Map(this.#room.directed.waiting().map(({ n }) => [n, this.#since.get(n) ?? now]))
    this.#changed()
  }

  #learn(viewer: Viewer, chat: string | null): void {
    // Visitors come and go by the thousand, and nobody directs them.
    if (chat !== null && viewer.startsWith('customer:')) this.#chats.set(viewer, chat)
  }

  /** The chat that is meant where none is named: that in which there is something to do. */
  async #chatOf(viewer: Viewer): Promise<string | Problem> {
    const chats = await this.#chatsOf(viewer)
    const able = chats.filter(({ can }) => can.length > 0)
    const [only, more] = able.length > 0 ? able : chats
    if (!only) return { problem: `${nameOf(viewer)} is in no chat` }
    return more ? { problem: `${nameOf(viewer)} is in more than one chat; say in which: ${listed(able.map(({ id, customer }) => `${id} (${customer})`), 'or')}` } : only.id
  }

  async #chatsOf(viewer: Viewer): Promise<PartChat[]> {
    const { client, plan } = this.#room
    if (isAgent(viewer)) {
      return (await client.chatsOf(viewer)).map(({ id, state, participants, capabilities }) => ({
        id,
        customer: participants?.find(({ type }) => type === 'Customer')?.nickname ?? '',
        state,
        can: [...(capabilities ?? [])]
      }))
    }
    const chat = this.#chats.get(viewer)
    const seen = chat === undefined ? null : await client.customerChat(viewer, chat)
    return seen ? [{ id: seen.id, customer: plan.customers[nameOf(viewer)]?.nickname ?? nameOf(viewer), state: seen.state, can: [...seen.capabilities] }] : []
  }
}

const over: Problem = { problem: 'This run was stopped, and its time with it; start it again, or fork it' }

function noScript(who: string): Problem {
  return { problem: `No script plays ${who} any more: everybody is free to act in their windows` }
}

/** What is wrong with seats that are given to names: a sentence, or null. */
export function strangerIn(seats: Readonly<Record<string, SeatPlayer>>, people: readonly string[]): string | null {
  const stranger = Object.keys(seats).find((name) => !people.includes(name))
  return stranger === undefined ? null : `There is no ${stranger} in this scenario; there are ${listed([...people])}`
}
