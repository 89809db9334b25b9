import type { RoomClient } from '../contract/client.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import { agentViewer, isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { ChatResource } from '../wire/chat.ts'
import { isAcknowledged } from './happened.ts'
import type { AskedEvent, ToldEvent } from './happened.ts'
import type { Broken, Invariant, Moment } from './invariant.ts'
import { wrongWithSayings } from './invariant-sayings.ts'
import { roleIn } from './invariant-sight.ts'
import type { Sight } from './invariant-sight.ts'
import { Targets } from './invariant-wishes.ts'
import type { Wish } from './invariant-wishes.ts'
import { clockText } from './wording.ts'

/** Where an agent stands in a chat, as far as it was told. */
interface Standing {
  readonly state: ChatResource['state']
  readonly mayAccept: boolean
  /** What may have brought the invitation about. */
  readonly wishes: readonly Wish[]
}

/**
 * Whatever was acknowledged comes to one thing: who is wanted joins, or an Error says that nobody does, or it was cancelled,
 * or the chat is over for whoever asked (R5 to R9, R13). Nobody comes in without an invitation, or twice on one. What was
 * said is told once to everybody who may hear it. Only requests of the script are known, and where a line broke since,
 * what was not told is held against nobody.
 */
export class RequestOutcome implements Invariant {
  readonly name = 'request-outcome'
  readonly text = 'every acknowledged request came to one thing'
  readonly #targets: Targets
  #wishes: readonly Wish[] = []
  readonly #standings = new Map<string, Standing>()
  /** Whose line broke at some time: what such an agent was told is not known for sure. */
  readonly #unsure = new Set<Viewer>()

  constructor(plan: RoomPlan, client: Pick<RoomClient, 'uriOf'>) {
    this.#targets = new Targets(plan, client)
  }

  judge(moment: Moment): Broken | null {
    const { events, sight } = moment
    for (const event of events) if (event.kind === 'line') this.#unsure.add(event.viewer)
    for (const event of events) {
      const broken = event.kind === 'asked' ? this.#asked(event, sight) : event.kind === 'told' ? this.#told(event) : null
      if (broken) return broken
    }
    return wrongWithSayings(moment) ?? this.#overdue(moment)
  }

  #asked(event: AskedEvent, { breaks, isSteady }: Sight): Broken | null {
    const { viewer, chat, name, at, answer } = event
    if (viewer === null || chat === null || !isAcknowledged(event) || !isAgent(viewer)) return null
    const pending = this.#pendingBy(viewer, chat)
    const referenceId = answer && 'referenceId' in answer ? (answer.referenceId ?? null) : null
    const wish = (kind: Wish['kind'], target: Wish['target'], until: number): void => {
      this.#wishes = [...this.#wishes, { by: viewer, chat, kind, target, referenceId, at, until, breaks: isSteady ? breaks : null, outcome: 'pending', who: null }]
    }
    switch (name) {
      case 'Accept':
        return this.#accepted(viewer, chat, at)
      case 'Consult':
      case 'Invite':
      case 'Transfer': {
        const target = this.#targets.targetOf(event)
        // A transfer cancels a pending consult (R13); that anything else was pending is for the room to refuse (R5).
        if (pending) pending.outcome = name === 'Transfer' && pending.kind === 'Consult' ? 'cancelled' : 'over'
        wish(name, target, at + this.#targets.longestMs(target))
        return null
      }
      case 'CancelConsult':
        if (pending?.kind === 'Consult') pending.outcome = 'cancelled'
        else {
          // An Error without a number might be the one's or the other's.
          if (pending?.referenceId === null) pending.outcome = 'over'
          wish('CancelConsult', null, at + this.#targets.failsAfterMs)
        }
        return null
    }
    return null
  }

  #accepted(viewer: Viewer, chat: string, at: number): Broken | null {
    const standing = this.#standings.get(`${viewer} ${chat}`)
    if (this.#unsure.has(viewer) || standing?.state === 'Invited' || standing?.mayAccept) return null
    const instead = standing === undefined ? 'it had never been invited' : `it was ${standing.state} already`
    return { detail: `${nameOf(viewer)} accepted at ${clockText(at)} and was acknowledged, though ${instead}`, chat, viewers: [viewer] }
  }

  #told({ viewer, chat, at, frame: { said } }: ToldEvent): Broken | null {
    if (chat === null || !isAgent(viewer) || !('chat' in said) || !('uri' in said.chat)) return null
    const key = `${viewer} ${chat}`
    const before = this.#standings.get(key) ?? null
    if (said.notificationType === 'Error') return this.#failed(viewer, chat, 'referenceId' in said ? (said.referenceId ?? null) : null, at)
    const mayAccept = said.chat.capabilities?.includes('Accept') ?? false
    if (before?.state === 'Chatting') this.#promoted(viewer, said.chat)
    if (said.notificationType !== 'StatusChange') {
      if (before) this.#standings.set(key, { ...before, mayAccept })
      return null
    }
    const { state } = said.chat
    this.#standings.set(key, { state, mayAccept, wishes: state === 'Invited' ? this.#wishesFor(viewer, said.chat) : [] })
    switch (state) {
      case 'Chatting':
        return this.#entered(viewer, said.chat, before, at)
      case 'Invited':
        return null
      default:
        if (before?.state === 'Invited') this.#declined(before.wishes, at)
        for (const wish of this.#wishes) if (wish.by === viewer && wish.chat === chat && wish.outcome === 'pending') wish.outcome = 'over'
        return null
    }
  }

  /** Whoever comes in was invited, and the wish that invited it had come to nothing else. */
  #entered(viewer: Viewer, chat: ChatResource, before: Standing | null, at: number): Broken | null {
    const isEntry = chat.participants?.length === 0
    const broken = (detail: string, others: readonly Viewer[] = []): Broken => ({ detail: `${nameOf(viewer)} ${detail}`, chat: chat.id, viewers: [...others, viewer] })
    if (!this.#unsure.has(viewer)) {
      if (before === null || (before.state !== 'Invited' && before.state !== 'Chatting')) {
        return broken(`came into the chat at ${clockText(at)}, though ${before === null ? 'it had never been invited' : `it had been told that it is ${before.state}`}`)
      }
      if (isEntry && before.state === 'Chatting') return broken(`came into the chat at ${clockText(at)}, and was in it already`)
    }
    const wishes = before?.state === 'Invited' && roleIn(chat) !== 'supervisor' ? before.wishes : []
    const [only] = wishes
    if (!only || wishes.length > 1) {
      for (const wish of wishes) if (wish.outcome === 'pending') wish.outcome = 'over'
      return null
    }
    if (only.outcome !== 'pending' && only.outcome !== 'over') {
      return broken(`joined at ${clockText(at)}, though ${wishText(only)} had ${only.outcome === 'joined' ? `brought in ${nameOf(only.who ?? viewer)}` : only.outcome === 'cancelled' ? 'been cancelled' : 'failed'}`, [only.by])
    }
    only.outcome = 'joined'
    only.who = viewer
    return null
  }

