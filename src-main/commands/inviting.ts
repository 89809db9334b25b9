import { renderUnicodeCompact } from 'uqr'
import { isIPv4 } from 'node:net'
import type { Aside } from '../app.ts'
import type { OpenInvitation } from '../contract/invitation.ts'
import { BadInput } from '../exit-codes.ts'

/** `aside serve --lan`: guests of the local network from the start. */

/** The address to listen at, where one was named. Throws BadInput for what is none. */
export function lanOption(given: unknown): { lanAddresses?: readonly string[] } {
  if (given === undefined || given === true) return {}
  if (typeof given === 'string' && isIPv4(given) && given !== '0.0.0.0') return { lanAddresses: [given] }
  throw new BadInput(`--lan takes an address of this computer such as 192.168.1.5, or nothing, not ${String(given)}`)
}

/** Opens the invitation into a room. Throws BadInput with the reason where that cannot be. */
export async function invitedInto(aside: Aside, room: string): Promise<OpenInvitation> {
  const state = await aside.invitation.command({ command: 'open', run: room })
  if ('problem' in state || !state.open) {
    await aside.close()
    throw new BadInput('problem' in state ? state.problem : 'The invitation did not open')
  }
  return state.open
}

/** How to come in, for people: the picture is of the address with the code. */
export function invitationText({ url, code, link }: OpenInvitation): string {
  return `Open to your network:\n\n${renderUnicodeCompact(link, { border: 2 })}\n\n  Address  ${url}\n  Code     ${code}\n\nGuests reach the pages of their seats, and nothing else.\n\n`
}
