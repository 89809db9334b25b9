import { z } from 'zod'
import type { Dialect } from '../wire/dialect.ts'
import type { Bug } from './bugs.ts'

/** How our own pages sign in: a code from the address's fragment is changed for a token that the tab keeps. */
export const exchangeCode = z.strictObject({ code: z.string().min(1).max(200) })

export interface PageSession {
  token: string
  page: 'trainer' | 'agent' | 'customer'
  /** The name in the cast; empty for the trainer and for a visitor. */
  name: string
  /** Invited from the network: whoever is signed out goes back to the door. */
  isGuest?: boolean
  /** The title of the room's scenario; empty for a customer, whom it would tell too much. */
  title: string
}

/** What every window of a room shows. `bugs` is empty for customers, whom their names would tell too much. */
export interface RoomStamp {
  isWrongOnPurpose: boolean
  bugs: readonly Bug[]
}

/** What the socket says beside `notification`. `since` is the last `seq` that the client has; null for "from now on". */
export interface SocketAuth {
  token: string
  since: number | null
  /** What an agent's socket is spoken to in; the dialect of its session if not given. */
  dialect?: Dialect
}

/** Sent on `/page` to a window whose run was started again: what opens the same person's window in the new one. */
export interface FollowOn {
  code: string
}

/** Sent once on each connect: where the viewer's stream stands. */
export const socketHello = z
  .object({ seq: z.number().int().min(0).meta({ description: 'The number of the last notification of this stream; 0 before the first' }) })
  .meta({ id: 'Hello', description: "Once on each connect: where the viewer's stream stands" })

/** Sent on connect and whenever the pace changes, so that a window can count down. */
export const socketClock = z
  .object({
    now: z.number().meta({ description: "The room's time in milliseconds since 1970" }),
    speed: z.number().min(0).meta({ description: "How fast it goes: 1 as the clock on the wall, 0 while the room's time stands still" })
  })
  .meta({ id: 'Clock', description: 'On connect and whenever the pace changes' })

/** Sent instead of what was missed, when that is no longer kept. */
export const socketResync = z
  .object({ seq: z.number().int().min(0) })
  .meta({ id: 'Resync', description: 'What was missed is no longer kept: read the chats again, and go on from this number' })

/** The second argument of `notification`. */
export const socketNumber = z
  .object({ seq: z.number().int().min(1) })
  .meta({ id: 'Number', description: 'Counts per viewer from 1 without gaps, also over a restart; `since` of the next connect' })

export type SocketHello = z.infer<typeof socketHello>
export type SocketClock = z.infer<typeof socketClock>
