import type { Answer, Heard, LineFault, Request } from '../contract/client.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import type { Viewer } from '../contract/viewer.ts'
import { has } from '../core/bugs.ts'
import type { Chat } from '../core/chat-state.ts'
import { isOver } from '../core/chat-state.ts'
import { decideLapse, evolve, isChatEvent } from '../core/core.ts'
import type { Context, Lapse } from '../core/decider.ts'
import type { Directory } from '../core/directory.ts'
import { openDirectory } from '../core/directory.ts'
import { dueIn, nextGone } from '../core/due.ts'
import type { Event, Refusal } from '../core/events.ts'
import { isRefusal, refusals } from '../core/refusals.ts'
import { answerTo, decideRequest } from '../core/requests.ts'
import type { Beginning } from '../store/past.ts'
import type { KeptEvent, StoredCursor } from '../store/store.ts'
import { applied, assertSound, draftOf, numbered } from './draft.ts'
import type { Draft, Standing } from './draft.ts'
import type { RoomLog } from './room-log.ts'
import { DueHeap } from './due-heap.ts'
import { Holds } from './holds.ts'
import { Network } from './network.ts'
import { beginningIn, memoryIn } from './snapshot.ts'
import type { RoomMemory } from './snapshot.ts'
import { Stream } from './stream.ts'

type InputOperation = Request['operation'] | { operationName: 'Resume' }

const never = Number.POSITIVE_INFINITY

/** How many chats that are over stay in memory; older ones are folded from the log when somebody asks. */
const overKept = 20

/**
 * One run with its own people, clock and log. Requests come in by `dispatch`, time by `advanceTo`; the caller says what time
 * it is. An input and all that it brings about is stored in one transaction and told only then.
 */
export class Room {
  readonly name: string
  readonly plan: RoomPlan
  /** Requests that wait at the door; whoever hands them in asks here first. */
  readonly holds = new Holds()
  readonly #log: RoomLog
  readonly #chats = new Map<string, Chat>()
  /** The last chats that are over. */
  readonly #over = new Map<string, Chat>()
  readonly #due = new DueHeap()
  readonly #streams = new Map<Viewer, Stream>()
  readonly #network = new Network()
  /** Where a viewer's stream stood when its line broke. */
  readonly #brokenAt = new Map<Viewer, number>()
  readonly #lineListeners = new Set<(viewer: Viewer, fault: LineFault | null) => void>()
  readonly #listeners = new Set<(heard: Heard) => void>()
  readonly #inputListeners = new Set<(request: Request, answer: Answer, at: number) => void>()
  #directory: Directory
  #gone: { in: Directory | null; next: ReturnType<typeof nextGone> } = { in: null, next: null }
  #now = 0
  /** The number of the event up to which a snapshot spared the folding. */
  #foldedTo = 0
  #isTelling = false
  /** What was told and is still to be stored. */
  #unstored: (() => void) | null = null
  readonly #lookup = { live: (id: string) => this.#chats.get(id), any: (id: string) => this.chat(id) }

  /** Makes a room whose first event is its plan. */
  static begin(log: RoomLog, plan: RoomPlan): Room {
    log.append(null, [{ at: 0, event: { type: 'RoomOpened', plan }, told: {} }])
    return new Room(log, plan)
  }

  /** Folds a room from its log; it goes on at its last stored moment, however long ago that was. */
  static resume(log: RoomLog): Room {
    let room = Room.#remembered(log)
    for (const folded of Room.folding(log, room ?? undefined)) room = folded.room
    if (!room) throw new Error(`the log of room ${log.name} does not begin with its plan`)
    // A refusal is a moment too, though nothing happened at it.
    room.#now = Math.max(room.#now, log.lastInputAt())
    room.arm()
    room.closeChannels()
    return room
  }

