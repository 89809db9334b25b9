import type { RoomClient } from '../contract/client.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import { drawn } from './dice.ts'
import { waysOf } from './exploring.ts'
import type { Exploring, Fork } from './exploring.ts'
import { play } from './run.ts'
import type { RunProblem } from './progress.ts'
import type { Scenario } from './scenario.ts'

/** A room that an exploration plays in once. */
export interface ExploredRoom {
  readonly client: RoomClient
  nextDueAt(): number | null
  /** A short name of the room's whole state and of `more`. */
  digest(more: string): string
}

export type OpenExplored = (plan: RoomPlan) => ExploredRoom

/** What was decided at one fork. */
export interface Decision {
  readonly fork: Fork
  readonly chosen: number
}

/** An order in which something breaks. */
export interface Broken {
  readonly problem: RunProblem
  readonly decisions: readonly Decision[]
}

export interface Explored {
  /** How many orders were played, to their end or to where all that follows was known. */
  readonly orders: number
  /** How many different states were met at forks, and how often one was met again. */
  readonly states: number
  readonly recognised: number
  /** Every order there is was played; otherwise `budget` of them, and as many more by dice. */
  readonly isExhaustive: boolean
  readonly broken: Broken | null
}

export interface ExploreOptions {
  readonly plan: RoomPlan
  readonly open: OpenExplored
  /** How many orders are tried one after another before dice choose as many more. */
  readonly budget: number
  /** What counts as broken; anything if not given. */
  readonly isWanted?: (problem: RunProblem) => boolean
  readonly onOrder?: (orders: number) => void
  /** Only the order that is written in the file. */
  readonly isFirstOnly?: boolean
}

/**
 * Plays a scenario in every order that it leaves open: of the acts of a race, of time-outs against acts, of habits that come
 * soon or late. Depth first and exhaustive up to `budget` orders; after that as many more are drawn from the seed. Stops at the
 * first order in which something breaks. The same scenario, seed and budget explore the same orders.
 */
export async function explore(scenario: Scenario, options: ExploreOptions): Promise<Explored> {
  const seen = new Set<string>()
  let recognised = 0
  let orders = 0
  const playOne = async (choose: (depth: number, ways: number) => number | null): Promise<{ readonly broken: Broken | null; readonly decisions: readonly Decision[] }> => {
    const room = options.open(options.plan)
    const path = new Path(room, seen, choose)
    const { problems } = await play(scenario, room.client, () => {}, { plan: options.plan, exploring: path })
    const problem = problems.find((one) => options.isWanted?.(one) ?? true)
    orders += 1
    recognised += path.isKnown ? 1 : 0
    options.onOrder?.(orders)
    return { broken: problem ? { problem, decisions: path.decisions } : null, decisions: path.decisions }
  }
  const found = (isExhaustive: boolean, broken: Broken | null): Explored => ({ orders, states: seen.size, recognised, isExhaustive, broken })

  for (let prefix: readonly number[] | null = []; prefix !== null; ) {
    if (orders >= options.budget) return found(false, options.isFirstOnly ? null : await drawMore(playOne, options))
    const begun: readonly number[] = prefix
    const { broken, decisions } = await playOne((depth) => begun[depth] ?? null)
    if (broken) return found(false, broken)
    prefix = nextPrefix(decisions)
  }
  return found(true, null)
}

type PlayOne = (choose: (depth: number, ways: number) => number | null) => Promise<{ readonly broken: Broken | null }>

/** Beyond the bound: as many orders more, at each fork the file's way half of the time. */
async function drawMore(playOne: PlayOne, { plan: { seed }, budget }: ExploreOptions): Promise<Broken | null> {
  for (let draw = 0; draw < budget; draw += 1) {
    const { broken } = await playOne((depth, ways) => Math.max(0, drawn(seed, `order ${draw} fork ${depth}`, 2 - ways, ways) - 1))
    if (broken) return broken
  }
  return null
}

/** The last fork that has a way left, with that way; null if none has. */
function nextPrefix(decisions: readonly Decision[]): readonly number[] | null {
  const last = decisions.findLastIndex(({ fork, chosen }) => chosen + 1 < waysOf(fork))
  if (last === -1) return null
  return decisions.slice(0, last + 1).map(({ chosen }, place) => (place === last ? chosen + 1 : chosen))
}

/** One way through a run. */
class Path implements Exploring {
  decisions: readonly Decision[] = []
  /** It ended where all that follows was known. */
  isKnown = false
  readonly #room: ExploredRoom
  readonly #seen: Set<string>
  readonly #choose: (depth: number, ways: number) => number | null

  constructor(room: ExploredRoom, seen: Set<string>, choose: (depth: number, ways: number) => number | null) {
    this.#room = room
    this.#seen = seen
    this.#choose = choose
  }

  nextDueAt(): number | null {
    return this.#room.nextDueAt()
  }

  choose(fork: Fork, state: () => string): number | null {
    const wanted = this.#choose(this.decisions.length, waysOf(fork))
    if (wanted === null && this.#isSeen(fork, state)) return null
    const chosen = wanted ?? 0
    this.decisions = [...this.decisions, { fork, chosen }]
    return chosen
  }

  /** Where a way is wanted, somebody has been there already and wants another way on. */
  #isSeen(fork: Fork, state: () => string): boolean {
    // A habit is planned in the middle of what happens.
    if (fork.kind === 'habit') return false
    const key = this.#room.digest(`${fork.kind} ${state()}`)
    this.isKnown = this.#seen.has(key)
    this.#seen.add(key)
    return this.isKnown
  }
}
