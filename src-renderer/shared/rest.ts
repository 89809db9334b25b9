import type { Failure } from '../../src-main/wire/return-codes.ts'
import { m } from './messages/messages.js'
import type { Say } from './saying.ts'

export type Reply<T> = { ok: true; value: T } | { ok: false; failure: Failure }

/** Return code 20: whoever asks is not, or no longer, signed in. */
const notSignedIn = 20

/** Requests of one signed-in page. No cookie ever goes along, so that tabs of one browser stay themselves. */
export class Rest {
  readonly token: string | null
  readonly #signedOut: () => void
  readonly #say: Say

  /** `say` puts what a request is refused with into the window's language. */
  constructor(token: string | null, signedOut: () => void, say: Say) {
    this.token = token
    this.#signedOut = signedOut
    this.#say = say
  }

  get<T>(path: string): Promise<Reply<T>> {
    return this.#fetch<T>(path, { method: 'GET' })
  }

  post<T>(path: string, body: object): Promise<Reply<T>> {
    return this.#fetch<T>(path, { method: 'POST', body: JSON.stringify(body) })
  }

  async #fetch<T>(path: string, request: RequestInit): Promise<Reply<T>> {
    const headers: Record<string, string> = { Accept: 'application/json' }
    if (request.body !== undefined) headers['Content-Type'] = 'application/json'
    if (this.token !== null) headers['Authorization'] = `Bearer ${this.token}`
    try {
      const response = await fetch(path, { ...request, headers, credentials: 'omit' })
      const answer: unknown = await response.json()
      if (response.ok && !isFailure(answer)) return { ok: true, value: answer as T }
      const failure: Failure = isFailure(answer) ? { ...answer, statusMessage: this.#say(answer.statusMessage) } : { statusCode: 4, statusMessage: m.shared_oddAnswer({ status: response.status }) }
      if (failure.statusCode === notSignedIn && this.token !== null) this.#signedOut()
      return { ok: false, failure }
    } catch {
      return { ok: false, failure: { statusCode: 4, statusMessage: m.shared_unreachable() } }
    }
  }
}

function isFailure(answer: unknown): answer is Failure {
  if (typeof answer !== 'object' || answer === null || !('statusCode' in answer)) return false
  return answer.statusCode !== 0
}
