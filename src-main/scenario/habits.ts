import { spanMs } from '../contract/duration.ts'
import type { Span } from '../contract/duration.ts'
import type { WhenAsked, WhenIdle, WhenInvited } from '../contract/habits.ts'
import type { Heard } from '../contract/client.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import { agentViewer, customerViewer, isAgent } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Cast } from '../contract/cast.ts'
import { drawn } from './dice.ts'
import type { Exploring } from './exploring.ts'
import { chatIn } from './memory.ts'

/** What a supporting actor is going to do by itself. */
export interface Habit {
  readonly due: number
  readonly actor: Viewer
  readonly chat: string
  readonly when: 'invited' | 'asked' | 'idle'
  readonly verb: 'accept' | 'reject' | 'leave' | 'say' | 'tellAgents'
  readonly text: string | null
}

interface Ways {
  readonly nickname: string
  readonly invited: WhenInvited | undefined
  readonly asked: WhenAsked | undefined
  readonly idle: WhenIdle | undefined
}

type Planned = Pick<Habit, 'verb' | 'text'> & { readonly span: Span }

/** Whoever is asked takes a moment to think, if the file does not say how long. */
const thinking: Span = { leastMs: 2000, mostMs: 6000 }
const atOnce: Span = { leastMs: 0, mostMs: 0 }

/** The habits of a cast: planned from what its people hear, done in the order in which they fall due, then were planned. */
export class Habits {
  readonly #plan: RoomPlan
  readonly #ways: ReadonlyMap<Viewer, Ways>
  /** What is said by habit is no question, or two habits would talk for ever. */
  readonly #texts: ReadonlySet<string>
  /** How often each habit was planned, and how often it was done. */
  readonly #tried = new Map<string, number>()
  readonly #done = new Map<string, number>()
  readonly #exploring: Exploring | undefined
  readonly #rests: (actor: Viewer) => boolean
  /** What an exploration decided. */
  readonly #decided = new Map<string, number>()
  #planned: readonly Habit[] = []

  /** `rests` tells whose habits rest for now, where seats change: what they plan meanwhile is done when they go on, if it still can be. */
  constructor(cast: Cast, plan: RoomPlan, exploring?: Exploring, rests?: (actor: Viewer) => boolean) {
    this.#plan = plan
    this.#exploring = exploring
    this.#rests = rests ?? (() => false)
    const isAlways = rests !== undefined
    this.#ways = new Map([...agentWays(cast, plan, isAlways), ...customerWays(cast, plan, isAlways)])
    this.#texts = new Set([...this.#ways.values()].flatMap(({ asked, idle }) => [...textsOf(asked), ...textsOf(idle)]))
  }

