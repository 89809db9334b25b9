import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { agentCookie } from './caller.ts'
import type { AgentCaller } from './caller.ts'
import type { Host } from './host.ts'
import { cookieFor } from './origins.ts'
import type { TokenBook } from './tokens.ts'

/** An agent's HTTP session is a cookie: it says who, spoken to in which dialect, and which of the agent's sessions (wire-facts 4.2). */

interface OnNode {
  Bindings: HttpBindings
}

/** Gives a session, or gives the one that there is another dialect. */
export function giveSession<Env extends OnNode>(context: Context<Env>, agent: AgentCaller, host: Host, tokens: TokenBook, port: number): void {
  const { room, name, viewer, dialect } = agent
  const sessionsEnded = host.room(room)?.room.directory.agents[name]?.sessionsEnded ?? 0
  const token = tokens.give({ kind: 'viewer', room, viewer, dialect, sessionsEnded })
  setCookie(context, agentCookie(port), token, cookieFor(context.env.incoming.headers))
}

/** What is left of a session that has ended: the browser forgets it too. */
export function clearSession<Env extends OnNode>(context: Context<Env>, port: number): void {
  deleteCookie(context, agentCookie(port), cookieFor(context.env.incoming.headers))
}
