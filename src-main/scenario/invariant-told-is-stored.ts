import { isAgent, nameOf } from '../contract/viewer.ts'
import type { ReadMessage } from '../contract/client.ts'
import type { Viewer } from '../contract/viewer.ts'
import { finalStates } from '../wire/chat.ts'
import type { ChatResource } from '../wire/chat.ts'
import type { CustomerChat } from '../wire/customer-side.ts'
import type { ToldEvent } from './happened.ts'
import type { Broken, Invariant, Moment } from './invariant.ts'
import type { Sight } from './invariant-sight.ts'
import { isSame } from './same.ts'
import { listed } from './spelling.ts'
import { clockText } from './wording.ts'

/** What a viewer was last told of a chat. */
interface LastTold {
  readonly viewer: Viewer
  readonly seq: number
  readonly at: number
  readonly chat: ChatResource | CustomerChat
  /** As `PropertiesUpdated` had it; null while there was none. */
  readonly userData: ChatResource['userData'] | null
}

/**
 * What somebody was told can be read right afterwards: each message with the same bytes, and of the last frame about a chat
 * its state, who takes part, and what may be done. `CancelConsult` comes and goes without a frame (R1b), an invited agent
 * hears nothing of changed user data, and one in `LeftChat` nothing of who else comes: that is not compared.
 */
export class ToldIsStored implements Invariant {
  readonly name = 'told-is-stored'
  readonly text = 'whatever anybody was told could be read right afterwards'
  readonly #last = new Map<string, LastTold>()

  async judge(moment: Moment): Promise<Broken | null> {
    const told = moment.events.filter((event): event is ToldEvent => event.kind === 'told')
    const touched = this.#note(moment, told)
    for (const key of moment.isLast ? this.#last.keys() : touched) {
      const last = this.#last.get(key)
      const broken = last && moment.sight.isWhole(last.viewer) ? wrongWithLast(last, moment) : null
      if (broken) return broken
    }
    return (await wrongWithMessages(told, moment.sight)) ?? wrongWithReadiness(told, moment)
  }

  /** The chats whose last frame may have changed, or that were read anew. */
  #note({ events, sight }: Moment, told: readonly ToldEvent[]): ReadonlySet<string> {
    const touched = new Set<string>()
    for (const { viewer, chat, frame } of told) {
      if (chat === null || !('chat' in frame.said)) continue
      const key = `${viewer} ${chat}`
      const before = this.#last.get(key)
      if (before && before.seq > frame.seq) continue
      const { notificationType } = frame.said
      const userData = notificationType === 'PropertiesUpdated' && 'userData' in frame.said.chat ? frame.said.chat.userData : notificationType === 'StatusChange' ? null : before?.userData
      this.#last.set(key, { viewer, seq: frame.seq, at: frame.at, chat: frame.said.chat, userData: userData ?? null })
      touched.add(key)
    }
    for (const event of events) {
      // What was lost may have said something newer.
      if (event.kind === 'line' && event.change === 'mended' && !event.catchUp) this.#forget(event.viewer)
    }
    for (const viewer of sight.readAnew) for (const chat of sight.changed) touched.add(`${viewer} ${chat}`)
    return touched
  }

  #forget(viewer: Viewer): void {
    for (const [key, last] of this.#last) if (last.viewer === viewer) this.#last.delete(key)
  }
}

function wrongWithLast(last: LastTold, { now, sight }: Moment): Broken | null {
  const { viewer, at, chat } = last
  const wrong = isAgent(viewer) ? differenceForAgent(last, sight.chatOf(viewer, chat.id)) : differenceForCustomer(last, sight.customerIn(chat.id)?.now ?? null)
  if (wrong === null) return null
  return { detail: `${nameOf(viewer)} was told at ${clockText(at)} that ${wrong} (at ${clockText(now)})`, chat: chat.id, viewers: [viewer] }
}

function differenceForAgent({ chat, userData }: LastTold, read: ChatResource | null): string | null {
  const { state } = chat
  if ((finalStates as readonly string[]).includes(state)) return read ? `its chat is ${state}, and can read it as ${read.state}` : null
  if (!read) return `it is ${state}, and can read no such chat`
  if (state !== read.state) return `it is ${state}, and reads that it is ${read.state}`
  const [able, ableByReading] = [spokenOf(chat), spokenOf(read)]
  if (!isSame(able, ableByReading)) return `it can ${differing(able, ableByReading)}`
  if (state === 'Chatting' && !isSame(chat.participants, read.participants)) return `${namesIn(chat)} take part, and reads ${namesIn(read)}`
  if (state === 'Chatting' && userData !== null && !isSame(userData, read.userData)) return 'other user data is attached than it reads'
  return null
}

