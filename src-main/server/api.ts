import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import type { Context, MiddlewareHandler } from 'hono'
import { malformed } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'
import type { Admission } from './admission.ts'
import type { AgentCaller, Caller } from './caller.ts'
import { callerOf } from './caller.ts'
import { accessDenied, answer } from './envelope.ts'
import type { Host, HostedRoom } from './host.ts'
import { giveSession } from './session-cookie.ts'
import { inChosenDialect } from './session-dialect.ts'
import type { PageCodes, TokenBook } from './tokens.ts'

/** What every door is made with. */
export interface Doors {
  readonly host: Host
  readonly tokens: TokenBook
  readonly codes: Pick<PageCodes, 'issue' | 'seat'>
  readonly admission: Admission
  /** The port that we listen on, known once we do. */
  port(): number
}

export interface DoorEnv {
  Bindings: HttpBindings
  Variables: { caller: Caller; body: unknown; isFromRoom?: boolean }
}

export type DoorContext = Context<DoorEnv>

const bodyBytesMax = 1024 * 1024

export const bodyTooLarge = malformed('The body is larger than 1 MiB')

export function newDoor(): Hono<DoorEnv> {
  return new Hono<DoorEnv>()
}

/**
 * Reads the body of a POST as JSON into the context, or answers what is wrong with it. Read from Node's own stream: a limit
 * on the web stream would cost more than all the rest of a request.
 */
export const jsonBody: MiddlewareHandler<DoorEnv> = async (context, next) => {
  if (context.req.method === 'POST') {
    const text = await bodyOf(context.env.incoming)
    if (text === null) {
      // The rest of the body is not read, so nothing more can be understood on this connection.
      context.header('connection', 'close')
      return answer(context, bodyTooLarge)
    }
    try {
      context.set('body', JSON.parse(text))
    } catch {
      return answer(context, malformed('The body is not valid JSON'))
    }
  }
  await next()
}

/** The whole body, or null as soon as it is too large. */
export function bodyOf(incoming: HttpBindings['incoming']): Promise<string | null> {
  return new Promise((done, failed) => {
    const chunks: Buffer[] = []
    let bytes = 0
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > bodyBytesMax) {
        incoming.pause()
        return done(null)
      }
      chunks.push(chunk)
    })
    incoming.once('end', () => done(Buffer.concat(chunks).toString()))
    incoming.once('error', failed)
  })
}

/** Finds out who is calling; a credential that is no good ends here, and so does who is not admitted. */
export function knownCaller({ host, tokens, admission, port }: Doors): MiddlewareHandler<DoorEnv> {
  return async (context, next) => {
    const chat = chatIn(context.req.path)
    const { incoming, outgoing } = context.env
    const known = callerOf(incoming.headers, port(), host, tokens, chat)
    const refusal = admission.refusal(known, incoming, outgoing)
    if (refusal) return context.json(refusal.failure, refusal.status)
    const caller = inChosenDialect(known, incoming)
    if ('statusCode' in caller) return answer(context, caller)
    // Windows have a token of their own instead of a session; what they choose is for this request.
    if ('by' in caller && caller.switchesDialect && caller.by !== 'token') giveSession(context, caller, host, tokens, port())
    context.set('caller', caller)
    await next()
  }
}

/** The id of the chat in an address. */
export function chatIn(path: string): string | null {
  return /\/chats\/([^/]+)/.exec(path)?.[1] ?? null
}

/** A request that the trainer or a scenario holds on its way waits here until it is released. */
export function heldBack({ host }: Doors): MiddlewareHandler<DoorEnv> {
  return async (context, next) => {
    const caller = context.get('caller')
    const isStranger = caller.kind === 'nobody' && context.req.path.startsWith('/api/')
    const hosted = 'room' in caller ? host.room(caller.room) : isStranger ? host.defaultRoom() : null
    if (context.req.method === 'POST' && hosted) {
      const body = context.get('body')
      const name = typeof body === 'object' && body !== null && 'operationName' in body ? body.operationName : undefined
      const viewer = 'viewer' in caller ? caller.viewer : null
      const passage = hosted.room.holds.passage(viewer, name)
      if (passage && viewer) hosted.lobby.saw({ what: 'held', viewer, chat: chatIn(context.req.path), body })
      await passage
    }
    await next()
  }
}

const runStopped: Failure = { statusCode: 2, statusMessage: 'This run was stopped, and its time with it: it can be read, and nothing more can be done in it' }

/** Where time has come to its end nothing can be acknowledged any more: nothing would ever come of it. */
export function refusedWhenStopped({ host }: Doors): MiddlewareHandler<DoorEnv> {
  return async (context, next) => {
    const caller = context.get('caller')
    const isStopped = 'room' in caller && host.room(caller.room)?.pace.isStopped === true
    if (isStopped && context.req.method === 'POST' && context.req.path.startsWith('/api/')) return answer(context, runStopped)
    await next()
  }
}

/** A window whose line is cut reaches nobody: its connection ends without an answer, as over a line that is dead. */
export function cutOffWindow({ host }: Doors): MiddlewareHandler<DoorEnv> {
  return async (context, next) => {
    const caller = context.get('caller')
    const isWindow = 'viewer' in caller && context.req.header('authorization')?.startsWith('Bearer ') === true
    if (!isWindow || host.room(caller.room)?.room.lineOf(caller.viewer)?.network !== 'disconnect') return next()
    context.env.outgoing.destroy()
    return RESPONSE_ALREADY_SENT
  }
}

/** The agent that is calling, with its room. */
export type CallingAgent = AgentCaller & { readonly hosted: HostedRoom }

/** A handler for agents alone; whoever else calls is denied, and so is reading where the room wants that to fail. */
export function forAgent({ host }: Doors, handle: (context: DoorContext, agent: CallingAgent) => Response): (context: DoorContext) => Response {
  return (context) => {
    const caller = context.get('caller')
    const hosted = caller.kind === 'agent' ? host.room(caller.room) : undefined
    if (caller.kind !== 'agent' || !hosted) return answer(context, accessDenied)
    const fault = context.req.method === 'GET' ? hosted.views.readingFault(caller.name) : null
    return fault ? answer(context, fault) : handle(context, { ...caller, hosted })
  }
}

/** What makes a retry harmless (R20). */
export function keyOf(context: DoorContext): string | null {
  return context.req.header('idempotency-key')?.slice(0, 200) ?? null
}
