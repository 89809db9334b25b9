import type { ChatResource } from '../../src-main/wire/chat.ts'
import type { ChatMessage } from '../../src-main/wire/messages.ts'
import type { ChannelState } from '../../src-main/wire/agent-states.ts'
import type { ChatNotification, Notification } from '../../src-main/wire/notifications.ts'
import type { MeResource, UserResource } from '../../src-main/wire/users-and-queues.ts'
import type { AgentOperation } from '../../src-main/wire/operations.ts'
import { Connection } from '../shared/connection.svelte.ts'
import { m } from '../shared/messages/messages.js'
import { Rest } from '../shared/rest.ts'
import { changedData, lastIndex, newChat, pendingIn, unreadIn, withMessages, withResource, withUserData } from './desk-chat.ts'
import type { Asked, AskKind, DeskChat, Me, Person, SupervisionMode } from './desk-chat.ts'
import { forgetPlace, keptPlace, keepAsked, keepReadUpTo, keepSelected, keptSelected } from './kept-places.ts'
import type { News } from './news.ts'
import { failure, partingWords } from './outcome-words.ts'
import { OwnState } from './own-state.svelte.ts'
import { say } from './say.ts'
import { Supervision } from './supervision.svelte.ts'
import { readTargets } from './targets.ts'
import type { Target } from './targets.ts'
import { readWorkspace, usualWorkspace, withFixedDisposition } from './workspace.ts'
import type { Workspace } from './workspace.ts'

/** A line that says what went wrong or what has ended; it stays until it is dismissed. */
export interface Note {
  readonly id: number
  /** Null for one that belongs to no open chat. */
  readonly chat: string | null
  readonly text: string
  readonly isTrouble: boolean
}

interface MeAnswer {
  user: MeResource
}

const exits: readonly AgentOperation['operationName'][] = ['Reject', 'Leave', 'Complete', 'Transfer']

/** Return code 11: this cannot be changed. */
const readOnly = 11

/** An asking that nobody has heard of again for so long has ended while the line was broken. */
const forgottenAfterMs = 120_000

/** What one agent's window knows. Components read it; `hear` and the answers to its own requests change it. */
export class Desk {
  me = $state.raw<Me | null>(null)
  chats = $state.raw<readonly DeskChat[]>([])
  notes = $state.raw<readonly Note[]>([])
  isRead = $state(false)
  /** What only supervisors have. */
  supervision = $state.raw<Supervision | null>(null)
  isTeamOpen = $state(false)
  workspace = $state.raw<Workspace>(usualWorkspace)
  /** User data that cannot be changed in this room, each with the sentence with which that was refused. */
  fixedData = $state.raw<Readonly<Record<string, string>>>({})
  #selectedId = $state<string | null>(keptSelected())

