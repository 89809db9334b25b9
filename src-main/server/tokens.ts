import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Viewer } from '../contract/viewer.ts'
import type { Dialect } from '../wire/dialect.ts'

/** Whose token it is. The trainer's is good for the control door and for nothing else. */
export type Bearer = Seat | { readonly kind: 'trainer' }

/** Somebody's place in a room. A session's cookie says more than a window's token. */
export interface Seat {
  readonly kind: 'viewer'
  readonly room: string
  readonly viewer: Viewer
  /** What the session is spoken to in; the room's own dialect where it did not choose. */
  readonly dialect?: Dialect
  /** How many sessions of the agent had ended when this one began: with the next that ends, it is good for nothing. */
  readonly sessionsEnded?: number
}

const rememberedTokens = 10_000

/** What gives and knows tokens: all that a door needs. */
export interface TokenBook {
  give(bearer: Bearer): string
  /** Null for a token that is not, or no longer, good. */
  read(token: string): Bearer | null
}

/** Tokens carry who they are for, signed; nothing is kept, so they are good after a restart on the same log. */
export class Tokens implements TokenBook {
  readonly #secret: KeyObject
  /** Those that were found good lately: signing costs more than looking up. */
  readonly #known = new Map<string, Bearer>()

  constructor(secret: Buffer) {
    this.#secret = createSecretKey(secret)
  }

  give(bearer: Bearer): string {
    const text = bearer.kind === 'trainer' ? 'trainer' : JSON.stringify(seatTold(bearer))
    const body = Buffer.from(text).toString('base64url')
    return `${body}.${this.#sign(body).toString('base64url')}`
  }

  /** Null for what we did not sign. */
  read(token: string): Bearer | null {
    const known = this.#known.get(token)
    if (known) return known
    const bearer = this.#verified(token)
    if (bearer) {
      if (this.#known.size >= rememberedTokens) this.#known.clear()
      this.#known.set(token, bearer)
    }
    return bearer
  }

  #verified(token: string): Bearer | null {
    const [body, signature, more] = token.split('.')
    if (!body || !signature || more !== undefined) return null
    const given = Buffer.from(signature, 'base64url')
    const due = this.#sign(body)
    if (given.length !== due.length || !timingSafeEqual(given, due)) return null
    const text = Buffer.from(body, 'base64url').toString()
    if (text === 'trainer') return { kind: 'trainer' }
    const [room, viewer, session] = JSON.parse(text) as SeatTold
    return { kind: 'viewer', room, viewer, ...session }
  }

  #sign(body: string): Buffer {
    return createHmac('sha256', this.#secret).update(body).digest()
  }
}

/** A seat as a token has it. */
type SeatTold = readonly [room: string, viewer: Viewer, session?: Pick<Seat, 'dialect' | 'sessionsEnded'>]

function seatTold({ room, viewer, dialect, sessionsEnded }: Seat): SeatTold {
  return sessionsEnded === undefined ? [room, viewer] : [room, viewer, { sessionsEnded, ...(dialect ? { dialect } : {}) }]
}

/**
 * Codes that sign a page in. They stand in the fragment of an address, which no server sees and the page takes out of the
 * address bar as soon as it is signed in; they end with the process. A code opens its seat more than once, because people come back to the
 * address that they were given.
 */
export class PageCodes {
  readonly #seats = new Map<string, Bearer>()
  readonly #codes = new Map<string, string>()

  issue(seat: Bearer): string {
    const key = JSON.stringify(seat)
    const known = this.#codes.get(key)
    if (known) return known
    const code = randomBytes(18).toString('base64url')
    this.#seats.set(code, seat)
    this.#codes.set(key, code)
    return code
  }

  seat(code: string): Bearer | null {
    return this.#seats.get(code) ?? null
  }
}
