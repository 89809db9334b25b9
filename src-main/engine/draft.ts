import type { Heard } from '../contract/client.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import type { Viewer } from '../contract/viewer.ts'
import { tellAgent } from '../core/agent.ts'
import type { Chat } from '../core/chat-state.ts'
import { decideLapse, evolve, isChatEvent, tell } from '../core/core.ts'
import type { Lapse, Say } from '../core/decider.ts'
import type { Directory } from '../core/directory.ts'
import { evolveDirectory } from '../core/directory.ts'
import type { Event, RoomEvent } from '../core/events.ts'
import { brokenIn, leakIn } from '../core/invariants.ts'
import { nextOffer } from '../core/routing.ts'
import type { StoredEvent } from '../store/store.ts'

/** What an input or a lapse would bring about; becomes true only when it is stored. */
export interface Draft {
  directory: Directory
  readonly chats: Map<string, Chat>
  readonly events: { event: Event; says: readonly Say[] }[]
}

/** What a room knows before. */
export interface Standing {
  readonly directory: Directory
  chatOf(id: string): Chat | undefined
  /** One of the last that are over. */
  overOf(id: string): Chat | undefined
}

/** What comes of events at the moment `at`, when the queues have served whoever can be served then. */
export function draftOf(events: readonly Event[], standing: Standing, at: number): Draft {
  const draft = applied(events, standing, at)
  let routed: Directory | null = null
  while (draft.directory !== routed) {
    routed = draft.directory
    const offer = nextOffer(draft.directory)
    const chat = offer && (draft.chats.get(offer.chat) ?? standing.chatOf(offer.chat))
    if (!offer || !chat) break
    const lapse: Lapse = { lapse: 'Offer', ask: offer.ask, agent: offer.agent }
    for (const event of decideLapse(chat, lapse, { now: at, directory: draft.directory })) apply(draft, event, standing, at)
  }
  return draft
}

/** What comes of events alone, as of those that are stored: what the queues did stands among them. */
export function applied(events: readonly Event[], standing: Standing, at: number): Draft {
  const draft: Draft = { directory: standing.directory, chats: new Map(), events: [] }
  for (const event of events) apply(draft, event, standing, at)
  return draft
}

/** Throws when something would be stored that must never be. */
export function assertSound({ chats, events }: Draft, settings: RoomPlan['settings']): void {
  for (const chat of chats.values()) {
    const broken = brokenIn(chat, settings)
    if (broken) throw new Error(`chat ${chat.id}: ${broken} (nothing was stored)`)
  }
  for (const { says } of events) {
    for (const say of says) {
      const leak = leakIn(say)
      if (leak) throw new Error(`${leak} (nothing was stored)`)
    }
  }
}

/** The events as they are stored, and the frames by which they are told; each viewer's go on from where its stream stands. */
export function numbered({ events }: Draft, at: number, streams: { seqOf(viewer: Viewer): number }): { stored: StoredEvent[]; heard: Heard[] } {
  const seqs = new Map<Viewer, number>()
  const heard: Heard[] = []
  const stored = events.map(({ event, says }) => {
    const told: Record<string, number> = {}
    for (const { to, say } of says) {
      const seq = (seqs.get(to) ?? streams.seqOf(to)) + 1
      seqs.set(to, seq)
      told[to] = seq
      heard.push({ viewer: to, seq, at, said: say })
    }
    return { at, event, told }
  })
  return { stored, heard }
}

function apply(draft: Draft, event: Event, standing: Standing, at: number): void {
  draft.directory = evolveDirectory(draft.directory, event, at)
  if (!isChatEvent(event)) {
    draft.events.push({ event, says: tellAgent(event as RoomEvent, draft.directory) })
    return
  }
  // Of what came about together, something may come after the chat was over: that a supervisor went with its agent.
  const before = draft.chats.get(event.chat) ?? standing.chatOf(event.chat) ?? standing.overOf(event.chat)
  const chat = evolve(before, event, at)
  draft.chats.set(event.chat, chat)
  draft.events.push({ event, says: tell(chat, event, draft.directory, before) })
}
