import type { WaitingRow } from '../../../src-main/contract/directing.ts'
import { m } from '../../shared/messages/messages.js'

/** What somebody is to do in an agent's window so that the story goes on. */
export function hintFor({ verb, step }: WaitingRow): string {
  const words = /"((?:[^"\\]|\\.)*)"/.exec(step ?? '')?.[1] ?? ''
  switch (verb) {
    case null:
      return m.acting_hintOpen()
    case 'accept':
      return m.acting_hintAccept()
    case 'say':
      return m.acting_hintSay({ words })
    case 'consult':
      return m.acting_hintConsult()
    case 'tellAgents':
      return m.acting_hintTell({ words })
    case 'complete':
      return m.acting_hintComplete()
    default:
      return m.acting_hintOther({ step: step ?? '' })
  }
}
