import type { Failure } from '../wire/return-codes.ts'
import { cutOff, webSocketOf } from './connection.ts'
import type { Connection } from './connection.ts'

/** Requests a second where no room says otherwise. */
export const usualLimit = 500

/** How many seconds' worth may come in one go. */
const burstSeconds = 2

const burstMs = burstSeconds * 1000

/** How much one caller may still ask: it fills by the limit each second, up to a burst. */
class Bucket {
  #left = Number.POSITIVE_INFINITY
  #at = 0

  /** Takes one out; false when there is none. */
  take(limit: number, now: number): boolean {
    this.#left = Math.min(this.#left + ((now - this.#at) * limit) / 1000, limit * burstSeconds)
    this.#at = now
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }

  /** After a burst's time untouched it is full, whatever the limit. */
  isFull(now: number): boolean {
    return now - this.#at >= burstMs
  }
}

/** Who sends how much, so that nobody's flood is to the cost of others. */
export class Flood {
  readonly #buckets = new Map<string, Bucket>()
  #forgetting: NodeJS.Timeout | null = null

  /** How many callers are remembered. */
  get size(): number {
    return this.#buckets.size
  }

  /** Counts one request, and says whether it is one too many. */
  isTooMuch(caller: string, limit: number): boolean {
    return !this.#bucket(caller).take(limit, performance.now())
  }

  #bucket(caller: string): Bucket {
    const known = this.#buckets.get(caller)
    if (known) return known
    const bucket = new Bucket()
    this.#buckets.set(caller, bucket)
    this.#forgetting ??= setInterval(() => this.#forgetFull(), burstMs).unref()
    return bucket
  }

  /** A full bucket says no more than none. */
  #forgetFull(): void {
    const now = performance.now()
    for (const [caller, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(caller)
    if (this.#buckets.size > 0 || !this.#forgetting) return
    clearInterval(this.#forgetting)
    this.#forgetting = null
  }
}

/** What one too many is answered by, with HTTP 429. */
export function tooMuch(limit: number): Failure {
  return {
    statusCode: 9,
    statusMessage: `More than ${limit} requests a second: this one was not carried out. Try again in a second, or raise the room's setting "requestsPerSecond"`
  }
}

const reason = 'sends too much; nothing is taken here, operations go to /api/v2'

/** Long enough for a client that floods us to read why it is cut off. */
const lingerMs = 1000

/** Cuts a client off that floods its connection: there is nothing to be said over it, but hearing even that costs us time. */
export function watchSender(connection: Connection, limit: () => number): void {
  const bucket = new Bucket()
  const count = (): void => {
    if (!bucket.take(limit(), performance.now())) cutOff(connection, reason, { lingerMs, deaf: true })
  }
  const countPings = (): void => webSocketOf(connection)?.on('ping', count)
  connection.on('packet', count)
  connection.on('upgrade', countPings)
  countPings()
}
