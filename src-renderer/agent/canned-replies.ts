import { m } from '../shared/messages/messages.js'

/** For whom a reply is worded. */
export type ReplyLane = 'customer' | 'agents'

/** A text that is said again and again. `{customer}` and `{me}` in it are filled in when it is put into a composer. */
export interface CannedReply {
  readonly id: string
  readonly text: string
  /** Added in this browser, and may be removed again. */
  readonly isOwn: boolean
}

const keyOf = (lane: ReplyLane): string => `aside.replies.${lane}`
const mostOwn = 50

/** Those that come with Aside, in the language of the window, and then one's own. */
export function repliesFor(lane: ReplyLane): readonly CannedReply[] {
  const shipped = lane === 'customer' ? forCustomers() : forAgents()
  return [...ownReplies(lane), ...shipped]
}

/** Keeps a text for later; one that is there already stays where it is. */
export function addReply(lane: ReplyLane, text: string): void {
  const own = ownReplies(lane).map((reply) => reply.text)
  if (own.includes(text)) return
  keep(lane, [text, ...own].slice(0, mostOwn))
}

export function removeReply(lane: ReplyLane, text: string): void {
  keep(lane, ownReplies(lane).flatMap((reply) => (reply.text === text ? [] : [reply.text])))
}

/** The text as it is said now and here. */
export function filledIn(text: string, names: { readonly customer: string; readonly me: string }): string {
  return text.replaceAll('{customer}', names.customer).replaceAll('{me}', names.me)
}

function forCustomers(): CannedReply[] {
  const names = { customer: '{customer}', me: '{me}' }
  return [
    { id: 'hello', text: m.agent_replyHello(names), isOwn: false },
    { id: 'moment', text: m.agent_replyMoment(names), isOwn: false },
    { id: 'more', text: m.agent_replyMore(), isOwn: false },
    { id: 'sorry', text: m.agent_replySorry(), isOwn: false },
    { id: 'check', text: m.agent_replyCheck(), isOwn: false },
    { id: 'colleague', text: m.agent_replyColleague(), isOwn: false },
    { id: 'else', text: m.agent_replyElse(names), isOwn: false },
    { id: 'bye', text: m.agent_replyBye(names), isOwn: false }
  ]
}

function forAgents(): CannedReply[] {
  const names = { customer: '{customer}' }
  return [
    { id: 'read', text: m.agent_replyRead(names), isOwn: false },
    { id: 'approve', text: m.agent_replyApprove(), isOwn: false },
    { id: 'take', text: m.agent_replyTake(names), isOwn: false },
    { id: 'yes', text: m.agent_replyYes(), isOwn: false },
    { id: 'no', text: m.agent_replyNo(), isOwn: false },
    { id: 'thanks', text: m.agent_replyThanks(), isOwn: false }
  ]
}

function ownReplies(lane: ReplyLane): CannedReply[] {
  return kept(lane).map((text) => ({ id: `own ${text}`, text, isOwn: true }))
}

function kept(lane: ReplyLane): readonly string[] {
  try {
    const texts: unknown = JSON.parse(localStorage.getItem(keyOf(lane)) ?? '[]')
    return Array.isArray(texts) ? texts.filter((text) => typeof text === 'string') : []
  } catch {
    return []
  }
}

function keep(lane: ReplyLane, texts: readonly string[]): void {
  localStorage.setItem(keyOf(lane), JSON.stringify(texts))
}