  hear({ viewer, at, said }: Heard): void {
    const ways = this.#ways.get(viewer)
    const chat = chatIn(said)
    if (!ways || chat === null) return
    if ('messages' in said) {
      for (const message of said.messages) {
        // Whoever comes in is told of what was said before; that asks for nothing.
        const isNew = !('timestampSeconds' in message) || message.timestampSeconds === this.#plan.starts + at
        if (message.type !== 'Text' || message.text === undefined || !isNew) continue
        const isOwn = message.from.nickname === ways.nickname && message.from.type === (isAgent(viewer) ? 'Agent' : 'Customer')
        const isToAgents = 'visibility' in message && message.visibility === 'Agents' && message.from.type === 'Agent'
        if (isOwn) this.#forgetAll(viewer, chat, 'asked')
        else if (isToAgents && !this.#texts.has(message.text)) this.#add(viewer, chat, 'asked', at, answerOf(ways.asked))
        const idle = idleOf(ways.idle)
        // Nobody goes on saying the same into a silence, but there may be something else to say.
        if (!isOwn || !this.#texts.has(message.text) || idle.length > 1) this.#add(viewer, chat, 'idle', at, idle)
      }
    } else if ('chat' in said && said.notificationType === 'StatusChange') {
      if (said.chat.state === 'Invited') this.#add(viewer, chat, 'invited', at, entryOf(ways.invited))
      if (said.chat.state === 'Chatting') this.#add(viewer, chat, 'idle', at, idleOf(ways.idle))
    }
  }

  /** What the future depends on. */
  state(): unknown {
    return [this.#planned, [...this.#tried], [...this.#done]]
  }

  next(): Habit | null {
    return this.#planned.find(({ actor }) => !this.#rests(actor)) ?? null
  }

  forget(habit: Habit): void {
    this.#planned = this.#planned.filter((one) => one !== habit)
  }

  /** It is being done, and the next of several texts comes next. */
  begin(habit: Habit): void {
    const name = `${habit.actor} ${habit.when}`
    this.#done.set(name, (this.#done.get(name) ?? 0) + 1)
  }

  /** How long it takes; an exploration decides once for all of somebody's habits of a kind. */
  #takes(actor: Viewer, when: Habit['when'], { leastMs, mostMs }: Span, name: string): number {
    if (this.#exploring && leastMs < mostMs) {
      const key = `${actor} ${when}`
      const way = this.#decided.get(key) ?? this.#exploring.choose({ kind: 'habit', actor, when, leastMs, mostMs }, () => '') ?? 0
      this.#decided.set(key, way)
      if (way > 0) return way === 1 ? leastMs : mostMs
    }
    return drawn(this.#plan.seed, name, leastMs, mostMs)
  }

  #forgetAll(actor: Viewer, chat: string, when: Habit['when']): void {
    this.#planned = this.#planned.filter((one) => one.actor !== actor || one.chat !== chat || one.when !== when)
  }

  /** Of several texts each is said once, in turn; one alone is said again and again. */
  #add(actor: Viewer, chat: string, when: Habit['when'], at: number, planned: readonly Planned[]): void {
    // One answer to several questions at a time, and one silence.
    if (when !== 'invited') this.#forgetAll(actor, chat, when)
    const name = `${actor} ${when}`
    const doing = planned.length > 1 ? planned[this.#done.get(name) ?? 0] : planned[0]
    if (!doing) return
    const tried = this.#tried.get(name) ?? 0
    this.#tried.set(name, tried + 1)
    const due = at + this.#takes(actor, when, doing.span, `${name} ${tried}`)
    const habit: Habit = { due, actor, chat, when, verb: doing.verb, text: doing.text }
    this.#planned = [...this.#planned, habit].sort((one, other) => one.due - other.due)
  }
}

/** The habits of those whom the script plays, or may come to play. */
function agentWays(cast: Cast, { agents }: RoomPlan, isAlways: boolean): [Viewer, Ways][] {
  return Object.entries(cast.agents ?? {}).flatMap(([name, agent]): [Viewer, Ways][] => {
    if (!isAlways && (agent?.['played by'] ?? 'script') !== 'script') return []
    return [[agentViewer(name), { nickname: agents[name]?.nickname ?? name, invited: agent?.['when invited'], asked: agent?.['when asked'], idle: agent?.['when idle'] }]]
  })
}

function customerWays(cast: Cast, { customers }: RoomPlan, isAlways: boolean): [Viewer, Ways][] {
  return Object.entries(cast.customers ?? {}).flatMap(([name, customer]): [Viewer, Ways][] => {
    if (!isAlways && (customer?.['played by'] ?? 'script') !== 'script') return []
    return [[customerViewer(name), { nickname: customers[name]?.nickname ?? name, invited: undefined, asked: undefined, idle: customer?.['when idle'] }]]
  })
}

function entryOf(habit: WhenInvited | undefined): Planned[] {
  if (habit === undefined || habit === 'ignore') return []
  if (typeof habit === 'string') return [{ verb: habit, text: null, span: atOnce }]
  return 'accept' in habit ? [{ verb: 'accept', text: null, span: spanMs(habit.accept) ?? atOnce }] : [{ verb: 'reject', text: null, span: spanMs(habit.reject) ?? atOnce }]
}

function answerOf(habit: WhenAsked | undefined): Planned[] {
  if (!habit) return []
  const span = (habit.after === undefined ? null : spanMs(habit.after)) ?? thinking
  return textsOf(habit).map((text) => ({ verb: 'say' in habit ? 'say' : 'tellAgents', text, span }))
}

function idleOf(habit: WhenIdle | undefined): Planned[] {
  if (!habit) return []
  if ('leave' in habit) return [{ verb: 'leave', text: null, span: spanMs(habit.leave) ?? atOnce }]
  return textsOf(habit).map((text) => ({ verb: 'say', text, span: spanMs(habit.after) ?? atOnce }))
}

/** All that a habit says. */
export function textsOf(habit: WhenAsked | WhenIdle | undefined): string[] {
  if (!habit) return []
  return [('say' in habit ? habit.say : 'tellAgents' in habit ? habit.tellAgents : [])].flat()
}
