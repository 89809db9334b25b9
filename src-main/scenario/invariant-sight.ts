import type { ReadMessage, RoomClient } from '../contract/client.ts'
import { agentViewer, isAgent, visitorViewer } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { ChatResource } from '../wire/chat.ts'
import type { CustomerChat } from '../wire/customer-side.ts'
import type { Happened } from './happened.ts'

type Chats = ReadonlyMap<string, ChatResource>

/** A customer's chat as it reads it, and as it read it at the moment before. */
export interface CustomerSight {
  readonly viewer: Viewer
  readonly before: CustomerChat | null
  readonly now: CustomerChat | null
}

/** What an agent is to a chat, by its own capabilities: see `roleIn`. */
export type SeenRole = 'invited' | 'left' | 'party' | 'consultant' | 'supervisor'

/**
 * What everybody can read, read anew for those alone whom something happened to, so that a long run costs no more a step
 * than a short one. It also knows whose line is whole.
 */
export class Sight {
  readonly #client: RoomClient
  readonly #agents: readonly Viewer[]
  readonly #now = new Map<Viewer, Chats>()
  /** What those read before who were read anew. */
  #before: ReadonlyMap<Viewer, Chats> = new Map()
  readonly #members = new Map<string, Set<Viewer>>()
  readonly #customers = new Map<string, CustomerSight>()
  readonly #broken = new Set<Viewer>()
  #disturbed: ReadonlySet<Viewer> = new Set()
  /** How often any line broke. */
  breaks = 0
  /** Agents who were read anew at this moment. */
  readAnew: ReadonlySet<Viewer> = new Set()
  /** Chats in which more than a message came. */
  changed: ReadonlySet<string> = new Set()
  /** Chats in which a message came. */
  spoken: ReadonlySet<string> = new Set()

  constructor(client: RoomClient, agents: readonly string[]) {
    this.#client = client
    this.#agents = agents.map(agentViewer)
  }

  async look(events: readonly Happened[]): Promise<void> {
    const agents = new Set<Viewer>()
    const changed = new Set<string>()
    const spoken = new Set<string>()
    for (const event of events) {
      if (event.kind === 'line') continue
      if (event.kind === 'asked') this.#learn(event.answer?.chat ?? null, event.viewer)
      else if (!isAgent(event.viewer)) this.#learn(event.chat, event.viewer)
      // Whatever is said changes nothing but the log.
      const isMessage = event.kind === 'told' ? 'messages' in event.frame.said : event.name.startsWith('Send')
      if (event.chat !== null) (isMessage ? spoken : changed).add(event.chat)
      if (!isMessage && event.viewer !== null && isAgent(event.viewer)) agents.add(event.viewer)
    }
    this.#noteLines(events)
    this.changed = changed
    this.spoken = spoken
    this.#before = await this.#read(agents)
    this.readAnew = agents
    for (const chat of changed) {
      const customer = this.#customers.get(chat)
      if (customer) this.#customers.set(chat, { viewer: customer.viewer, before: customer.now, now: await this.#client.customerChat(customer.viewer, chat) })
    }
  }

