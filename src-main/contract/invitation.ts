import { z } from 'zod'
import { nickname } from '../wire/nickname.ts'
import { castName } from './cast.ts'

/**
 * Inviting people of the local network into a run: the trainer shows an address and a code, a guest opens the one, types the
 * other and a name, and takes a seat that is free. Off until the trainer opens it, and gone with the process.
 */

/** What the trainer may do about it, on `/control/invitation`. */
export const invitationCommand = z.discriminatedUnion('command', [
  /** Into this run; with one that is open already, its guests go along. `address` is one of this computer's; the first if not given. */
  z.strictObject({ command: z.literal('open'), run: z.string().min(1).max(200), address: z.string().max(100).optional() }),
  z.strictObject({ command: z.literal('close') }),
  /** Whether a guest may take this seat. Nobody is asked to leave it. */
  z.strictObject({ command: z.literal('seat'), who: castName, isOpen: z.boolean() }),
  /** Ends a guest's stay: its windows are signed out, and the seat is free. */
  z.strictObject({ command: z.literal('remove'), who: castName })
])

export type InvitationCommand = z.infer<typeof invitationCommand>

/** How it stands, for the trainer. */
export interface InvitationState {
  /** Counts its changes: an answer may come later than what was told meanwhile, and is older then. */
  readonly version: number
  /** The addresses of this computer in its networks. */
  readonly addresses: readonly string[]
  readonly open: OpenInvitation | null
}

export interface OpenInvitation {
  /** `http://192.168.1.5:8080`, where guests come in. */
  readonly url: string
  /** The same with the code in its fragment, as in the picture that a telephone reads. */
  readonly link: string
  /** `K7M-2QF` */
  readonly code: string
  readonly run: string
  readonly seats: readonly InvitedSeat[]
  /** How many wrong codes were typed. */
  readonly wrongCodes: number
}

export interface InvitedSeat {
  readonly name: string
  readonly kind: 'agent' | 'customer'
  readonly isOpen: boolean
  /** Who sits in it, by the name that was typed. */
  readonly guest: string | null
}

/** What is typed first, on `/join/seats`. */
export const knock = z.strictObject({ code: z.string().max(40) })

/** A guest's own name, as the trainer sees it. */
const guestName = z.string().trim().pipe(nickname.max(60, 'must be at most 60 characters'))

/** On `/join/seat`; answered by the session of a page. */
export const takeSeat = z.strictObject({ code: z.string().max(40), guest: guestName, seat: castName })

/** What a guest may choose from. */
export interface OfferedSeat {
  readonly name: string
  readonly kind: 'agent' | 'customer'
  readonly isTaken: boolean
}
