import type { Heard } from '../contract/client.ts'
import { isAgent, nameOf } from '../contract/viewer.ts'
import type { People } from './people.ts'
import { heardText } from './wording.ts'

/**
 * Nothing that is for agents only may reach a customer, whatever the scenario says. Looks at what was told alone, so that it
 * also finds what a client or a server of somebody else lets through. Null if nothing leaked.
 */
export function leakIn(heard: readonly Heard[], notes: readonly string[], people: People): string | null {
  const told = heard.filter(({ viewer }) => isAgent(viewer)).flatMap(({ said }) => ('messages' in said ? said.messages : []))
  const texts = (isPrivate: boolean) =>
    told.flatMap((message) => (message.text !== undefined && 'visibility' in message && (message.visibility !== 'All') === isPrivate ? [message.text] : []))
  const said = new Set(texts(false))
  // Words that were also said to everybody are no secret.
  const secrets = new Set([...texts(true), ...notes].filter((text) => !said.has(text)))
  const leak = heard.find((frame) => !isAgent(frame.viewer) && showsSecret(frame.said, secrets))
  return leak ? `${nameOf(leak.viewer)} was told what is for agents only: ${heardText(leak, people)}` : null
}

/** A visibility other than `All`, or the text of an agents-only message, anywhere in a frame. */
function showsSecret(value: unknown, secrets: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return secrets.has(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, inside]) => {
    if (key === 'visibility') return inside !== 'All'
    return key === 'nickname' ? false : showsSecret(inside, secrets)
  })
}