  /** Reads everything, at the end. */
  async lookAtAll(): Promise<void> {
    await this.lookAtAgents()
    this.readAnew = new Set(this.#agents)
    this.changed = new Set([...this.#members.keys(), ...this.#customers.keys()])
    for (const [chat, { viewer, before, now }] of this.#customers) {
      // A chat that is over is folded from the log, which takes its time.
      if (now?.state !== 'Completed') this.#customers.set(chat, { viewer, before, now: await this.#client.customerChat(viewer, chat) })
    }
  }

  /** Reads for all agents of the cast: also for those who were told nothing, as over a broken line. */
  async lookAtAgents(): Promise<void> {
    await this.#read(new Set(this.#agents))
  }

  /** Who has this chat among its own, and as what. */
  membersOf(chat: string): { readonly viewer: Viewer; readonly chat: ChatResource; readonly role: SeenRole }[] {
    return [...(this.#members.get(chat) ?? [])].flatMap((viewer) => {
      const read = this.#now.get(viewer)?.get(chat)
      return read ? [{ viewer, chat: read, role: roleIn(read) }] : []
    })
  }

  chatOf(agent: Viewer, chat: string): ChatResource | null {
    return this.#now.get(agent)?.get(chat) ?? null
  }

  /** The same as it was at the moment before. */
  chatBefore(agent: Viewer, chat: string): ChatResource | null {
    return (this.#before.get(agent) ?? this.#now.get(agent))?.get(chat) ?? null
  }

  customerIn(chat: string): CustomerSight | null {
    const customer = this.#customers.get(chat)
    if (!customer) return null
    return this.changed.has(chat) ? customer : { ...customer, before: customer.now }
  }

  messages(viewer: Viewer, chat: string, from?: number): Promise<readonly ReadMessage[] | null> {
    return this.#client.messagesOf(viewer, chat, from)
  }

  agentState(agent: Viewer): Promise<string> {
    return this.#client.agentState(agent)
  }

  /** Are all lines whole? */
  get isSteady(): boolean {
    return this.#broken.size === 0 && this.#disturbed.size === 0
  }

  /** Did everything that this viewer was told since the moment before arrive, once and in order? */
  isWhole(viewer: Viewer): boolean {
    return !this.#broken.has(viewer) && !this.#disturbed.has(viewer)
  }

  /** All that this agent reads, again. */
  chatsOf(agent: Viewer): Chats {
    return this.#now.get(agent) ?? new Map()
  }

  async #read(agents: ReadonlySet<Viewer>): Promise<ReadonlyMap<Viewer, Chats>> {
    const before = new Map<Viewer, Chats>()
    for (const agent of agents) {
      const had = this.#now.get(agent) ?? new Map<string, ChatResource>()
      const has = new Map((await this.#client.chatsOf(agent)).map((chat) => [chat.id, chat]))
      before.set(agent, had)
      this.#now.set(agent, has)
      for (const chat of had.keys()) if (!has.has(chat)) this.#members.get(chat)?.delete(agent)
      for (const chat of has.keys()) this.#membersIn(chat).add(agent)
    }
    return before
  }

  #membersIn(chat: string): Set<Viewer> {
    const members = this.#members.get(chat) ?? new Set()
    this.#members.set(chat, members)
    return members
  }

  #learn(chat: string | null, viewer: Viewer | null): void {
    if (chat === null || this.#customers.has(chat)) return
    this.#customers.set(chat, { viewer: viewer ?? visitorViewer(chat), before: null, now: null })
  }

  #noteLines(events: readonly Happened[]): void {
    const disturbed = new Set<Viewer>()
    for (const event of events) {
      if (event.kind !== 'line') continue
      disturbed.add(event.viewer)
      if (event.change === 'broke') {
        this.breaks += 1
        this.#broken.add(event.viewer)
      } else this.#broken.delete(event.viewer)
    }
    this.#disturbed = disturbed
  }
}

/**
 * Who an agent is in a chat, by what it may do (R4): supervisors alone can switch how much they are seen, and of all who
 * chat nobody but those whom the customer sees can mark the chat done. It is so in both dialects and under all settings.
 */
export function roleIn({ state, capabilities = [] }: ChatResource): SeenRole {
  if (state === 'Invited') return 'invited'
  if (state === 'LeftChat') return 'left'
  if (capabilities.some((name) => name === 'SwitchToMonitor' || name === 'SwitchToCoach' || name === 'SwitchBargeIn')) return 'supervisor'
  return capabilities.includes('Complete') ? 'party' : 'consultant'
}

/** Of those who chat, the ones whom the customer sees and who may do what an owner may. */
export function partiesIn(sight: Sight, chat: string): Viewer[] {
  return sight.membersOf(chat).flatMap(({ viewer, role }) => (role === 'party' ? [viewer] : []))
}
