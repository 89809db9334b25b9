import type { ChatMessage } from '../../src-main/wire/messages.ts'
import { isSaid, saidIn } from '../shared/message-content.ts'
import { m } from '../shared/messages/messages.js'
import { sounds } from '../shared/sounds.svelte.ts'
import { systemNotices } from '../shared/system-notices.svelte.ts'
import { customerIn, isMe } from './desk-chat.ts'
import type { DeskChat } from './desk-chat.ts'
import type { Desk } from './desk.svelte.ts'
import { whoAsks } from './invitation-words.ts'
import type { News } from './news.ts'

const ringTag = (chat: string): string => `aside.ring.${chat}`
const chatTag = (chat: string): string => `aside.chat.${chat}`

/** Turns news into sounds, and into notifications of the system while the window is hidden. */
export function alertOf(desk: Desk, news: News): void {
  switch (news.kind) {
    case 'invited': {
      const { id, invitation, subject } = news.chat
      return systemNotices.show({
        tag: ringTag(id),
        plain: m.agent_noticeRings(),
        who: whoAsks(invitation),
        text: invitation?.note ?? subject,
        open: () => document.getElementById(`ring-${id}`)?.focus()
      })
    }
    case 'answered':
      return systemNotices.take(ringTag(news.chat))
    case 'seen':
      return systemNotices.take(chatTag(news.chat))
    case 'ended':
      return ended(news.chat, news.words, () => {})
    case 'said':
      return said(desk, news.chat, news.messages)
    default:
      news satisfies never
  }
}

function ended({ id }: DeskChat, who: string, open: () => void): void {
  sounds.play('ended')
  systemNotices.show({ tag: chatTag(id), plain: m.agent_noticeEnded(), who, text: '', open })
}

/** Whoever looks at the chat sees what is said, and needs no sound. */
function said(desk: Desk, chat: DeskChat, messages: readonly ChatMessage[]): void {
  const { me } = desk
  const gone = messages.find(({ type, from }) => type === 'ParticipantLeft' && from.type === 'Customer')
  // The chat stays until it is marked done, but nobody is there any more to talk to.
  if (gone) return ended(chat, m.agent_left({ name: gone.from.nickname }), () => desk.select(chat.id))
  const isWatched = desk.selected?.id === chat.id && !document.hidden && document.hasFocus()
  const last = messages.findLast((message) => isSaid(message) && me !== null && !isMe(message.from, me))
  if (!last || isWatched) return
  const isPrivate = last.visibility !== 'All'
  sounds.play(isPrivate ? 'agentsOnly' : 'message')
  const [name, customer] = [last.from.nickname, customerIn(chat) ?? m.agent_theCustomer()]
  systemNotices.show({
    tag: chatTag(chat.id),
    plain: isPrivate ? m.agent_noticeSaidPrivately() : m.agent_noticeSaid(),
    who: isPrivate ? m.agent_noticeSaidPrivatelyBy({ name, customer }) : m.agent_noticeSaidBy({ name }),
    text: saidIn(last),
    open: () => desk.select(chat.id)
  })
}
