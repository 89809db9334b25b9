import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Failure } from '../wire/return-codes.ts'
import type { Caller } from './caller.ts'
import { CsrfTokens, lacksToken, noCsrfToken } from './csrf.ts'
import { Flood, tooMuch, usualLimit } from './flood.ts'
import type { Host, HostedRoom } from './host.ts'

/** Why a request is not heard, and its HTTP status: 429 has no return code of its own. */
export interface NotAdmitted {
  readonly failure: Failure
  readonly status: 403 | 429
}

/** What every request must pass once it is known who is calling, and before its body is read: the same for all doors. */
export class Admission {
  readonly #host: Host
  readonly #csrf: CsrfTokens
  readonly #flood = new Flood()

  constructor(host: Host) {
    this.#host = host
    this.#csrf = new CsrfTokens(host.secret)
  }

  /** Why this request is not heard, or null. Sets headers of the response, whatever that will be. */
  refusal(caller: Caller | Failure, request: IncomingMessage, response: ServerResponse): NotAdmitted | null {
    const room = this.#roomOf(caller)
    const csrfHeader = room?.plan.settings.csrfHeader
    // Whoever brings a token of ours by itself is not a browser that was made to; customers know no such protection.
    const isProtected = csrfHeader && 'by' in caller && caller.by !== 'token'
    const due = isProtected ? this.#csrf.tell(caller, csrfHeader, response) : ''
    const limit = limitIn(room)
    if (this.#flood.isTooMuch(nameOf(caller), limit)) {
      response.setHeader('retry-after', '1')
      return { failure: tooMuch(limit), status: 429 }
    }
    return isProtected && lacksToken(request, csrfHeader, due) ? { failure: noCsrfToken, status: 403 } : null
  }

  /** How many requests or packets a second somebody may send of whom nothing is known. */
  limitOfStrangers(): number {
    return limitIn(this.#host.defaultRoom()?.room)
  }

  #roomOf(caller: Caller | Failure): HostedRoom['room'] | undefined {
    return 'room' in caller ? this.#host.room(caller.room)?.room : this.#host.defaultRoom()?.room
  }
}

/** Whose requests are counted together: those of a session, of callers without a credential, and of those with a bad one. */
function nameOf(caller: Caller | Failure): string {
  if ('statusCode' in caller) return 'refused'
  if ('by' in caller) return `${caller.by} ${caller.room}/${caller.viewer}`
  return caller.kind === 'customer' ? `${caller.room}/${caller.viewer}` : caller.kind
}

function limitIn(room: HostedRoom['room'] | undefined): number {
  return room?.plan.settings.requestsPerSecond ?? usualLimit
}
