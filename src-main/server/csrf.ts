import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Failure } from '../wire/return-codes.ts'
import type { AgentCaller } from './caller.ts'

/**
 * Protection against requests that a foreign page makes a browser send (wire-facts 4.2): off by default, switched on for a
 * room by the name of a header. A session learns its token, and the header's name, from every response.
 */

const changing: ReadonlySet<string> = new Set(['POST', 'PUT', 'DELETE', 'PATCH'])

const rememberedTokens = 10_000

/** The sentence is the real one (wire-facts 4.1), and so is the status 403 (R16). */
export const noCsrfToken: Failure = { statusCode: 3, statusMessage: 'Missing or invalid Csrf token' }

/** The tokens of all sessions. They are made from the session, so they are good after a restart on the same log. */
export class CsrfTokens {
  readonly #secret: Buffer
  /** Signing costs more than looking up. */
  readonly #known = new Map<string, string>()

  constructor(secret: Buffer) {
    this.#secret = secret
  }

  /** Tells a session its token in the headers of the response, whatever the response will be, and returns it. */
  tell(session: AgentCaller, header: string, response: ServerResponse): string {
    const token = this.#tokenOf(session)
    response.setHeader('X-CSRF-HEADER', header)
    response.setHeader(header, token)
    return token
  }

  #tokenOf({ room, viewer }: AgentCaller): string {
    const session = JSON.stringify([room, viewer])
    const known = this.#known.get(session)
    if (known !== undefined) return known
    const token = inFormOfUuid(createHmac('sha256', this.#secret).update(`csrf ${session}`).digest('hex'))
    if (this.#known.size >= rememberedTokens) this.#known.clear()
    this.#known.set(session, token)
    return token
  }
}

/** Whether a request that would change something comes without the token that is due. */
export function lacksToken({ method, headers }: IncomingMessage, header: string, due: string): boolean {
  if (!changing.has(method ?? '')) return false
  const given = headers[header.toLowerCase()]
  return typeof given !== 'string' || !isSame(given, due)
}

/** Compared in a time that tells nothing of where they differ. */
function isSame(given: string, due: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(due)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Clients expect a UUID (wire-facts 4.2). */
function inFormOfUuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
