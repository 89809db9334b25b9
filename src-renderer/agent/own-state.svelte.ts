import type { ChannelState, StateOperationName } from '../../src-main/wire/agent-states.ts'
import type { AgentStateResource } from '../../src-main/wire/resources.ts'
import type { MeResource } from '../../src-main/wire/users-and-queues.ts'
import { m } from '../shared/messages/messages.js'
import type { Rest } from '../shared/rest.ts'
import type { SimClock } from '../shared/sim-clock.svelte.ts'

export type Readiness = 'Ready' | 'NotReady' | 'AfterCallWork' | 'Logout'

const missedKey = 'aside.agent.missed'

/** How this agent stands: ready or not, since when and why, and whether it wants to be disturbed. */
export class OwnState {
  readiness = $state<Readiness>('Logout')
  /** Why it is not ready; null where nobody said. */
  reason = $state<string | null>(null)
  isUndisturbed = $state(false)
  /** Since when, in the room's time; null while nothing has said it. */
  since = $state<number | null>(null)
  /** It was made not ready because an invitation rang out; stays until its readiness changes. */
  hasMissed = $state(sessionStorage.getItem(missedKey) !== null)
  /** The reasons that this contact centre has. */
  reasons = $state.raw<readonly string[]>([])
  trouble = $state<string | null>(null)

  readonly #rest: Rest
  readonly #clock: SimClock
  /** What this window has asked for and not heard of yet: whatever else is heard came from somewhere else. */
  #asked = 0

  constructor(rest: Rest, clock: SimClock) {
    this.#rest = rest
    this.#clock = clock
  }

  ready(): Promise<void> {
    return this.#ask('Ready')
  }

  notReady(reason: string | null = null): Promise<void> {
    return this.#ask('NotReady', reason)
  }

  afterCallWork(): Promise<void> {
    return this.#ask('AfterCallWork')
  }

  undisturbed(isWanted: boolean): Promise<void> {
    return this.#ask(isWanted ? 'DoNotDisturbOn' : 'DoNotDisturbOff')
  }

  /** True where it was made not ready without asking for it; `hasMissed` where an invitation has just rung out. */
  hear(channels: readonly ChannelState[], hasMissed: boolean): boolean {
    const before = this.readiness
    this.#take(channels, null)
    const isForced = this.#asked === 0 && this.readiness === 'NotReady' && before === 'Ready'
    if (isForced && hasMissed) this.#setMissed(true)
    return isForced
  }

  read({ channels, availability }: MeResource): void {
    this.#take(channels, availability?.since ?? null)
  }

  async readReasons(): Promise<void> {
    const reply = await this.#rest.get<{ settings: AgentStateResource[] }>('/api/v2/settings/agent-states')
    if (reply.ok) this.reasons = reply.value.settings.flatMap(({ reason }) => (reason === undefined ? [] : [reason]))
  }

  async #ask(operationName: StateOperationName, reason: string | null = null): Promise<void> {
    this.#asked += 1
    const reply = await this.#rest.post('/api/v2/me', { operationName, ...(reason === null ? {} : { reason }) })
    this.#asked -= 1
    this.trouble = reply.ok ? null : reply.failure.statusMessage
    if (!reply.ok) return
    if (operationName === 'DoNotDisturbOn' || operationName === 'DoNotDisturbOff') this.isUndisturbed = operationName === 'DoNotDisturbOn'
    else this.#set(operationName === 'Offline' ? 'Logout' : operationName, reason, null)
  }

  #take(channels: readonly ChannelState[], since: number | null): void {
    const chat = channels.find(({ channel }) => channel === 'chat')
    if (!chat) return
    const { state, workMode, reason } = chat.userState
    this.isUndisturbed = chat.dndState === 'On'
    this.#set(workMode ?? state, reason ?? null, since)
  }

  #set(readiness: Readiness, reason: string | null, since: number | null): void {
    const isChange = readiness !== this.readiness || reason !== this.reason
    if (readiness !== 'NotReady') this.#setMissed(false)
    this.readiness = readiness
    this.reason = reason
    if (since !== null) this.since = since
    else if (isChange) this.since = this.#clock.now
  }

  #setMissed(hasMissed: boolean): void {
    this.hasMissed = hasMissed
    if (hasMissed) sessionStorage.setItem(missedKey, 'yes')
    else sessionStorage.removeItem(missedKey)
  }
}

/** A state in words, with its reason where it has one. */
export function stateWords(readiness: Readiness, reason: string | null): string {
  if (readiness === 'NotReady' && reason !== null) return m.agent_notReadyFor({ reason })
  return { Ready: m.agent_ready(), NotReady: m.agent_notReady(), AfterCallWork: m.agent_afterWork(), Logout: m.agent_loggedOut() }[readiness]
}
