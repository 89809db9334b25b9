import type { OfferedSeat } from '../../src-main/contract/invitation.ts'
import type { PageSession } from '../../src-main/contract/page.ts'
import { Rest } from '../shared/rest.ts'
import type { Reply } from '../shared/rest.ts'
import { keepSession } from '../shared/session.ts'

/** How a guest from the network gets a seat: the code first, then a name and who to be. */

/** The page has words of its own for what it is refused with. */
const rest = new Rest(null, () => {}, (sentence) => sentence)

export function seatsFor(code: string): Promise<Reply<{ seats: OfferedSeat[] }>> {
  return rest.post('/join/seats', { code })
}

/** Sits down; the page of the seat finds the session and goes on from there. */
export async function sitDown(code: string, guest: string, seat: string): Promise<Reply<PageSession>> {
  const reply = await rest.post<PageSession>('/join/seat', { code, guest, seat })
  if (reply.ok) keepSession(reply.value)
  return reply
}

/** The code that a telephone read with the picture; it leaves the address bar, where others could read it. */
export function codeInAddress(): string {
  const code = new URLSearchParams(location.hash.slice(1)).get('code') ?? ''
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search)
  return code
}

const nameKey = 'aside.join.name'

export function nameBefore(): string {
  return localStorage.getItem(nameKey) ?? ''
}

export function keepName(name: string): void {
  localStorage.setItem(nameKey, name)
}