  /** Folds a room from its log event by event, each with the frames by which it was told, and writes nothing. */
  static *folding(log: RoomLog, from?: Room): Generator<{ room: Room; stored: KeptEvent; heard: readonly Heard[] }> {
    const beginning = log.beginning()
    let room = from
    for (const stored of log.events(from ? from.#foldedTo : 0)) {
      const { n, at, event, told } = stored
      if (event.type === 'RoomOpened') {
        room = new Room(log, event.plan)
        if (beginning) room.#begin(beginning)
      }
      if (!room) return
      yield { room, stored, heard: event.type === 'RoomOpened' ? [] : n <= (beginning?.n ?? 0) ? room.#recall(event, at) : room.fold(event, at, told) }
    }
  }

  /** As it stood when its past was given up. */
  #begin({ at, memory }: Beginning): void {
    const { directory, seqs } = beginningIn(memory, this.plan)
    this.#directory = directory
    for (const [viewer, seq] of seqs) this.#streams.set(viewer, new Stream(seq))
    this.#now = at
  }

  /** Of what was before that, only the chats that were not over are there. All else that came of it is in the directory. */
  #recall(event: Event, at: number): readonly Heard[] {
    if (isChatEvent(event)) this.#chats.set(event.chat, evolve(this.#chats.get(event.chat), event, at))
    return []
  }

