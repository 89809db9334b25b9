import type { AgentOperation, IntrudeOperation, SessionOperation, StateChange, SupervisorOperation } from '../wire/operations.ts'
import type { AgentStateName, ChannelName } from '../wire/agent-states.ts'
import type { FaultPlan } from './room-plan.ts'
import type { CustomerOperation, RequestChat } from '../wire/customer-side.ts'
import type { Envelope } from '../wire/return-codes.ts'
import type { Told } from '../wire/notifications.ts'
import type { ChatResource } from '../wire/chat.ts'
import type { CustomerChat } from '../wire/customer-side.ts'
import type { ChatMessage, CustomerMessage } from '../wire/messages.ts'
import type { Viewer } from './viewer.ts'

/** Anything that can be asked of a room, by whom it may be asked, and of which chat. */
export type Request =
  | { viewer: Viewer; chat: string; operation: AgentOperation | CustomerOperation | FeedRead }
  | { viewer: Viewer | null; chat: null; operation: RequestChat }
  | { viewer: Viewer; chat: string; operation: ForUser<IntrudeOperation> }
  | { viewer: Viewer; chat: null; operation: SessionOperation | OnChannel | ForUser<SupervisorOperation | OnChannel> | ChannelChange }
  /** The trainer's: nobody of the cast asks for it. */
  | { viewer: null; chat: null; operation: FaultChange }

/** A change of readiness on one channel. */
export type OnChannel = StateChange & { channel: ChannelName }

/** What a supervisor asks of another agent; `user` is the id in the address. */
export type ForUser<Operation> = Operation & { user: string }

/** The trainer makes requests fail, or switches the back end of a channel off and on. `SetFaults` replaces all that were set before. */
export type FaultChange = { operationName: 'SetFaults'; faults: readonly FaultPlan[] } | { operationName: 'SwitchChannel'; channel: ChannelName; on: boolean }

/** A window or a foreign client opened or lost its notification channel (R21). Not a request that a client can send. */
export interface ChannelChange {
  operationName: 'ChannelOpened' | 'ChannelClosed'
}

/** A customer fetched what it had not fetched yet: `GET /chats/{id}/messages` without an index (wire-facts 4.6). */
export interface FeedRead {
  operationName: 'ReadFeed'
}

/** What a request is answered by. `chat` comes with a chat that was asked for, `refused` is our own word for a refusal. */
export type Answer = Envelope & { chat?: string; refused?: string }

/** One frame, as its viewer got it. `seq` counts per viewer from 1 without gaps; `at` is simulation time since the room began. */
export interface Heard {
  viewer: Viewer
  seq: number
  at: number
  said: Told
}

/** A message as its agent or its customer reads it. */
export type ReadMessage = ChatMessage | CustomerMessage

/** What is wrong with the line over which a viewer is told things. */
export type LineFault =
  /** What is told is lost. */
  | { network: 'drop' }
  /** Everything arrives so much later, in order. */
  | { network: 'delay'; byMs: number }
  /** Everything arrives twice. */
  | { network: 'duplicate' }
  /** Each two frames change places. */
  | { network: 'reorder' }
  /** Nothing arrives until the line is mended. */
  | { network: 'disconnect' }

/** What becomes of a request before it comes in. */
export interface OnWay {
  /** Called at once if somebody holds it. */
  held(): void
  /** Called when it is let in after that. */
  released(): void
}

/**
 * A room as seen from outside: one interface, in process or over HTTP and socket.io.
 * Times are milliseconds of simulation time since the room began.
 */
export interface RoomClient {
  /** The time in the room. */
  now(): number
  /** Lets the room's time come to `at`. Comes back early, saying `told`, as soon as anybody heard anything. */
  until(at: number): Promise<'reached' | 'told' | 'stopped'>
  ask(request: Request, onWay?: OnWay): Promise<Answer>
  /** Sends any body as it is, to a chat or to the viewer's own session, through the same checks as the HTTP door: a malformed one is answered and not stored. */
  raw(viewer: Viewer, chat: string | null, body: unknown, onWay?: OnWay): Promise<Answer>
  /** Holds the requests of a viewer on their way: those with this `operationName`, or all with null. */
  hold(viewer: Viewer, operationName: string | null): void
  /** Lets what was held of a viewer in, in the order in which it was asked, and holds nothing more. */
  release(viewer: Viewer): void
  /** Called with every frame that anybody is told, in order. Returns the way to stop it. */
  listen(hear: (heard: Heard) => void): () => void
  /**
   * Breaks the line of a viewer, or mends it with null. `catchUp` lets what a broken line lost arrive when it is mended, as
   * for a client that comes back with its last `seq`.
   */
  setLine(viewer: Viewer, fault: LineFault | null, catchUp?: boolean): Promise<void>
  /** An agent's chats, as `GET /me/chats?fields=*` shows them. */
  chatsOf(agent: Viewer): Promise<ChatResource[]>
  /** A customer's chat, as `GET /chats/{id}` shows it. */
  customerChat(customer: Viewer, chat: string): Promise<CustomerChat | null>
  /**
   * The messages of a chat as its agent or its customer reads them, from an index on, the first if not given: as `GET
   * /chats/{id}/messages` shows them. Null for whoever may not read them. Reading moves no cursor.
   */
  messagesOf(viewer: Viewer, chat: string, from?: number): Promise<readonly ReadMessage[] | null>
  /** An agent's own readiness, as `GET /me` shows it. */
  agentState(agent: Viewer): Promise<AgentStateName>
  /** The address that the wire gives an agent or a queue. */
  uriOf(kind: 'agent' | 'queue', name: string): string
}
