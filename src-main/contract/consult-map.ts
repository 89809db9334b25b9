/** The consult's states and moves, as a trainer's map shows them. Names stay as they are: pages have words for each. */

export const mapStates = ['waiting', 'alone', 'asking', 'consulting', 'inviting', 'conference', 'transferring', 'handedOver', 'over'] as const
export type MapState = (typeof mapStates)[number]

/** Who somebody is in a chat: `asker` owns it, `asked` rings, `member` is in the conference beside the owner, `gone` was in it. */
export const mapRoles = ['asker', 'asked', 'consultant', 'member', 'gone', 'outsider', 'customer'] as const
export type MapRole = (typeof mapRoles)[number]

/** The operations of the wire that the map is about. */
export const mapOperations = ['Consult', 'CancelConsult', 'Accept', 'Reject', 'Invite', 'Transfer', 'RemoveParticipantFromConference', 'Leave', 'Complete', 'SendMessage', 'SendToAgents'] as const
export type MapOperation = (typeof mapOperations)[number]

/** `may`, or our word for the refusal. */
export type Verdict = 'may' | (string & {})

export type MayTable = Readonly<Record<MapState, Readonly<Partial<Record<MapRole, Readonly<Record<MapOperation, Verdict>>>>>>>

/** A way from one state to another: by an operation, or `NoAnswer` by itself. */
export interface MapMove {
  readonly from: MapState
  readonly to: MapState
  readonly by: MapOperation | 'NoAnswer'
  readonly who: MapRole | null
}

/** The map itself, the same for every run. */
export interface ConsultMap {
  readonly moves: readonly MapMove[]
  readonly may: MayTable
  /** Our word for a refusal -> numbers of rulings. */
  readonly rules: Readonly<Record<string, readonly string[]>>
}

/** How often a run went a way of the map, and how often what leads there was asked for and refused. */
export interface MoveCount {
  readonly from: MapState
  readonly to: MapState
  /** Null for what happened by itself and is no move of the map. */
  readonly by: string | null
  readonly who: MapRole | null
  made: number
  refused: number
}

/** What was asked for in a state, leads nowhere from there, and was refused. */
export interface RefusedCount {
  readonly from: MapState
  readonly by: string
  readonly who: MapRole | null
  refused: number
}

/** What a run made of the map: first all moves of the map, then ways that were gone and that it does not have. */
export interface MapCoverage {
  readonly moves: readonly Readonly<MoveCount>[]
  readonly refused: readonly Readonly<RefusedCount>[]
}

/** Where the chats of a run stood at a moment, and what they had gone through up to it. */
export interface MapMoment {
  readonly chats: readonly MapChat[]
  readonly gone: MapCoverage
}

export interface MapChat {
  readonly id: string
  /** By its customer's name. */
  readonly customer: string
  /** The state that tells most comes first; a conference may consult at the same time. */
  readonly here: readonly MapState[]
  readonly people: readonly MapPerson[]
}

/** Somebody of the cast in that chat. */
export interface MapPerson {
  readonly name: string
  readonly role: MapRole
  /** What the room would answer now. Of operations with a target, to a colleague who is not in the chat; removing is of somebody who is. */
  readonly may: Readonly<Record<MapOperation, Verdict>>
}
