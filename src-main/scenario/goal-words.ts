import type { Goal } from './scenario.ts'
import { nameOf } from '../contract/viewer.ts'

/** What a goal wants, read from its own words: any of these, by whoever it is about. */
export interface Wish {
  /** The wire's name of the operation. */
  readonly operation: string
  /** Whom it has to be about, by the name in the cast; null for anybody. */
  readonly target: string | null
  /** What has to stand in its text, in small letters; null for anything. */
  readonly words: string | null
}

/** How a goal begins after its name, and which request that is. */
const verbs: readonly (readonly [RegExp, string])[] = [
  [/^accepts\b/i, 'Accept'],
  [/^(?:rejects|declines)\b/i, 'Reject'],
  [/^(?:consults|asks)\b/i, 'Consult'],
  [/^cancels\b/i, 'CancelConsult'],
  [/^(?:invites|adds)\b/i, 'Invite'],
  [/^(?:transfers|hands over)\b/i, 'Transfer'],
  [/^removes\b/i, 'RemoveParticipantFromConference'],
  [/^leaves\b/i, 'Leave'],
  [/^(?:completes|marks)\b/i, 'Complete'],
  [/^tells (?:the )?agents\b/i, 'SendToAgents'],
  [/^(?:says|answers|writes|greets|tells)\b/i, 'SendMessage'],
  [/^sends (?:an?|the) (?:web )?address\b/i, 'SendUrl'],
  [/^sets (?:an?|the)? ?disposition\b/i, 'SetDisposition'],
  [/^attaches\b/i, 'AttachUserData'],
  [/^updates\b/i, 'UpdateUserData'],
  [/^(?:becomes|gets) ready\b/i, 'Ready'],
  [/^(?:becomes|gets|goes) not ready\b/i, 'NotReady']
]

/**
 * The wishes in `Anna transfers to Ben or invites Ben`: verbs in the third person, each with somebody of the cast where it
 * needs one, and with "words in quotes" that have to stand in the text. Null for a goal that says something else: nobody
 * can judge it by what was asked.
 */
export function wishesIn({ text, who }: Pick<Goal, 'text' | 'who'>, names: readonly string[]): readonly Wish[] | null {
  const does = text.slice(nameOf(who).length).trim()
  const wishes: Wish[] = []
  for (const part of does.split(/\s+or\s+/i)) {
    const verb = verbs.find(([begins]) => begins.test(part))
    // "consults Ben or Carol": the verb goes on.
    const operation = verb?.[1] ?? (startsWithName(part, names) ? wishes.at(-1)?.operation : undefined)
    if (operation === undefined) return null
    const about = part.replace(verb?.[0] ?? '', '').trim().replace(/^(?:to|with|in)\s+/i, '')
    const quoted = /["“]([^"”]+)["”]/.exec(part)?.[1]
    wishes.push({ operation, target: startsWithName(about, names), words: quoted?.toLowerCase() ?? null })
  }
  return wishes
}

function startsWithName(text: string, names: readonly string[]): string | null {
  const found = [...names].sort((one, other) => other.length - one.length).find((name) => text === name || (text.startsWith(name) && /^[^\p{L}\p{N}_]/u.test(text.slice(name.length))))
  return found ?? null
}