  /** As the last snapshot says; null for none that can be used. Whatever is wrong with it, the log is the truth. */
  static #remembered(log: RoomLog): Room | null {
    const snapshot = log.snapshot()
    const plan = snapshot && planIn(log)
    if (!plan) return null
    try {
      const { directory, chats, streams } = memoryIn(snapshot.parts, plan)
      const room = new Room(log, plan)
      room.#directory = directory
      for (const [id, chat] of chats) room.#chats.set(id, chat)
      for (const [viewer, stream] of streams) room.#streams.set(viewer, stream)
      room.#now = snapshot.at
      room.#foldedTo = snapshot.n
      return room
    } catch {
      return null
    }
  }

  private constructor(log: RoomLog, plan: RoomPlan) {
    this.#log = log
    this.name = log.name
    this.plan = plan
    this.#directory = openDirectory(plan)
  }

  /** Simulation time in milliseconds since the room began, as far as anything has happened or been advanced. */
  get now(): number {
    return this.#now
  }

  get directory(): Directory {
    return this.#directory
  }

  /** The chats that are not over, by id, oldest first. */
  get chats(): ReadonlyMap<string, Chat> {
    return this.#chats
  }

  /** A chat by its id; one that is over is folded from the log. */
  chat(id: string): Chat | undefined {
    const known = this.#chats.get(id) ?? this.#over.get(id)
    if (known) return known
    return this.#log.eventsOfChat(id).reduce<Chat | undefined>((chat, { event, at }) => (isChatEvent(event) ? evolve(chat, event, at) : chat), undefined)
  }

  /** All that the room knows, as it stands now. */
  memory(): RoomMemory {
    const streams = [...this.#streams].map(([viewer, stream]) => ({ viewer, seq: stream.seq, ...stream.kept() }))
    return { directory: this.#directory, chats: [...this.#chats.values()], streams }
  }

  /** How many events were stored since the last snapshot, for a room that was just resumed. */
  get unremembered(): number {
    return this.#log.eventCount() - this.#foldedTo
  }

  /** Where a viewer's stream stands: the `seq` of the last frame that it was told. */
  seqOf(viewer: Viewer): number {
    return this.#streams.get(viewer)?.seq ?? 0
  }

  /** What a viewer missed after `since`, in order; null when that is no longer kept and it must read again. */
  missed(viewer: Viewer, since: number): readonly Heard[] | null {
    const missed = (this.#streams.get(viewer) ?? new Stream()).after(since)
    return has(this.plan, 'since-skips-one') ? (missed?.slice(1) ?? null) : missed
  }

  /** How far a viewer's notification sessions had come, also those of before a restart; the last one written at the end. */
  cursors(viewer: Viewer): readonly StoredCursor[] {
    return this.#log.cursors(viewer)
  }

  /** Keeps how far a session has come. It is no input: nothing in the room follows from it. Throws a StoreProblem. */
  rememberCursor(viewer: Viewer, cursor: StoredCursor): void {
    this.#log.rememberCursor(viewer, cursor)
  }

  /** The session said goodbye, or another took over from it. */
  forgetCursor(viewer: Viewer, session: string): void {
    this.#log.forgetCursor(viewer, session)
  }

  /** Called with every frame that anybody is told, after it was stored. A listener must not dispatch. */
  listen(hear: (heard: Heard) => void): () => void {
    this.#listeners.add(hear)
    return () => this.#listeners.delete(hear)
  }

  /** Called with every request and its answer, refusals included, before anybody is told of what came of it. */
  watchInputs(seen: (request: Request, answer: Answer, at: number) => void): () => void {
    this.#inputListeners.add(seen)
    return () => this.#inputListeners.delete(seen)
  }

  /**
   * Breaks the line of a viewer, or mends it with null; with `catchUp` what was lost since it broke arrives then. What was
   * told stays told: only its way to the viewer is concerned, so nothing of this is stored.
   */
  setLine(viewer: Viewer, fault: LineFault | null, catchUp = false): void {
    const brokenAt = this.#brokenAt.get(viewer)
    const held = this.#network.set(viewer, fault)
    if (fault && brokenAt === undefined) this.#brokenAt.set(viewer, this.seqOf(viewer))
    if (!fault) this.#brokenAt.delete(viewer)
    const missed = !fault && catchUp && brokenAt !== undefined ? (this.missed(viewer, brokenAt) ?? []) : held
    for (const changed of this.#lineListeners) changed(viewer, fault)
    this.#arrive(missed)
  }

  lineOf(viewer: Viewer): LineFault | null {
    return this.#network.faultOf(viewer)
  }

  /** Called when somebody's line broke or was mended, before anything arrives over it. */
  watchLines(changed: (viewer: Viewer, fault: LineFault | null) => void): () => void {
    this.#lineListeners.add(changed)
    return () => this.#lineListeners.delete(changed)
  }

  /** When something next happens by itself, or null. */
  nextDueAt(): number | null {
    // Asked twice for each request, so without a list.
    const [chat, gone, line] = [this.#due.peek()?.at ?? never, this.#nextGone()?.at ?? never, this.#network.nextDueAt() ?? never]
    const due = Math.min(chat, gone, line)
    return due === never ? null : due
  }

  /**
   * Moves time on, letting whatever falls due on the way happen at its own moment. What is due at a moment comes before what
   * is asked at the same moment; chats come in order of their ids, and before agents who have been away too long.
   */
  advanceTo(at: number): void {
    for (let due = this.nextDueAt(); due !== null && due <= at; due = this.nextDueAt()) {
      this.#now = Math.max(this.#now, due)
      this.#lapse()
    }
    this.#now = Math.max(this.#now, at)
  }

  /**
   * Carries out one request at simulation time `at`. Refusals are stored too. With a `key`, a request that was answered
   * before gets the same answer and nothing happens again (R20). Throws a StoreProblem when it cannot be stored; then
   * nothing has happened.
   */
  dispatch(request: Request, at: number, key: string | null = null): Answer {
    if (this.#isTelling) throw new Error('a listener must not dispatch inside a notification')
    this.advanceTo(at)
    this.#storeAtLast()
    const { viewer } = request
    const before = key !== null && viewer ? this.#log.answerTo(viewer, key) : null
    if (before) return before
    // What people bring about without asking for it is little, and a room that did not know of it would not be true.
    if (!goesOnByItself(request)) this.#log.admit()
    const context: Context = { now: this.#now, directory: this.#directory }
    const decision = decideRequest(request, this.#lookup, context)
    if (isRefusal(decision)) return this.#refused(request, decision, key)
    const draft = this.#draft(decision)
    const answer = answerTo(request, decision, context)
    this.#commit(request, answer, key, draft)
    return answer
  }

  /** Replays one stored event; the order of the frames is the order of the first time. */
  fold(event: Event, at: number, told: Readonly<Record<string, number>>): readonly Heard[] {
    this.#now = Math.max(this.#now, at)
    const draft = applied([event], this.#standing(), at)
    this.#become(draft)
    const heard: Heard[] = []
    for (const { says } of draft.events) {
      for (const { to, say } of says) {
        const frame = { viewer: to, seq: this.seqOf(to) + 1, at, said: say }
        this.#stream(to).add(frame)
        heard.push(frame)
      }
    }
    for (const [viewer, seq] of Object.entries(told)) this.#stream(viewer as Viewer).atLeast(seq)
    this.#forgetOver(draft)
    return heard
  }

  /** After folding: what is due stands in the heap. */
  arm(): void {
    for (const [id, chat] of this.#chats) this.#due.set(id, dueIn(chat, this.plan)[0]?.at ?? null)
  }

  /** No notification channel survives the end of a process; its agents have `away` from now on (R21). */
  closeChannels(): void {
    if (!Object.values(this.#directory.agents).some((agent) => agent.channels > 0)) return
    this.#commit({ operationName: 'Resume' }, { statusCode: 0 }, null, this.#draft([{ type: 'RoomResumed' }]))
  }

  /** The refusal is stored as well, and what it brings about: a fault is worn. */
  #refused(request: Request, { refused, answer, events = [] }: Refusal, key: string | null): Answer {
    const failure: Answer = { ...(answer ?? refusals[refused]), refused }
    this.#commit(request, failure, key, this.#draft(events))
    return failure
  }

  /** Only a room with the bug notification-before-commit has something left to store. */
  #storeAtLast(): void {
    const store = this.#unstored
    this.#unstored = null
    store?.()
  }

  /** The one thing that is due now. */
  #lapse(): void {
    this.#storeAtLast()
    const due = this.#due.peek()
    if (due && due.at <= this.#now) {
      const chat = this.#chats.get(due.chat)
      const next = chat ? dueIn(chat, this.plan)[0] : undefined
      if (!chat || !next || next.at > this.#now) throw new Error(`chat ${due.chat} is due at ${due.at} and has nothing to do`)
      return this.#commitLapse(decideLapse(chat, next.lapse, { now: this.#now, directory: this.#directory }))
    }
    const gone = this.#nextGone()
    if (gone && gone.at <= this.#now) return this.#commitLapse(this.#goneEvents(gone.agent))
    this.#arrive(this.#network.arrived(this.#now))
  }

  /** Looked for anew only when the directory has changed. */
  #nextGone(): ReturnType<typeof nextGone> {
    if (this.#gone.in !== this.#directory) this.#gone = { in: this.#directory, next: nextGone(this.#directory) }
    return this.#gone.next
  }

  /** An agent who stays away leaves every chat it is in, then is logged out (R21). */
  #goneEvents(agent: string): readonly Event[] {
    const lapse: Lapse = { lapse: 'AgentGone', agent }
    const chats = Object.keys(this.#directory.agents[agent]?.chats ?? {})
    const context = { now: this.#now, directory: this.#directory }
    const left = chats.flatMap((id) => {
      const chat = this.#chats.get(id)
      return chat ? decideLapse(chat, lapse, context) : []
    })
    return [...left, { type: 'AgentGone', agent }]
  }

  #commitLapse(events: readonly Event[]): void {
    this.#commit(null, null, null, this.#draft(events))
  }

  #draft(events: readonly Event[]): Draft {
    return draftOf(events, this.#standing(), this.#now)
  }

  /** What a draft begins from. */
  #standing(): Standing {
    return { directory: this.#directory, chatOf: (id) => this.#chats.get(id), overOf: (id) => this.#over.get(id) }
  }

  /** Stores, then becomes true, then is told. Nothing here may await. */
  #commit(input: Request | { operationName: 'Resume' } | null, answer: Answer | null, key: string | null, draft: Draft): void {
    const at = this.#now
    // A room that is wrong on purpose is judged from outside.
    if (!this.plan.bugs) assertSound(draft, this.plan.settings)
    const { stored, heard } = numbered(draft, at, this)
    const row = input && answer ? { at, ...inputOf(input), outcome: answer, key } : null
    const store = (): void => {
      this.#log.append(row, stored)
      this.#become(draft)
      for (const chat of draft.chats.values()) this.#due.set(chat.id, dueIn(chat, this.plan)[0]?.at ?? null)
      for (const frame of heard) this.#stream(frame.viewer).add(frame)
      this.#forgetOver(draft)
    }
    if (has(this.plan, 'notification-before-commit') && draft.events.some(({ event }) => event.type === 'MessageSent')) this.#unstored = store
    else store()
    this.#tell(input && 'viewer' in input ? { request: input, answer: answer ?? { statusCode: 0 } } : null, heard)
  }

  #become(draft: Draft): void {
    this.#directory = draft.directory
    for (const [id, chat] of draft.chats) this.#chats.set(id, chat)
  }

  /** A chat that is over leaves memory, and with a visitor's chat its stream. */
  #forgetOver(draft: Draft): void {
    for (const chat of draft.chats.values()) {
      if (!isOver(chat)) continue
      this.#chats.delete(chat.id)
      this.#keepOver(chat)
      this.#due.set(chat.id, null)
      if (chat.customer.viewer.startsWith('visitor:')) this.#streams.delete(chat.customer.viewer)
    }
  }

  /** Whoever was in a chat that is over looks at it once more, mostly at once. */
  #keepOver(chat: Chat): void {
    this.#over.set(chat.id, chat)
    const [oldest] = this.#over.keys()
    if (this.#over.size > overKept && oldest !== undefined) this.#over.delete(oldest)
  }

  #tell(asked: { request: Request; answer: Answer } | null, heard: readonly Heard[]): void {
    this.#isTelling = true
    try {
      if (asked) for (const seen of this.#inputListeners) seen(asked.request, asked.answer, this.#now)
      if (this.#network.isSound) for (const frame of heard) this.#hear(frame)
      else for (const frame of heard) for (const arrived of this.#network.pass(frame, this.#now)) this.#hear(arrived)
    } finally {
      this.#isTelling = false
    }
  }

  #arrive(frames: readonly Heard[]): void {
    this.#isTelling = true
    try {
      for (const frame of frames) this.#hear(frame)
    } finally {
      this.#isTelling = false
    }
  }

  #hear(frame: Heard): void {
    for (const hear of this.#listeners) hear(frame)
  }

  #stream(viewer: Viewer): Stream {
    const known = this.#streams.get(viewer)
    if (known) return known
    const stream = new Stream()
    this.#streams.set(viewer, stream)
    return stream
  }
}

/** A window that opens or closes, or a customer who reads. */
function goesOnByItself({ operation: { operationName } }: Request): boolean {
  return operationName === 'ChannelOpened' || operationName === 'ChannelClosed' || operationName === 'ReadFeed'
}

function inputOf(input: Request | { operationName: 'Resume' }): { viewer: Viewer | null; chat: string | null; operation: InputOperation } {
  return 'viewer' in input ? { viewer: input.viewer, chat: input.chat, operation: input.operation } : { viewer: null, chat: null, operation: input }
}

/** What the room was made from: its first event. */
function planIn(log: RoomLog): RoomPlan | null {
  for (const { event } of log.events()) return event.type === 'RoomOpened' ? event.plan : null
  return null
}
