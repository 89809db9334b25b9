import type { ReadMessage } from '../contract/client.ts'
import { isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { finalStates } from '../wire/chat.ts'
import type { ChatMessage } from '../wire/messages.ts'
import type { Happened, ToldEvent } from './happened.ts'
import type { Broken, Invariant, Moment } from './invariant.ts'
import { SecondLegs } from './invariant-second-legs.ts'
import { Sequence } from './invariant-sequence.ts'
import { wrongWithChat, wrongWithMessage } from './invariant-shapes.ts'
import { clockText } from './wording.ts'

/**
 * Frames count from 1 for each viewer, messages rise in each chat (R15), nobody is listed twice but an agent with a second
 * leg during a consult (R3), and ids and addresses look as they should and agree (R17).
 */
export class WellFormed implements Invariant {
  readonly name = 'well-formed'
  readonly text = 'all ids, numbers and lists of people were well formed'
  readonly #sequences = new Map<Viewer, Sequence>()
  /** The last index of each viewer in each chat, since it came in. */
  readonly #indices = new Map<string, number>()
  /** What stands under an index of a chat, for agents. */
  readonly #messages = new Map<string, Map<number, ChatMessage>>()
  readonly #secondLegs = new SecondLegs()

  judge({ now, events, sight }: Moment): Broken | null {
    for (const event of events) {
      const wrong = this.#wrongWith(event)
      if (wrong !== null && event.kind !== 'asked') {
        return { detail: `${nameOf(event.viewer)} ${wrong} (at ${clockText(event.at)})`, chat: event.kind === 'told' ? event.chat : null, viewers: [event.viewer] }
      }
    }
    return this.#secondLegs.judge({ events, sight }, now)
  }

  #wrongWith(event: Happened): string | null {
    if (event.kind === 'asked') return null
    const sequence = this.#sequences.get(event.viewer) ?? new Sequence()
    this.#sequences.set(event.viewer, sequence)
    if (event.kind === 'line') return sequence.line(event)
    const wasWhole = sequence.isWhole
    return sequence.told(event.frame.seq) ?? this.#wrongWithFrame(event, wasWhole && sequence.isWhole)
  }

  #wrongWithFrame({ viewer, chat, frame: { said } }: ToldEvent, isWhole: boolean): string | null {
    if (chat === null) return null
    const key = `${viewer} ${chat}`
    if ('chat' in said) {
      if (said.notificationType === 'StatusChange' && isAgent(viewer) && isTurn(said.chat)) this.#indices.delete(key)
      const wrong = wrongWithChat(said.chat)
      return wrong === null ? null : `was told that ${wrong}`
    }
    if (!('messages' in said)) return null
    if ('chatUri' in said && said.chatPath !== undefined && !said.chatUri.endsWith(said.chatPath)) return `was told messages of ${said.chatUri} and ${said.chatPath} at once`
    for (const message of said.messages) {
      const wrong = wrongWithMessage(message, chat) ?? this.#wrongWithIndex(message, key, isWhole) ?? this.#wrongWithOther(message, chat)
      if (wrong !== null) return `was told that ${wrong}`
    }
    return null
  }

  /** Rising for everybody; a customer has numbers of its own, without gaps (R15). */
  #wrongWithIndex({ index, ...message }: ReadMessage, key: string, isWhole: boolean): string | null {
    const last = this.#indices.get(key) ?? 0
    this.#indices.set(key, Math.max(last, index))
    if (!isWhole) return null
    if (index <= last) return `message ${index} came after message ${last}`
    return 'timestamp' in message || index === last + 1 ? null : `message ${index} came after message ${last}, and a customer's have no gaps`
  }

  /** Two messages under one index. */
  #wrongWithOther(message: ReadMessage, chat: string): string | null {
    if (!('timestamp' in message)) return null
    const known = this.#messages.get(chat) ?? new Map<number, ChatMessage>()
    this.#messages.set(chat, known)
    const other = known.get(message.index)
    if (!other) known.set(message.index, message)
    const isSame = !other || (other.type === message.type && other.text === message.text && other.visibility === message.visibility && other.from.participantId === message.from.participantId)
    return isSame ? null : `message ${message.index} is a ${message.type} of ${message.from.nickname}, and a ${other.type} of ${other.from.nickname} as well`
  }
}

/** With it an agent comes in anew or goes: the log is told from its beginning when it comes in. */
function isTurn({ state, participants = [] }: { readonly state: string; readonly participants?: readonly unknown[] | undefined }): boolean {
  return state === 'Invited' || (finalStates as readonly string[]).includes(state) || (state === 'Chatting' && participants.length === 0)
}
