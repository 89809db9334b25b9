import type { AgentOperation, AgentOperationName } from '../wire/operations.ts'
import type { Told } from '../wire/notifications.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Chat } from './chat-state.ts'
import type { Directory } from './directory.ts'
import type { ChatEvent, Event, EventOf, Refusal } from './events.ts'

/** The shapes that every feature file keeps: what may be asked, what follows, who hears. */

export interface Context {
  readonly now: number
  readonly directory: Directory
}

export type Decision = readonly Event[] | Refusal

/** An agent's operation with who asks; identity comes from the session, never from the body. */
export type Asked<Name extends AgentOperationName> = Extract<AgentOperation, { operationName: Name }> & { readonly by: string }

export type Deciders<Name extends AgentOperationName> = { readonly [Key in Name]: (chat: Chat, asked: Asked<Key>, context: Context) => Decision }

/** What happens by itself. No client can post one of these. */
export type Lapse =
  | { readonly lapse: 'Offer'; readonly ask: number; readonly agent: string }
  | { readonly lapse: 'NoAnswer'; readonly ask: number }
  | { readonly lapse: 'QueueOverflows'; readonly ask: number }
  | { readonly lapse: 'AskRunsOut'; readonly ask: number }
  | { readonly lapse: 'TellCancelFailure'; readonly referenceId: number; readonly by: string }
  | { readonly lapse: 'CustomerGivesUp' }
  | { readonly lapse: 'AgentGone'; readonly agent: string }

export type LapseDeciders<Name extends Lapse['lapse']> = {
  readonly [Key in Name]: (chat: Chat, lapse: Extract<Lapse, { lapse: Key }>, context: Context) => readonly Event[]
}

export type ChatEventType = Exclude<ChatEvent['type'], 'ChatRequested'>

export type Evolvers<Type extends ChatEventType> = { readonly [Key in Type]: (chat: Chat, event: EventOf<Key>, at: number) => Chat }

/** One frame for one viewer. */
export interface Say {
  readonly to: Viewer
  readonly say: Told
}

/** Tells from the state after the event; whatever the event removed rides on the event. */
export type Tellers<Type extends ChatEvent['type']> = { readonly [Key in Type]: (chat: Chat, event: EventOf<Key>, directory: Directory) => readonly Say[] }
