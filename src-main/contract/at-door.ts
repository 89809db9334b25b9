import type { Failure } from '../wire/return-codes.ts'
import type { Viewer } from './viewer.ts'

/** What somebody of a room does at the doors that never comes as far as the room, or has not come there yet. */
export type AtDoor =
  /** Somebody brought a credential that is good. */
  | { readonly what: 'came'; readonly viewer: Viewer }
  /** A request was malformed, so the door answered it. `asked` is its method and path. */
  | { readonly what: 'turned away'; readonly viewer: Viewer; readonly asked: string; readonly chat: string | null; readonly body: unknown; readonly failure: Failure }
  /** A request is held on its way until it is released. */
  | { readonly what: 'held'; readonly viewer: Viewer; readonly chat: string | null; readonly body: unknown }