  /** A consultant who may do from now on what an owner may was seen by everybody or took over (R8, R9). */
  #promoted(viewer: Viewer, chat: ChatResource): void {
    if (chat.state !== 'Chatting' || !chat.capabilities?.includes('Complete')) return
    for (const wish of this.#wishes) {
      const isMeant = wish.chat === chat.id && wish.outcome === 'pending' && wish.kind !== 'Consult' && wish.target !== null && 'agent' in wish.target && agentViewer(wish.target.agent) === viewer
      if (!isMeant) continue
      wish.outcome = 'joined'
      wish.who = viewer
    }
  }

  #failed(viewer: Viewer, chat: string, referenceId: number | null, at: number): Broken | null {
    const own = this.#wishes.filter((wish) => wish.by === viewer && wish.chat === chat)
    const meant = own.find((wish) => wish.referenceId !== null && wish.referenceId === referenceId) ?? own.find((wish) => wish.referenceId === null && wish.outcome === 'pending')
    if (!meant) return null
    const broken = (detail: string): Broken => ({ detail: `${nameOf(viewer)} was told at ${clockText(at)} that ${wishText(meant)} failed, though ${detail}`, chat, viewers: [viewer, ...(meant.who ? [meant.who] : [])] })
    if (meant.outcome === 'joined') return broken(`${nameOf(meant.who ?? viewer)} had joined`)
    if (meant.outcome === 'cancelled') return broken('it had been cancelled')
    if (meant.outcome === 'failed' && !this.#unsure.has(viewer)) return broken('it had been told so before')
    meant.outcome = 'failed'
    return null
  }

  /** Nobody else can take what one agent was asked. */
  #declined(wishes: readonly Wish[], at: number): void {
    for (const wish of wishes) if (wish.target !== null && 'agent' in wish.target) wish.until = Math.min(wish.until, at + this.#targets.failsAfterMs)
  }

  /** What is still pending when its time is over. */
  #overdue({ now, sight }: Moment): Broken | null {
    const late = this.#wishes.find((wish) => wish.outcome === 'pending' && wish.breaks === sight.breaks && now > wish.until)
    if (late) {
      const detail = `${wishText(late)} was acknowledged at ${clockText(late.at)}, and at ${clockText(now)} nobody has joined and no Error was told`
      const target = late.target && 'agent' in late.target ? [agentViewer(late.target.agent)] : []
      return { detail: detail[0]?.toUpperCase() + detail.slice(1), chat: late.chat, viewers: [late.by, ...target] }
    }
    return null
  }

  #pendingBy(viewer: Viewer, chat: string): Wish | undefined {
    return this.#wishes.find((wish) => wish.by === viewer && wish.chat === chat && wish.outcome === 'pending' && wish.kind !== 'CancelConsult')
  }

  /** Which wishes may have brought an invitation about; `extended` says its kind. */
  #wishesFor(viewer: Viewer, { id, invitation }: ChatResource): Wish[] {
    const kinds = { consult: 'Consult', conference: 'Invite', transfer: 'Transfer', chat: null, supervision: null } as const
    return this.#wishes.filter(({ chat, outcome, target, kind }) => {
      if (chat !== id || outcome !== 'pending' || target === null || (invitation && kinds[invitation.kind] !== kind)) return false
      return 'queue' in target || agentViewer(target.agent) === viewer
    })
  }
}

/** `the Consult of Ben by Anna (referenceId 1)` */
function wishText({ kind, target, by, referenceId }: Wish): string {
  const whom = target === null ? '' : ` of ${'agent' in target ? target.agent : target.queue}`
  return `the ${kind}${whom} by ${nameOf(by)}${referenceId === null ? '' : ` (referenceId ${referenceId})`}`
}
