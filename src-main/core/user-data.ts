import type { UserData } from '../wire/chat.ts'
import type { Chat } from './chat-state.ts'
import { can } from './capabilities.ts'
import type { Context, Deciders, Decision, Evolvers, Tellers } from './decider.ts'
import { nextReference } from './directory.ts'
import { refuse, refuseSaying } from './refusals.ts'
import { propertiesUpdated } from './tell.ts'

/** What is attached to a chat, its disposition among it. Agents see it, the customer never does (wire-facts 1.1). */
export const decide = {
  AttachUserData: (chat, { by, userData }, context) =>
    can(chat, by, 'AttachUserData') ? changed(chat, by, userData, { ...chat.userData, ...userData }, context) : refuse('not_possible_now'),
  /** Overwrites what is there under the given keys, and leaves the others. */
  UpdateUserData: (chat, { by, userData }, context) =>
    can(chat, by, 'UpdateUserData') ? changed(chat, by, userData, { ...chat.userData, ...userData }, context) : refuse('not_possible_now'),
  DeleteUserData: (chat, { by, keys }, context) => {
    if (!can(chat, by, 'DeleteUserData')) return refuse('not_possible_now')
    const rest = Object.fromEntries(Object.entries(chat.userData).filter(([key]) => !keys.includes(key)))
    return changed(chat, by, Object.fromEntries(keys.map((key) => [key, null])), rest, context)
  },
  SetDisposition: (chat, { by, disposition, dispositionKey }, context) => {
    const { settings } = context.directory.plan
    if (!can(chat, by, 'SetDisposition')) return refuse('not_possible_now')
    if (settings.dispositionReadOnlyOnIdle && !chat.customer.present) return refuseSaying('read_only', 'The disposition cannot be changed once the chat has ended')
    const said = { [dispositionKey ?? settings.dispositionKey]: disposition }
    return changed(chat, by, said, { ...chat.userData, ...said }, context)
  }
} satisfies Deciders<'AttachUserData' | 'UpdateUserData' | 'DeleteUserData' | 'SetDisposition'>

const charactersMax = 200_000

/** `touched` names what the request speaks of, `whole` is all that is attached afterwards. */
function changed(chat: Chat, by: string, touched: UserData, whole: UserData, { directory }: Context): Decision {
  const fixed = Object.keys(touched).find((key) => directory.plan.settings.readOnlyUserData.includes(key))
  if (fixed !== undefined) return refuseSaying('read_only', `The user data "${fixed}" cannot be changed`)
  if (JSON.stringify(whole).length > charactersMax) return refuseSaying('too_much_data', 'The user data of this chat would be larger than 200,000 characters')
  return [{ type: 'UserDataChanged', chat: chat.id, by, userData: whole, referenceId: nextReference(directory, by) }]
}

/** Has somebody said how the chat ended, or need nobody? What nobody may set any more is not waited for: such a chat could never be done. */
export function hasDisposition(chat: Chat, { directory }: Context): boolean {
  const { dispositionMandatory, dispositionKey, dispositionReadOnlyOnIdle, readOnlyUserData } = directory.plan.settings
  const isTooLate = (dispositionReadOnlyOnIdle && !chat.customer.present) || readOnlyUserData.includes(dispositionKey)
  return !dispositionMandatory || isTooLate || chat.userData[dispositionKey] !== undefined
}

export const evolve = {
  UserDataChanged: (chat, { userData }) => ({ ...chat, userData })
} satisfies Evolvers<'UserDataChanged'>

export const tell = {
  UserDataChanged: (chat, { by, referenceId }, directory) => propertiesUpdated(chat, by, referenceId, directory)
} satisfies Tellers<'UserDataChanged'>
