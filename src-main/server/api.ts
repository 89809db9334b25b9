import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Context, MiddlewareHandler } from 'hono'
import type { Failure } from '../wire/return-codes.ts'
import { malformed } from '../wire/return-codes.ts'
import type { Caller } from './caller.ts'
import { callerOf } from './caller.ts'
import { accessDenied, answer } from './envelope.ts'
import type { Host, HostedRoom } from './host.ts'
import type { PageCodes, Tokens } from './tokens.ts'

/** What every door is made with. */
export interface Doors {
  readonly host: Host
  readonly tokens: Tokens
  readonly codes: PageCodes
  /** The port that we listen on, known once we do. */
  port(): number
}

export interface DoorEnv {
  Bindings: HttpBindings
  Variables: { caller: Caller; body: unknown }
}

export type DoorContext = Context<DoorEnv>

const bodyBytesMax = 1024 * 1024

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
      return answer(context, malformed('The body is larger than 1 MiB'))
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
function bodyOf(incoming: HttpBindings['incoming']): Promise<string | null> {
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

/** Finds out who is calling; a credential that is no good ends here. */
export function knownCaller({ host, tokens, port }: Doors): MiddlewareHandler<DoorEnv> {
  return async (context, next) => {
    const chat = /\/chats\/([^/]+)/.exec(context.req.path)?.[1] ?? null
    const caller = callerOf(context.env.incoming.headers, port(), host, tokens, chat)
    if ('statusCode' in caller) return answer(context, caller)
    context.set('caller', caller)
    await next()
  }
}

/** The agent that is calling, with its room; or the failure to answer with. */
export function agentCalling(context: DoorContext, host: Host): (Extract<Caller, { kind: 'agent' }> & { hosted: HostedRoom }) | Failure {
  const caller = context.get('caller')
  const hosted = caller.kind === 'agent' ? host.room(caller.room) : undefined
  return caller.kind === 'agent' && hosted ? { ...caller, hosted } : accessDenied
}

/** A list as the API pages it: `startIndex` and `count`, both optional (wire-facts 2.5). */
export function paged<Item>(context: DoorContext, items: readonly Item[]): readonly Item[] | Failure {
  const start = wholeNumber(context.req.query('startIndex'), 0)
  const count = wholeNumber(context.req.query('count'), items.length)
  if (start === null || count === null) return malformed('Parameters "startIndex" and "count" must be whole numbers from 0')
  return items.slice(start, start + count)
}

function wholeNumber(text: string | undefined, otherwise: number): number | null {
  if (text === undefined) return otherwise
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}