  ringing = $derived(this.chats.filter(({ state, isExpected }) => state === 'Invited' && !isExpected))
  /** What was said and has not been on the screen, in all chats. */
  unread = $derived(this.chats.reduce((sum, chat) => sum + (this.me ? unreadIn(chat, this.me) : 0), 0))
  selected = $derived(this.chats.find(({ id, state }) => id === this.#selectedId && state !== 'Invited') ?? null)

  readonly connection: Connection<Notification>
  readonly own: OwnState
  readonly #rest: Rest
  /** Cancels by their own `referenceId`: their failure means that the colleague was faster (R7). */
  readonly #cancels: Record<number, string> = {}
  /** How this window last tried to get out of a chat, to say why it has gone. */
  readonly #did: Record<string, AgentOperation['operationName']> = {}
  /** Chats that this window asked to supervise and has not heard of yet. */
  readonly #intrudes: Record<string, true> = {}
  /** `classic` knows people in a chat by nickname alone: there this window joins under the one name that it knows. */
  #joinsAs: string | null = null
  #noteCount = 0
  /** When an invitation last rang out here, in the room's time, and the note that says so. */
  #rangOut: { readonly at: number | null; readonly note: number } | null = null
  /** Whoever wants to know what may want the agent's attention. */
  onnews: ((news: News) => void) | null = null

  readonly token: string

  constructor(token: string, signedOut: () => void) {
    this.token = token
    this.#rest = new Rest(token, signedOut, say)
    this.connection = new Connection<Notification>(token, { hear: (said) => this.hear(said), readAll: () => this.#readAll() })
    this.own = new OwnState(this.#rest, this.connection.clock)
  }

  close(): void {
    this.connection.close()
  }

  hear(said: Notification): void {
    switch (said.messageType) {
      case 'ChannelStateChangeMessageV2':
        return this.#hearOwnState(said.channels)
      case 'MessageLogUpdated':
        return this.#hearMessages(said.chatUri.slice(said.chatUri.lastIndexOf('/') + 1), said.messages)
      case 'ChatStateChangeMessage':
        return this.#hearChat(said)
      default:
        said satisfies never
    }
  }

  select(id: string): void {
    this.isTeamOpen = false
    this.#selectedId = id
    keepSelected(id)
    this.markRead(id)
  }

  markRead(id: string): void {
    const chat = this.#find(id)
    if (!chat || chat.readUpTo === lastIndex(chat)) return
    keepReadUpTo(id, lastIndex(chat))
    this.#change(id, (known) => ({ ...known, readUpTo: lastIndex(known) }))
    this.onnews?.({ kind: 'seen', chat: id })
  }

  dismiss(note: Note): void {
    this.notes = this.notes.filter((one) => one !== note)
  }

  // What the agent can ask for.

  async accept(id: string): Promise<void> {
    const nickname = this.#joinsAs
    if (await this.#do(id, { operationName: 'Accept', ...(nickname === null ? {} : { nickname }) })) this.select(id)
  }

  /** Comes into a colleague's chat: whoever asks for that needs no card to answer. Comes back with the refusal. */
  async intrude(user: UserResource, chat: string, mode: SupervisionMode): Promise<string | null> {
    this.#intrudes[chat] = true
    const refusal = (await this.supervision?.intrude(user, chat, mode)) ?? null
    if (refusal !== null) delete this.#intrudes[chat]
    return refusal
  }

  /** A supervisor goes on in another way. */
  switchTo(id: string, mode: SupervisionMode): Promise<boolean> {
    return this.#do(id, { operationName: `SwitchTo${mode}` })
  }

  reject(id: string): Promise<boolean> {
    return this.#do(id, { operationName: 'Reject' })
  }

  say(id: string, text: string): Promise<boolean> {
    return this.#do(id, { operationName: 'SendMessage', text })
  }

  pushUrl(id: string, url: string): Promise<boolean> {
    return this.#do(id, { operationName: 'SendUrl', url })
  }

  tellAgents(id: string, text: string): Promise<boolean> {
    return this.#do(id, { operationName: 'SendToAgents', text })
  }

  /** Nobody needs to know when telling that somebody types fails. */
  async typing(id: string, toAgents: boolean, isTyping: boolean): Promise<void> {
    const operationName = toAgents
      ? isTyping ? 'SendStartTypingToAgentsNotification' : 'SendStopTypingToAgentsNotification'
      : isTyping ? 'SendStartTypingNotification' : 'SendStopTypingNotification'
    await this.#rest.post(`/api/v2/me/chats/${id}`, { operationName } satisfies AgentOperation)
  }

  /** A colleague who is in the chat comes at once; anybody else is asked and has to answer (R8, R9, R13). */
  async ask(id: string, kind: AskKind, target: Target, note: string): Promise<boolean> {
    const chat = this.#find(id)
    if (!chat) return false
    const asked: Asked = {
      kind,
      name: target.name,
      isQueue: target.isQueue,
      referenceId: null,
      askedAt: this.connection.clock.now ?? 0,
      expiresAt: null,
      afterIndex: lastIndex(chat)
    }
    // What came of an earlier asking is no news any more.
    this.notes = this.notes.filter((note) => note.chat !== id)
    this.#setAsked(id, asked)
    const operationName = ({ consult: 'Consult', conference: 'Invite', transfer: 'Transfer' } as const)[kind]
    const operation: AgentOperation = { operationName, targetUri: target.uri, ...(note === '' ? {} : { note }) }
    const reply = await this.#post(id, operation)
    if (!reply.ok) {
      this.#setAsked(id, null)
      this.#note(id, reply.failure.statusMessage, true)
      return false
    }
    // The outcome may have been quicker than the answer.
    if (this.#find(id)?.asked === asked) this.#setAsked(id, { ...asked, referenceId: reply.value.referenceId ?? null })
    if (kind === 'consult') await this.#readChat(id)
    return true
  }

  async cancelConsult(id: string): Promise<void> {
    const pending = this.#pending(id)
    const reply = await this.#post(id, { operationName: 'CancelConsult' })
    if (!reply.ok) return void this.#note(id, reply.failure.statusMessage, true)
    if (reply.value.referenceId !== undefined && pending) this.#cancels[reply.value.referenceId] = pending.name
    this.#setAsked(id, null)
    await this.#readChat(id)
  }

  async endConsult(id: string, consultant: Person): Promise<boolean> {
    const targetUri = await this.#uriOf(consultant)
    return this.#do(id, { operationName: 'RemoveParticipantFromConference', targetUri })
  }

  async conferenceWith(id: string, consultant: Person): Promise<boolean> {
    const targetUri = await this.#uriOf(consultant)
    return this.#do(id, { operationName: 'Invite', targetUri })
  }

  async handOverTo(id: string, consultant: Person): Promise<boolean> {
    const targetUri = await this.#uriOf(consultant)
    return this.#do(id, { operationName: 'Transfer', targetUri })
  }

  leave(id: string): Promise<boolean> {
    return this.#do(id, { operationName: 'Leave' })
  }

  complete(id: string): Promise<boolean> {
    return this.#do(id, { operationName: 'Complete' })
  }

  /** Changes what is attached. Comes back with the refusal, for whoever typed it; what can never be changed is remembered. */
  async changeData(id: string, names: readonly string[], operation: AgentOperation): Promise<string | null> {
    const before = this.#find(id)?.userData
    const reply = await this.#post(id, operation)
    if (reply.ok) {
      // The answer may be quicker than the notification; whatever was heard meanwhile is newer than both.
      this.#change(id, (chat) => (chat.userData === before ? withUserData(chat, changedData(chat.userData, operation, this.workspace.disposition.key), true) : chat))
      return null
    }
    const { statusCode, statusMessage } = reply.failure
    const isDisposition = operation.operationName === 'SetDisposition'
    if (statusCode === readOnly && isDisposition && !this.workspace.disposition.isFixedAtTheEnd) this.workspace = withFixedDisposition(this.workspace)
    if (statusCode === readOnly && !isDisposition) {
      this.fixedData = { ...this.fixedData, ...Object.fromEntries(names.map((name) => [name, statusMessage])) }
    }
    return statusMessage
  }

  /** The transcript before answering; a sentence where the room does not allow it. */
  async preview(id: string): Promise<string | null> {
    const reply = await this.#rest.get<{ messages: ChatMessage[] }>(`/api/v2/me/chats/${id}/messages`)
    if (!reply.ok) return reply.failure.statusMessage
    this.#change(id, (chat) => withMessages(chat, reply.value.messages))
    return null
  }

  /** Everybody who can be asked, in the order in which they can help soonest. */
  targets(): Promise<Target[]> {
    return readTargets(this.#rest, this.me)
  }

  // What is heard.

  #hearOwnState(channels: readonly ChannelState[]): void {
    const now = this.connection.clock.now
    const rangOutWithinMs = 1000
    const rangOut = this.#rangOut
    const hasMissed = now !== null && rangOut !== null && rangOut.at !== null && now - rangOut.at <= rangOutWithinMs
    const isForced = this.own.hear(channels, hasMissed)
    // One word is enough, and that one leads to being ready again.
    if (isForced && hasMissed) this.notes = this.notes.filter(({ id }) => id !== rangOut.note)
    if (isForced && !hasMissed && this.isRead) this.#note(null, m.agent_noteSetNotReadyByOther(), false)
  }

  #hearMessages(id: string, messages: readonly ChatMessage[]): void {
    const before = this.#find(id)
    if (!before) return
    this.#change(id, (chat) => withMessages(chat, messages))
    const chat = this.#find(id)
    // What was said before this agent came is no news.
    const isHistory = before.messages.length === 0
    const news = messages.filter(({ index }) => index > lastIndex(before))
    if (chat && !isHistory) this.onnews?.({ kind: 'said', chat, messages: news })
    if (id === this.#selectedId && !document.hidden) this.markRead(id)
  }

  #hearChat(said: ChatNotification): void {
    const { id, state } = said.chat
    if (state === 'Completed' || state === 'Revoked') return this.#gone(id, state)
    const isNew = !this.#find(id)
    if (isNew) this.chats = [...this.chats, withKept(newChat(id))]
    const { userData } = said.chat
    if (said.notificationType === 'PropertiesUpdated' && userData) this.#change(id, (chat) => withUserData(chat, userData, said.referenceId !== undefined))
    const wasRinging = !isNew && this.#find(id)?.state === 'Invited'
    this.#change(id, (chat) => withResource(chat, said.chat))
    if (state === 'Invited' && this.#intrudes[id]) void this.#comeIn(id)
    else if (state === 'Invited' && isNew) this.#tellInvited(id)
    if (wasRinging && state !== 'Invited') this.#answered(id)
    if (said.notificationType === 'Error') this.#failed(id, said)
    else if (isNew && state !== 'Invited') void this.#readChat(id, true)
    // The wire is silent when this agent's other window takes an asking back: ask how it stands.
    else if (said.chat.path !== undefined && said.chat.consult === undefined && this.#find(id)?.asked?.kind === 'consult') void this.#readChat(id)
  }

  /** Here, in another window, or by the script; where nothing is open, the chat opens. */
  #answered(id: string): void {
    this.onnews?.({ kind: 'answered', chat: id })
    if (this.selected || this.isTeamOpen) return
    this.#selectedId = id
    keepSelected(id)
    if (!document.hidden) this.markRead(id)
  }

  #tellInvited(id: string): void {
    const chat = this.#find(id)
    if (chat) this.onnews?.({ kind: 'invited', chat })
  }

  async #comeIn(id: string): Promise<void> {
    delete this.#intrudes[id]
    this.#change(id, (chat) => ({ ...chat, isExpected: true }))
    await this.accept(id)
    this.#change(id, (chat) => ({ ...chat, isExpected: false }))
  }

  #failed(id: string, { referenceId, errorMessage }: ChatNotification): void {
    const cancelled = referenceId === undefined ? undefined : this.#cancels[referenceId]
    const asked = this.#find(id)?.asked ?? null
    const isOutcome = asked !== null && cancelled === undefined && (asked.referenceId === null || asked.referenceId === referenceId)
    if (isOutcome) this.#setAsked(id, null)
    delete this.#did[id]
    if (cancelled !== undefined) return this.#note(id, m.agent_troubleCancel({ name: cancelled }), true)
    this.#note(id, isOutcome ? failure(asked) : m.agent_troubleOther({ message: errorMessage ?? '' }), true)
  }

  #gone(id: string, state: 'Completed' | 'Revoked'): void {
    const chat = this.#find(id)
    if (!chat) return
    const own = this.#did[id]
    this.chats = this.chats.filter((one) => one.id !== id)
    this.notes = this.notes.filter((note) => note.chat !== id)
    forgetPlace(id)
    delete this.#did[id]
    const words = partingWords(chat, state, own, this.me)
    if (words !== null) this.#note(null, words, false)
    if (chat.state === 'Invited') this.onnews?.({ kind: 'answered', chat: id })
    else if (words !== null) this.onnews?.({ kind: 'ended', chat, words })
    if (state === 'Revoked' && own === undefined) this.#rangOut = { at: this.connection.clock.now, note: this.#noteCount }
    if (this.#selectedId === id) this.#selectedId = this.chats.find((one) => one.state !== 'Invited')?.id ?? null
  }

  // What is read.

  async #readAll(): Promise<boolean> {
    const [me, chats] = await Promise.all([
      this.#rest.get<MeAnswer>('/api/v2/me'),
      this.#rest.get<{ chats: ChatResource[] }>('/api/v2/me/chats?fields=*')
    ])
    if (!me.ok || !chats.ok) return false
    const [workspace] = await Promise.all([readWorkspace(this.#rest, this.workspace), this.own.readReasons()])
    this.workspace = workspace
    if (me.value.user.roles.includes('ROLE_SUPERVISOR')) this.supervision ??= new Supervision(this.#rest)
    const { uri, path, userName, nickname } = me.value.user
    this.me = { uri, path, name: userName, nickname: nickname ?? userName }
    this.#joinsAs = nickname === undefined ? userName : null
    this.own.read(me.value.user)
    const open = chats.value.chats.filter(({ state }) => state !== 'Completed' && state !== 'Revoked')
    const logs = await Promise.all(open.map((chat) => this.#messagesOf(chat)))
    this.chats = open.map((said, place) => this.#whole(said, logs[place] ?? []))
    this.isRead = true
    if (!this.selected) this.#selectedId = this.chats.find(({ state }) => state !== 'Invited')?.id ?? null
    if (this.#selectedId !== null && !document.hidden) this.markRead(this.#selectedId)
    return true
  }

  /** How one chat stands; its messages too where they were not told. */
  async #readChat(id: string, withLog = false): Promise<void> {
    const reply = await this.#rest.get<{ chat: ChatResource }>(`/api/v2/me/chats/${id}`)
    if (!reply.ok || !this.#find(id)) return
    const said = reply.value.chat
    const log = withLog ? await this.#messagesOf(said) : []
    if (this.#find(id)) this.#change(id, (chat) => withMessages(this.#settled(withResource(chat, said)), log))
  }

  async #messagesOf(chat: ChatResource): Promise<ChatMessage[]> {
    if (chat.state === 'Invited') return []
    const reply = await this.#rest.get<{ messages: ChatMessage[] }>(`/api/v2/me/chats/${chat.id}/messages`)
    return reply.ok ? reply.value.messages : []
  }

  #whole(said: ChatResource, log: readonly ChatMessage[]): DeskChat {
    const before = this.#find(said.id) ?? withKept(newChat(said.id))
    return withMessages(this.#settled(withResource(before, said)), log)
  }

  /** `extended` says how a consult stands; what this window believes to be pending must agree. */
  #settled(chat: DeskChat): DeskChat {
    const { asked, consult } = chat
    if (!asked) return chat
    const now = this.connection.clock.now ?? asked.askedAt
    const isForgotten = now > asked.askedAt + forgottenAfterMs
    const isExtended = chat.participants.some(({ path }) => path !== undefined)
    const isOver = isForgotten || (asked.kind === 'consult' && isExtended && consult?.state !== 'pending')
    return { ...chat, asked: isOver ? null : { ...asked, expiresAt: consult?.expiresAt ?? asked.expiresAt } }
  }

  // Small things.

  async #do(id: string, operation: AgentOperation): Promise<boolean> {
    const reply = await this.#post(id, operation)
    if (!reply.ok) this.#note(id, reply.failure.statusMessage, true)
    return reply.ok
  }

  #post(id: string, operation: AgentOperation) {
    if (exits.includes(operation.operationName)) this.#did[id] = operation.operationName
    return this.#rest.post<{ referenceId?: number }>(`/api/v2/me/chats/${id}`, operation)
  }

  /** `classic` names nobody's address in a chat: it is looked up by nickname. */
  async #uriOf(person: Person): Promise<string> {
    if (person.uri !== null) return person.uri
    const targets = await this.targets()
    return targets.find(({ name, isQueue }) => !isQueue && name === person.name)?.uri ?? person.name
  }

  #pending(id: string): Asked | null {
    const chat = this.#find(id)
    return chat ? pendingIn(chat) : null
  }

  #setAsked(id: string, asked: Asked | null): void {
    keepAsked(id, asked)
    this.#change(id, (chat) => ({ ...chat, asked, consult: asked ? chat.consult : chat.consult?.state === 'pending' ? null : chat.consult }))
  }

  #find(id: string): DeskChat | undefined {
    return this.chats.find((chat) => chat.id === id)
  }

  #change(id: string, to: (chat: DeskChat) => DeskChat): void {
    this.chats = this.chats.map((chat) => (chat.id === id ? to(chat) : chat))
  }

  #note(chat: string | null, text: string, isTrouble: boolean): void {
    const mostNotes = 4
    this.notes = [...this.notes, { id: ++this.#noteCount, chat, text, isTrouble }].slice(-mostNotes)
  }
}

function withKept(chat: DeskChat): DeskChat {
  return { ...chat, ...keptPlace(chat.id) }
}
