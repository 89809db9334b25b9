import { timingSafeEqual, createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { parse as parseCookies } from 'hono/utils/cookie'
import type { Viewer } from '../contract/viewer.ts'
import type { Dialect } from '../wire/dialect.ts'
import type { Failure } from '../wire/return-codes.ts'
import { accessDenied } from './envelope.ts'
import type { Host } from './host.ts'
import type { TokenBook } from './tokens.ts'

/**
 * Who is calling, asked in one place for HTTP and for sockets. An explicit credential beats a cookie; our own windows use no
 * cookie. Nobody is ever challenged with `WWW-Authenticate`, since a browser would answer that with a box of its own.
 */
export type Caller =
  | AgentCaller
  | { readonly kind: 'customer'; readonly room: string; readonly viewer: Viewer }
  | { readonly kind: 'trainer' }
  | { readonly kind: 'nobody' }

export interface AgentCaller {
  readonly kind: 'agent'
  readonly room: string
  readonly name: string
  readonly viewer: Viewer
  readonly by: 'password' | 'cookie' | 'token'
  /** What it is spoken to in. */
  readonly dialect: Dialect
  /** The request itself chose the dialect, and what it came with says another. */
  readonly switchesDialect?: boolean
}

/** The name of an agent's session cookie; cookies do not tell ports apart, so the name does. */
export const agentCookie = (port: number): string => `aside_${port}`

/** The name of the cookie of one customer's chat. */
export const chatCookie = (port: number, chat: string): string => `aside_${port}_${chat}`

/** Who is calling by these headers. `chat` is the one that the request is about, if any. A Failure for a credential that is no good. */
export function callerOf(headers: IncomingHttpHeaders, port: number, host: Host, tokens: TokenBook, chat: string | null): Caller | Failure {
  const { authorization } = headers
  if (authorization !== undefined) {
    const caller = byCredential(authorization, host, tokens)
    return 'by' in caller && caller.by === 'password' ? goingOn(caller, headers, port, host, tokens) : caller
  }
  const cookies = parseCookies(headers.cookie ?? '')
  const agent = cookies[agentCookie(port)]
  const customer = chat === null ? undefined : cookies[chatCookie(port, chat)]
  // An agent's session and a customer's token for the same chat: nobody can be both (R22).
  if (agent !== undefined && customer !== undefined) return accessDenied
  const token = agent ?? customer
  if (token === undefined) return { kind: 'nobody' }
  const caller = byToken(token, host, tokens)
  return 'by' in caller ? { ...caller, by: 'cookie' } : caller
}

/** Who is calling by a token of ours. */
export function byToken(token: string, host: Host, tokens: TokenBook): Caller | Failure {
  const bearer = tokens.read(token)
  if (!bearer) return accessDenied
  if (bearer.kind === 'trainer') return { kind: 'trainer' }
  const { room, viewer, dialect, sessionsEnded } = bearer
  const hosted = host.room(room)
  if (!hosted) return accessDenied
  if (!viewer.startsWith('agent:')) return { kind: 'customer', room, viewer }
  const name = viewer.slice('agent:'.length)
  // EndContactCenterSession ends the HTTP session too (wire-facts 4.2), and so the cookies that were given for it.
  if (sessionsEnded !== undefined && sessionsEnded !== hosted.room.directory.agents[name]?.sessionsEnded) return accessDenied
  return { kind: 'agent', room, viewer, name, by: 'token', dialect: dialect ?? hosted.room.plan.wire }
}

function byCredential(authorization: string, host: Host, tokens: TokenBook): Caller | Failure {
  const [scheme = '', value = ''] = authorization.split(' ', 2)
  if (scheme.toLowerCase() === 'bearer') return byToken(value, host, tokens)
  if (scheme.toLowerCase() !== 'basic') return accessDenied
  const text = Buffer.from(value, 'base64').toString()
  const colon = text.indexOf(':')
  const hosted = host.defaultRoom()
  const [name, password] = [text.slice(0, colon), text.slice(colon + 1)]
  const agent = colon > 0 && hosted && Object.hasOwn(hosted.room.plan.agents, name) ? hosted.room.plan.agents[name] : undefined
  if (!hosted || !agent || !isSame(password, agent.password)) return accessDenied
  return { kind: 'agent', room: hosted.room.name, viewer: `agent:${name}`, name, by: 'password', dialect: hosted.room.plan.wire }
}

/** Some clients send the password with every request, and the cookie of their session beside it: the session's dialect is theirs. */
function goingOn(caller: AgentCaller, { cookie }: IncomingHttpHeaders, port: number, host: Host, tokens: TokenBook): AgentCaller {
  const token = cookie === undefined ? undefined : parseCookies(cookie)[agentCookie(port)]
  const session = token === undefined ? null : byToken(token, host, tokens)
  return session && 'by' in session && session.viewer === caller.viewer && session.room === caller.room ? { ...caller, dialect: session.dialect } : caller
}

/** Compared in a time that tells nothing of where they differ. */
export function isSame(given: string, due: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(due))
}
