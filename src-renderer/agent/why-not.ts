import type { Capability } from '../../src-main/wire/chat.ts'
import { m } from '../shared/messages/messages.js'
import { can, customerIn, pendingIn, roleOf } from './desk-chat.ts'
import type { DeskChat } from './desk-chat.ts'

/** Which rule took a button away, in words; null while it is there. Whether it is there, the capabilities say. */
export function whyNot(chat: DeskChat, capability: Capability): string | null {
  const pending = pendingIn(chat)
  if (pending && asksSomebody.includes(capability)) return m.agent_whyPending({ name: pending.name })
  if (can(chat, capability)) return null
  const customer = customerIn(chat) ?? m.agent_theCustomer()
  switch (roleOf(chat)) {
    case 'invited':
      return m.agent_whyInvited()
    case 'consultant':
      return m.agent_whyConsultant({ customer })
    case 'left':
      return m.agent_whyLeft()
    case 'customerGone':
      return m.agent_whyCustomerGone({ customer })
    case 'supervisor':
      return m.agent_whySupervisor()
    case 'inside':
      return m.agent_whyAlone()
    case 'outside':
      return m.agent_whyOver()
  }
}

/** One thing can be asked at a time (R5). */
const asksSomebody: readonly Capability[] = ['Consult', 'Invite', 'Transfer']
