import { m } from './messages/messages.js'
import type { NotOpened } from './session.ts'

/** Why a tab was not let in, in the window's language. */
export function notOpenedWords(why: NotOpened): string {
  switch (why) {
    case 'codeUsed':
      return m.shared_codeUsed()
    case 'codeOfOtherPage':
      return m.shared_codeOfOtherPage()
    case 'unreachable':
      return m.shared_unreachable()
  }
}
