import type { Hono } from 'hono'
import { knock, takeSeat } from '../contract/invitation.ts'
import type { PageSession } from '../contract/page.ts'
import { isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { failureOf } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'
import { newDoor } from './api.ts'
import type { DoorContext, DoorEnv } from './api.ts'
import { answer } from './envelope.ts'
import type { Guests } from './guests.ts'
import type { WrongCodes } from './wrong-codes.ts'

export interface JoinParts {
  readonly guests: Guests
  readonly wrongCodes: WrongCodes
  /** Somebody typed a wrong code. */
  readonly missed: () => void
  /** Somebody sits down. */
  readonly seated: (viewer: Viewer) => void
}

const wrongCode: Failure = { statusCode: 20, statusMessage: 'That is not the code; it stands on the trainer\'s screen' }
const tooManyCodes: Failure = { statusCode: 9, statusMessage: 'Too many wrong codes; wait a minute, then type the one on the trainer\'s screen' }
const taken: Failure = { statusCode: 19, statusMessage: 'Somebody sits there already, or the seat was closed; choose another one' }

/** `/join`: how a guest gets a seat. Nothing is told to whoever has not the code, not even who takes part. */
export function joinDoor({ guests, wrongCodes, missed, seated }: JoinParts): Hono<DoorEnv> {
  const door = newDoor()

  /** Why this code opens nothing, as an answer; null for the right one. */
  const turnedAway = (context: DoorContext, code: string): Response | null => {
    const address = context.env.incoming.socket.remoteAddress ?? ''
    if (wrongCodes.isTooMuch(address)) {
      context.header('retry-after', '60')
      return context.json(tooManyCodes, 429)
    }
    if (guests.isCode(code)) return null
    wrongCodes.count(address)
    missed()
    return answer(context, wrongCode)
  }

  door.post('/seats', (context) => {
    const read = knock.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    return turnedAway(context, read.data.code) ?? context.json({ seats: guests.offered() })
  })
  door.post('/seat', (context) => {
    const read = takeSeat.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const { code, guest, seat } = read.data
    const no = turnedAway(context, code)
    if (no) return no
    const given = guests.take(seat, guest)
    if (!given) return answer(context, taken)
    const { token, viewer } = given
    seated(viewer)
    const page = isAgent(viewer) ? 'agent' : 'customer'
    const session: PageSession = { token, page, name: nameOf(viewer), title: page === 'agent' ? guests.hosted.room.plan.title : '', isGuest: true }
    return context.json(session)
  })
  return door
}
