import { nameOf } from '../contract/viewer.ts'
import type { Broken, Invariant, Moment } from './invariant.ts'
import { partiesIn } from './invariant-sight.ts'
import type { Sight } from './invariant-sight.ts'
import { listed } from './spelling.ts'
import { clockText } from './wording.ts'

/**
 * A chat with agents whom the customer sees has one owner. What the wire shows of it: whoever may do what an owner may
 * (`Complete` while chatting, R4). A conference member may do the same (R4), so of two agents whom the customer sees it is
 * shown by nothing which one owns the chat: there we only see to it that somebody may, and that not more may than the
 * customer sees; a consultant or a giver who is gone would be one more. With a single agent it is that one and nobody else.
 * A supervisor who has barged in is seen by the customer and owns nothing, so beside it one owner too many is not found.
 */
export class OneOwner implements Invariant {
  readonly name = 'one-owner'
  readonly text = 'every chat with agents in it had one owner'

  async judge({ now, sight }: Moment): Promise<Broken | null> {
    for (const chat of sight.changed) {
      if (!wrongIn(chat, sight, now)) continue
      // Somebody may have come in over a broken line.
      await sight.lookAtAgents()
      const broken = wrongIn(chat, sight, now)
      if (broken) return broken
    }
    return null
  }
}

function wrongIn(chat: string, sight: Sight, now: number): Broken | null {
  const inside = sight.membersOf(chat).flatMap(({ viewer, role }) => (role === 'invited' || role === 'left' ? [] : [viewer]))
  const owners = partiesIn(sight, chat)
  const customer = sight.customerIn(chat)
  const isThere = customer?.now !== undefined && customer.now !== null && customer.now.state !== 'Completed'
  const seen = isThere ? customer.now.participants.flatMap(({ type, nickname }) => (type === 'Agent' ? [nickname] : [])) : []
  const viewers = [...(customer ? [customer.viewer] : []), ...inside]
  const broken = (detail: string): Broken => ({ detail: `at ${clockText(now)} ${detail}`, chat, viewers })
  if (owners.length === 0 && (inside.length > 0 || seen.length > 0)) {
    const who = inside.length > 0 ? `${names(inside)} ${inside.length === 1 ? 'is' : 'are'} in the chat` : `${nameOf(customer?.viewer ?? 'visitor:')} sees ${listed(seen)}`
    return broken(`${who} and nobody may do what its owner may ("Complete" is listed for nobody)`)
  }
  if (!isThere || owners.length <= seen.length) return null
  const sees = seen.length === 0 ? 'no agent at all' : `no more than ${listed(seen)}`
  return broken(`${names(owners)} may do what an owner may, and ${nameOf(customer.viewer)} sees ${sees}`)
}

function names(viewers: Parameters<typeof nameOf>[0][]): string {
  return listed(viewers.map(nameOf))
}
