import type { OpenInvitation } from '../../../src-main/contract/invitation.ts'
import { beside } from '../../shared/in-language.ts'
import { m } from '../../shared/messages/messages.js'

/** `Maria as Anna, Tom as Ben`, or that nobody has come yet. */
export function guestsOf({ seats }: Pick<OpenInvitation, 'seats'>): string {
  const guests = seats.flatMap(({ name, guest }) => (guest === null ? [] : [m.invitation_guestAs({ guest, name })]))
  return guests.length === 0 ? m.invitation_nobodyYet() : beside(guests)
}
