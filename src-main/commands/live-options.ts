import type { PlayedBy } from '../contract/cast.ts'
import { BadInput, portIn } from '../exit-codes.ts'
import { durationIn, players as known } from '../scenario/seating.ts'
import { listed } from '../scenario/spelling.ts'

/** What `aside run` was asked for of seats and of a room that clients come into, checked. */

export interface LiveOptions {
  readonly port: number
  /** How long a seat is waited for, each time. */
  readonly patienceMs: number
  readonly speed: number
}

export interface GivenLiveOptions {
  readonly serve?: unknown
  readonly seat?: unknown
  readonly port?: unknown
  readonly patience?: unknown
  readonly speed?: unknown
}

const defaultPort = 8080
export const defaultPatience = '60s'

/** Null for a run that nobody comes into. */
export function liveOptionsIn({ serve, port, patience, speed }: GivenLiveOptions): LiveOptions | null {
  if (serve === true) return { port: portIn(port ?? defaultPort), patienceMs: patienceIn(patience ?? defaultPatience), speed: speedIn(speed ?? 1) }
  const stray = Object.entries({ port, patience, speed }).find(([, value]) => value !== undefined)
  if (stray) throw new BadInput(`--${stray[0]} goes with --serve; without it nobody can come in, and nobody is waited for`)
  return null
}

/** `--seat Anna=client`, once for each name. */
export function playersIn(given: unknown): ReadonlyMap<string, PlayedBy> {
  const players = new Map<string, PlayedBy>()
  for (const seat of given === undefined ? [] : [given].flat()) {
    const [, name = '', said] = /^(.+)=([^=]*)$/.exec(String(seat)) ?? []
    const player = known.find((one) => one === said)
    if (player === undefined) throw new BadInput(`--seat must read NAME=${listed(known, 'or')}, such as Anna=client, not ${String(seat)}`)
    if (players.has(name)) throw new BadInput(`${name} has one seat; --seat names it twice`)
    players.set(name, player)
  }
  return players
}

function patienceIn(given: unknown): number {
  const ms = durationIn(String(given))
  if (ms !== null && ms > 0) return ms
  throw new BadInput(`--patience must be a duration such as 30s or 2m, not ${String(given)}`)
}

function speedIn(given: unknown): number {
  if (typeof given === 'number' && given >= 0.1 && given <= 100) return given
  throw new BadInput(`--speed must be a number from 0.1 to 100, not ${String(given)}`)
}
