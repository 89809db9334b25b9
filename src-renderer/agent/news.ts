import type { ChatMessage } from '../../src-main/wire/messages.ts'
import type { DeskChat } from './desk-chat.ts'

/** What happens at an agent's desk that may want its attention; all of it shows in the window, too. */
export type News =
  | { readonly kind: 'invited'; readonly chat: DeskChat }
  /** It rings no more, whatever became of it. */
  | { readonly kind: 'answered'; readonly chat: string }
  | { readonly kind: 'said'; readonly chat: DeskChat; readonly messages: readonly ChatMessage[] }
  | { readonly kind: 'ended'; readonly chat: DeskChat; readonly words: string }
  /** The chat is on the screen. */
  | { readonly kind: 'seen'; readonly chat: string }