function differenceForCustomer({ chat }: LastTold, read: CustomerChat | null): string | null {
  if (!read) return 'it has a chat, and can read no such chat'
  if (chat.state !== read.state) return `its chat is ${chat.state}, and reads that it is ${read.state}`
  if (!isSame(chat.capabilities, read.capabilities)) return `it can ${differing(chat.capabilities ?? [], read.capabilities)}`
  return isSame(chat.participants, read.participants) ? null : `${namesIn(chat)} take part, and reads ${namesIn(read)}`
}

/** What an agent may do, but for what changes without a frame. */
function spokenOf({ capabilities = [] }: Pick<ChatResource, 'capabilities'> | CustomerChat): readonly string[] {
  return capabilities.filter((name) => name !== 'CancelConsult')
}

function differing(told: readonly string[], read: readonly string[]): string {
  const [more, fewer] = [told.filter((one) => !read.includes(one)), read.filter((one) => !told.includes(one))]
  if (more.length > 0) return `${listed(more)}, and reads that it cannot`
  return fewer.length > 0 ? `do less than it reads: ${listed(fewer)} ${fewer.length === 1 ? 'is' : 'are'} missing` : `${listed(told)}, and reads the same in another order`
}

function namesIn({ participants = [] }: { readonly participants?: readonly { readonly nickname: string }[] | undefined }): string {
  return listed(participants.map(({ nickname }) => nickname))
}

/** An agent who went has no log to read any more. */
async function wrongWithMessages(told: readonly ToldEvent[], sight: Sight): Promise<Broken | null> {
  for (const { viewer, chat, at, messages } of toldMessages(told)) {
    if (!sight.isWhole(viewer) || (isAgent(viewer) && sight.chatOf(viewer, chat) === null)) continue
    const read = new Map((await sight.messages(viewer, chat, Math.min(...messages.map(({ index }) => index))))?.map((message) => [message.index, message]))
    const lost = messages.find((message) => !isSame(message, read.get(message.index)))
    if (!lost) continue
    const where = read.has(lost.index) ? 'reads it otherwise' : 'cannot read it'
    return { detail: `${nameOf(viewer)} was told message ${lost.index} (${lost.type} of ${lost.from.nickname}) at ${clockText(at)}, and ${where}`, chat, viewers: [viewer] }
  }
  return null
}

interface ToldMessages {
  readonly viewer: Viewer
  readonly chat: string
  readonly at: number
  readonly messages: ReadMessage[]
}

function toldMessages(told: readonly ToldEvent[]): Iterable<ToldMessages> {
  const found = new Map<string, ToldMessages>()
  for (const { viewer, chat, at, frame } of told) {
    if (chat === null) continue
    const key = `${viewer} ${chat}`
    // Whoever goes and comes back may come back as somebody who reads less.
    if ('chat' in frame.said && isAgent(viewer) && frame.said.notificationType === 'StatusChange' && frame.said.chat.state !== 'Chatting') found.delete(key)
    if (!('messages' in frame.said)) continue
    const known = found.get(key)
    if (known) known.messages.push(...frame.said.messages)
    else found.set(key, { viewer, chat, at, messages: [...frame.said.messages] })
  }
  return found.values()
}

/** An agent's readiness for chats, as it was last told. */
async function wrongWithReadiness(told: readonly ToldEvent[], { now, sight }: Moment): Promise<Broken | null> {
  const last = new Map(told.flatMap(({ viewer, at, frame: { said } }) => {
    const channel = 'channels' in said ? said.channels.find((one) => one.channel === 'chat') : undefined
    return channel ? [[viewer, { at, state: channel.userState.workMode ?? channel.userState.state }] as const] : []
  }))
  for (const [viewer, { at, state }] of last) {
    const read = sight.isWhole(viewer) ? await sight.agentState(viewer) : state
    if (read !== state) return { detail: `${nameOf(viewer)} was told at ${clockText(at)} that it is ${state}, and reads that it is ${read} (at ${clockText(now)})`, chat: null, viewers: [viewer] }
  }
  return null
}
