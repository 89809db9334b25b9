import type { Acting } from '../contract/acting.ts'
import type { Stage } from '../contract/control.ts'
import type { Editing } from '../contract/editing.ts'
import type { Inspector } from '../contract/inspection.ts'
import type { Suites } from '../contract/suites.ts'
import type { RoomPace } from '../engine/pace.ts'
import type { RoomViews } from '../engine/room-views.ts'
import type { Room } from '../engine/room.ts'
import type { Lobby } from './lobby.ts'

/** A room as the doors serve it. */
export interface HostedRoom {
  readonly room: Room
  readonly views: RoomViews
  readonly pace: RoomPace
  readonly lobby: Lobby
}

/** The reference as the doors serve it: a page, and two documents in JSON. */
export interface ServedReference {
  readonly page: string
  readonly openApi: string
  readonly asyncApi: string
}

/** What the application hands to the doors. */
export interface Host {
  room(name: string): HostedRoom | undefined
  /** Called for every room that is open now or will be. Returns the way to stop it. */
  onRoom(serve: (hosted: HostedRoom) => void): () => void
  /** The room in which the windows of another go on, since its run was started again; null while it is the last. */
  successorOf(name: string): HostedRoom | null
  /** Called with the name of a room whenever it gets a successor. Returns the way to stop it. */
  onSuccessor(follow: (room: string) => void): () => void
  /** Where a foreign client lands that brings only a user name; null while nothing is hosted. */
  defaultRoom(): HostedRoom | null
  /** What tokens are signed with; kept in the log, so that they outlive a restart. */
  readonly secret: Buffer
  readonly stage: Stage
  readonly inspector: Inspector
  readonly acting: Acting
  readonly editing: Editing
  readonly suites: Suites
  /** The addresses of this computer in its networks. */
  lanAddresses(): readonly string[]
  /** The folder with the built pages. */
  readonly pages: string
  /** The generated reference; made when it is first asked for. */
  reference(): Promise<ServedReference>
  /** The folder with what the reference's page is shown with. */
  readonly docs: string
}
