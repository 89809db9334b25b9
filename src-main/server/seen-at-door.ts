import type { MiddlewareHandler } from 'hono'
import type { Failure } from '../wire/return-codes.ts'
import { chatIn } from './api.ts'
import type { DoorContext, DoorEnv, Doors } from './api.ts'
import type { HostedRoom } from './host.ts'

/** Tells a room's lobby who calls, and what the doors turn away: the room itself hears neither. */
export function seenAtDoor({ host }: Doors): MiddlewareHandler<DoorEnv> {
  return async (context, next) => {
    const caller = context.get('caller')
    const hosted = caller.kind === 'agent' || caller.kind === 'customer' ? host.room(caller.room) : host.defaultRoom()
    if (!hosted?.lobby.isWatched) return next()
    if ('viewer' in caller) hosted.lobby.saw({ what: 'came', viewer: caller.viewer })
    await next()
    if (context.res.status === 400 && context.get('isFromRoom') !== true) await turnAway(context, hosted)
  }
}

async function turnAway(context: DoorContext, { lobby }: HostedRoom): Promise<void> {
  const caller = context.get('caller')
  const body: unknown = context.get('body') ?? null
  const viewer = 'viewer' in caller ? caller.viewer : lobby.awaitedAs(nicknameIn(body))
  if (viewer === null) return
  const failure = (await context.res.clone().json()) as Failure
  lobby.saw({ what: 'turned away', viewer, asked: `${context.req.method} ${context.req.path}`, chat: chatIn(context.req.path), body, failure })
}

/** Whom a visitor says to be, as far as that can be read. */
export function nicknameIn(body: unknown): string {
  return typeof body === 'object' && body !== null && 'nickname' in body && typeof body.nickname === 'string' ? body.nickname : ''
}
