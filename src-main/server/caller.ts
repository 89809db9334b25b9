import { timingSafeEqual, createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { parse as parseCookies } from 'hono/utils/cookie'
import type { Viewer } from '../contract/viewer.ts'
import type { Failure } from '../wire/return-codes.ts'
import { accessDenied } from './envelope.ts'
import type { Host } from './host.ts'
import type { Tokens } from './tokens.ts'

/**
 * Who is calling, asked in one place for HTTP and for sockets. An explicit credential beats a cookie; our own windows use no
 * cookie. Nobody is ever challenged with `WWW-Authenticate`, since a browser would answer that with a box of its own.
 */
export type Caller =
  | { readonly kind: 'agent'; readonly room: string; readonly name: string; readonly viewer: Viewer; readonly byPassword: boolean }
  | { readonly kind: 'customer'; readonly room: string; readonly viewer: Viewer }
  | { readonly kind: 'trainer' }
  | { readonly kind: 'nobody' }

const ownHosts = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i
const ownOrigin = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::(\d+))?$/i

/** Refuses what a foreign page could make a browser send: another host (DNS rebinding) or another origin. */
export function foreign(headers: IncomingHttpHeaders, port: number): Failure | null {
  if (!ownHosts.test(headers.host ?? '')) {
    return { statusCode: 3, statusMessage: 'The Host header must be localhost, 127.0.0.1 or [::1]: this Aside is for this computer alone' }
  }
  const { origin } = headers
  if (origin === undefined) return null
  const [match, originPort] = ownOrigin.exec(origin) ?? []
  if (match && Number(originPort ?? 80) === port) return null
  return { statusCode: 3, statusMessage: 'Pages of another origin may not call this Aside' }
}

/** The name of an agent's session cookie; cookies do not tell ports apart, so the name does. */
export const agentCookie = (port: number): string => `aside_${port}`

/** The name of the cookie of one customer's chat. */
export const chatCookie = (port: number, chat: string): string => `aside_${port}_${chat}`

/** Who is calling by these headers. `chat` is the one that the request is about, if any. A Failure for a credential that is no good. */
export function callerOf(headers: IncomingHttpHeaders, port: number, host: Host, tokens: Tokens, chat: string | null): Caller | Failure {
  const { authorization } = headers
  if (authorization !== undefined) return byCredential(authorization, host, tokens)
  const cookies = parseCookies(headers.cookie ?? '')
  const agent = cookies[agentCookie(port)]
  const customer = chat === null ? undefined : cookies[chatCookie(port, chat)]
  // An agent's session and a customer's token for the same chat: nobody can be both (R22).
  if (agent !== undefined && customer !== undefined) return accessDenied
  const token = agent ?? customer
  return token === undefined ? { kind: 'nobody' } : byToken(token, host, tokens)
}

/** Who is calling by a token of ours. */
export function byToken(token: string, host: Host, tokens: Tokens): Caller | Failure {
  const bearer = tokens.read(token)
  if (!bearer) return accessDenied
  if (bearer.kind === 'trainer') return { kind: 'trainer' }
  const { room, viewer } = bearer
  if (!host.room(room)) return accessDenied
  if (viewer.startsWith('agent:')) return { kind: 'agent', room, viewer, name: viewer.slice('agent:'.length), byPassword: false }
  return { kind: 'customer', room, viewer }
}

function byCredential(authorization: string, host: Host, tokens: Tokens): Caller | Failure {
  const [scheme = '', value = ''] = authorization.split(' ', 2)
  if (scheme.toLowerCase() === 'bearer') return byToken(value, host, tokens)
  if (scheme.toLowerCase() !== 'basic') return accessDenied
  const text = Buffer.from(value, 'base64').toString()
  const colon = text.indexOf(':')
  const hosted = host.defaultRoom()
  const [name, password] = [text.slice(0, colon), text.slice(colon + 1)]
  const agent = colon > 0 && hosted && Object.hasOwn(hosted.room.plan.agents, name) ? hosted.room.plan.agents[name] : undefined
  if (!hosted || !agent || !isSame(password, agent.password)) return accessDenied
  return { kind: 'agent', room: hosted.room.name, viewer: `agent:${name}`, name, byPassword: true }
}

/** Compared in a time that tells nothing of where they differ. */
function isSame(given: string, due: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(due))
}
