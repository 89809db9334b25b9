import { isAgent, nameOf } from '../contract/viewer.ts'
import type { ChatResource } from '../wire/chat.ts'
import type { Broken, Moment } from './invariant.ts'
import type { Sight } from './invariant-sight.ts'
import { clockText } from './wording.ts'

/**
 * An agent is listed twice only while it consults, through a second leg that nobody was ever told to have joined (R3). In
 * `extended` it shows by the address of the user. `classic` has nicknames alone, which two agents may share: there a leg
 * counts as a second one if its joining was told to nobody, and nothing is said once a line broke.
 */
export class SecondLegs {
  readonly #joined = new Set<string>()

  judge({ events, sight }: Pick<Moment, 'events' | 'sight'>, now: number): Broken | null {
    for (const event of events) {
      if (event.kind !== 'told' || !isAgent(event.viewer) || !('messages' in event.frame.said)) continue
      for (const { type, from } of event.frame.said.messages) if (type === 'ParticipantJoined') this.#joined.add(from.participantId)
    }
    for (const viewer of sight.readAnew) {
      for (const chat of sight.chatsOf(viewer).values()) {
        if (!sight.changed.has(chat.id)) continue
        const wrong = this.#wrongWith(chat, sight)
        if (wrong !== null) return { detail: `${nameOf(viewer)} sees ${wrong} (at ${clockText(now)})`, chat: chat.id, viewers: [viewer] }
      }
    }
    return null
  }

  #wrongWith({ id, participants = [] }: ChatResource, sight: Sight): string | null {
    const agents = participants.filter(({ type }) => type === 'Agent')
    const isClassic = agents.some(({ uri }) => uri === undefined)
    if (isClassic) {
      if (sight.breaks > 0) return null
      const second = agents.filter(({ participantId }) => !this.#joined.has(participantId))
      return tooMany(second, sight.membersOf(id).filter(({ role }) => role === 'consultant').length)
    }
    const byUser = [...Map.groupBy(agents, ({ uri }) => uri).values()]
    const wrong = byUser.find((legs) => legs.length > 2 || (legs.length === 2 && !(legs.some(isPrivate) && legs.some((leg) => !isPrivate(leg)))))
    if (wrong) return `${wrong[0]?.nickname ?? ''} listed ${wrong.length} times`
    const consultants = byUser.filter((legs) => legs.length === 1 && legs.some(isPrivate)).length
    return tooMany(byUser.flatMap((legs) => (legs.length === 2 ? legs.slice(0, 1) : [])), consultants)
  }
}

function isPrivate({ visibility }: { readonly visibility?: string | undefined }): boolean {
  return visibility !== 'All'
}

function tooMany(second: readonly { readonly nickname: string }[], consultants: number): string | null {
  if (second.length <= consultants) return null
  return `${second[0]?.nickname ?? ''} listed twice, with ${consultants === 0 ? 'no consultant' : 'fewer consultants than second legs'} in the chat`
}
