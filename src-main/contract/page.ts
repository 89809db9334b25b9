import { z } from 'zod'

/** How our own pages sign in: a code from the address's fragment is changed for a token that the tab keeps. */
export const exchangeCode = z.strictObject({ code: z.string().min(1).max(200) })

export interface PageSession {
  token: string
  page: 'trainer' | 'agent' | 'customer'
  /** The name in the cast; empty for the trainer and for a visitor. */
  name: string
  /** The title of the room's scenario; empty for a customer, whom it would tell too much. */
  title: string
}

/** What the socket says beside `notification`. `since` is the last `seq` that the client has; null for "from now on". */
export interface SocketAuth {
  token: string
  since: number | null
}

/** Sent once on each connect: where the viewer's stream stands. */
export interface SocketHello {
  seq: number
}

/** Sent on connect and whenever the pace changes, so that a window can count down. `now` is milliseconds since 1970. */
export interface SocketClock {
  now: number
  /** 0 while the room's time stands still. */
  speed: number
}
