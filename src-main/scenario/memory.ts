import type { Answer, Heard } from '../contract/client.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Told } from '../wire/notifications.ts'

/** What everybody was told and answered in a run. A script knows no more of a room than this and what it can read. */
export class Memory {
  readonly heard: Heard[] = []
  readonly #chats = new Map<Viewer, string>()
  readonly #known = new Set<string>()
  readonly #states = new Map<string, string>()
  readonly #answers = new Map<Viewer, { readonly asked: string; readonly answer: Answer }>()

  hear(frame: Heard): void {
    this.heard.push(frame)
    const chat = chatIn(frame.said)
    if (chat === null) return
    const state = 'chat' in frame.said && frame.said.notificationType === 'StatusChange' ? frame.said.chat.state : null
    const key = `${frame.viewer} ${chat}`
    if (state !== null) this.#states.set(key, state)
    // A chat becomes the current one when its viewer is first told of it, and whenever it is invited to it again.
    if (!this.#known.has(key) || state === 'Invited') this.#chats.set(frame.viewer, chat)
    this.#known.add(key)
  }

  /** A customer that has asked for a chat is in it, whether or not it was told of it yet. */
  enter(viewer: Viewer, chat: string): void {
    this.#known.add(`${viewer} ${chat}`)
    this.#chats.set(viewer, chat)
  }

  answered(viewer: Viewer, asked: string, answer: Answer): void {
    this.#answers.set(viewer, { asked, answer })
  }

  lastAnswer(viewer: Viewer): { readonly asked: string; readonly answer: Answer } | null {
    return this.#answers.get(viewer) ?? null
  }

  /** The latest chat that this viewer was told of. */
  currentChat(viewer: Viewer): string | null {
    return this.#chats.get(viewer) ?? null
  }

  /** The state that the viewer's last `StatusChange` of that chat said. */
  lastState(viewer: Viewer, chat: string): string | null {
    return this.#states.get(`${viewer} ${chat}`) ?? null
  }

  /** What the future depends on, without what was heard. */
  state(): unknown {
    // In whichever order it came about.
    return [this.#chats, this.#states, this.#answers].map((known) => [...known].sort(([one], [other]) => (one < other ? -1 : 1)))
  }

  /** What a viewer heard from a place in the memory on. */
  of(viewer: Viewer, from = 0): Heard[] {
    return this.heard.slice(from).filter((frame) => frame.viewer === viewer)
  }
}

/** The id of the chat that a frame is about. */
export function chatIn(said: Told): string | null {
  if ('chat' in said) return said.chat.id
  if (!('messages' in said)) return null
  const path = ('chatUri' in said ? said.chatUri : undefined) ?? said.chatPath ?? ''
  return path.slice(path.lastIndexOf('/') + 1) || null
}
