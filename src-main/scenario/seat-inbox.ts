import type { AtDoor } from '../contract/at-door.ts'
import type { Answer, Request } from '../contract/client.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Memory } from './memory.ts'
import type { Act } from './scenario.ts'
import { isHarmless, operationOf } from './seat-request.ts'
import type { SeatRequest } from './seat-request.ts'
import { clockText } from './wording.ts'

/** What a step waits for next: how a request differs from it, null where it fits. */
export interface Awaited {
  readonly act: Act
  readonly differs: (request: SeatRequest) => string | null
}

/** The first request that counts, with the step that it fits; else with how it differs from the step that it comes nearest to. */
export interface Taken {
  readonly act: Act
  readonly request: SeatRequest
  /** Null where it fits, empty where it is something else altogether. */
  readonly difference: string | null
}

type Arrived = { -readonly [Key in keyof SeatRequest]: SeatRequest[Key] } & { readonly settle: (answer: Answer) => void }
type Arriving = Omit<SeatRequest, 'currentChat' | 'heardBefore' | 'answered'>

/** What the players of some seats have asked for and no step has taken yet, in their order. */
export class SeatInbox {
  readonly #memory: Memory
  readonly #came = new Set<Viewer>()
  readonly #signedIn = new Set<Viewer>()
  readonly #last = new Map<Viewer, string>()
  #requests: readonly Arrived[] = []
  /** Those that a step has taken while they were held on their way. */
  #held: readonly Arrived[] = []

  constructor(memory: Memory) {
    this.#memory = memory
  }

  /** The room has answered somebody; it tells of that before anybody hears what comes of it. */
  asked(viewer: Viewer, { chat, operation }: Request, answer: Answer, at: number): void {
    const { operationName } = operation
    if (operationName === 'RequestChat' && answer.chat !== undefined) this.#memory.enter(viewer, answer.chat)
    if (operationName === 'ChannelOpened' || operationName === 'StartContactCenterSession' || operationName === 'Ready') this.#signedIn.add(viewer)
    if (operationName !== 'ReadFeed') this.#last.set(viewer, `${operationName}, at ${clockText(at)}`)
    if (!this.#settled(viewer, ({ body }) => operationOf(body) === operationName, answer)) this.#arrive({ viewer, at, chat, body: operation, turnedAway: null, answer })
  }

  atDoor(seen: AtDoor, at: number): void {
    const { viewer } = seen
    if (seen.what === 'came') this.#came.add(viewer)
    else if (seen.what === 'held') this.#arrive({ viewer, at, chat: seen.chat, body: seen.body, turnedAway: null, answer: null })
    else if (!this.#settled(viewer, ({ body }) => body === seen.body, seen.failure)) this.#arrive({ viewer, at, chat: seen.chat, body: seen.body, turnedAway: seen.asked, answer: seen.failure })
  }

  hasCome(viewer: Viewer): boolean {
    return this.#came.has(viewer)
  }

  /** It can be told things, or has begun to work. */
  hasSignedIn(viewer: Viewer): boolean {
    return this.#signedIn.has(viewer)
  }

  lastOf(viewer: Viewer): string | null {
    return this.#last.get(viewer) ?? null
  }

  of(viewer: Viewer): readonly SeatRequest[] {
    return this.#requests.filter((request) => request.viewer === viewer)
  }

  /** What it took to sign in is no answer to a step. */
  forgetChannels(): void {
    this.#requests = this.#requests.filter(({ body }) => !['ChannelOpened', 'ChannelClosed'].includes(operationOf(body)))
  }

  /** Takes out the first request that one of these steps waits for, or that none of them does; what is harmless is passed over. */
  take(awaited: readonly Awaited[]): Taken | null {
    for (const request of this.#requests) {
      const differences = awaited.filter(({ act }) => act.actor === request.viewer).map(({ act, differs }) => ({ act, request, difference: differs(request) }))
      const fitting = differences.find(({ difference }) => difference === null)
      const nearest = fitting ?? differences.find(({ difference }) => difference !== '') ?? differences[0]
      if (!nearest || (!fitting && isHarmless(request))) continue
      this.#requests = this.#requests.filter((one) => one !== request)
      if (request.answer === null) this.#held = [...this.#held, request]
      return nearest
    }
    return null
  }

  /** Takes out the first request that fits one of these steps and `counts`; all others stay. What is still held on its way has not happened. */
  takeFitting(awaited: readonly Awaited[], counts: (act: Act, request: SeatRequest) => boolean): Taken | null {
    for (const request of this.#requests) {
      if (request.answer === null) continue
      const fitting = awaited.find(({ act, differs }) => act.actor === request.viewer && differs(request) === null && counts(act, request))
      if (!fitting) continue
      this.#requests = this.#requests.filter((one) => one !== request)
      return { act: fitting.act, request, difference: null }
    }
    return null
  }

  /** Takes out the first request of somebody that is wanted. */
  takeOf(viewer: Viewer, isWanted: (request: SeatRequest) => boolean): SeatRequest | null {
    const found = this.#requests.find((request) => request.viewer === viewer && isWanted(request))
    if (!found) return null
    this.#requests = this.#requests.filter((one) => one !== found)
    return found
  }

  /** What somebody did before it was handed back is no answer to a later step. */
  forget(viewer: Viewer): void {
    this.#requests = this.#requests.filter((request) => request.viewer !== viewer)
  }

  #arrive(arriving: Arriving): void {
    const { promise, resolve } = Promise.withResolvers<Answer>()
    if (arriving.answer) resolve(arriving.answer)
    const arrived = { ...arriving, currentChat: this.#memory.currentChat(arriving.viewer), heardBefore: this.#memory.heard.length, answered: promise, settle: resolve }
    this.#requests = [...this.#requests, arrived]
  }

  /** A request that was held has come in: it is the first like it. */
  #settled(viewer: Viewer, isIt: (one: SeatRequest) => boolean, answer: Answer): boolean {
    const found = [...this.#held, ...this.#requests].find((one) => one.viewer === viewer && one.answer === null && isIt(one))
    if (!found) return false
    found.answer = answer
    found.settle(answer)
    return true
  }
}
