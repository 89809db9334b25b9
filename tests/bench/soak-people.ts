import { answered, basic, tokenOf, urisOf } from './http-client.ts'
import { Dice } from './soak-dice.ts'
import { secret, SoakWindow } from './soak-window.ts'
import type { Told } from './soak-window.ts'

/** Who fills the centre: agents and customers who do what they may by seeded habits, over a real API and real sockets. */

export const agentNames = Array.from({ length: 12 }, (_, number) => `Agent${number}`)
const customersAtOnce = 18

/** What everybody has in common. */
export class Centre {
  readonly url: string
  readonly seed: number
  readonly windows = new Map<string, SoakWindow>()
  /** The keys of requests that were acknowledged. */
  readonly acknowledged = new Set<string>()
  refused = 0
  /** Requests whose connection broke before an answer came. */
  brokenOff = 0
  /** Windows that had to read anew though they were not away for long. */
  leftOut = 0
  /** Customers who came back when their chat was over: its stream is gone, and they read how it ended. */
  readAnew = 0
  isOver = false
  /** Requests so far; the number of each is in its key. */
  asked = 0

  constructor(url: string, seed: number) {
    this.url = url
    this.seed = seed
  }

  get answered(): number {
    return this.acknowledged.size + this.refused
  }

  /** Asks with a key of its own, by which the log is searched in the end. The parsed answer; null for none. */
  async ask(path: string, body: object, headers: Record<string, string>): Promise<Record<string, unknown> | null> {
    this.asked += 1
    const key = keyOf(this.asked)
    const answer = await answered('POST', `${this.url}${path}`, JSON.stringify(body), { ...headers, 'idempotency-key': key }).catch(() => null)
    if (!answer) {
      this.brokenOff += 1
      return null
    }
    const said = JSON.parse(answer.body) as Record<string, unknown>
    if (said['statusCode'] === 0) this.acknowledged.add(key)
    else this.refused += 1
    return said
  }

  /** Every third window's line breaks or stalls again and again. */
  openWindow(viewer: string, token: string, dice: Dice, listen: (told: Told) => void, readAnew: () => void): SoakWindow {
    const window = new SoakWindow({ url: this.url, token, isCustomer: !viewer.startsWith('agent:'), listen, readAnew, awayMs: () => dice.between(20, 4000) })
    const isFaulty = this.windows.size % 3 === 0
    this.windows.set(viewer, window)
    if (isFaulty) void this.#disturb(window, dice)
    return window
  }

  async #disturb(window: SoakWindow, dice: Dice): Promise<void> {
    while (!this.isOver) {
      await rest(dice.between(500, 8000))
      if (this.isOver || !window.isConnected) continue
      if (dice.next() < 0.3) window.stall(dice.between(100, 3000))
      else window.break()
    }
  }
}

/** The key of a request by its number. */
export function keyOf(number: number): string {
  return `soak-${number}`
}

/** Customers who write one message after the other until nobody answers any more. */
export async function writeUntilTheEnd(centre: Centre): Promise<void> {
  const lanes = Array.from({ length: 12 }, async () => {
    const asked = await centre.ask('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Customer', endpoint: 'Support' }, {})
    const headers = { authorization: `Bearer ${String(asked?.['token'])}` }
    while (asked && (await centre.ask(`/api/v2/chats/${String(asked['id'])}`, { operationName: 'SendMessage', text: 'Are you there?' }, headers)));
  })
  await Promise.all(lanes)
}

export function rest(ms: number): Promise<void> {
  return new Promise((over) => setTimeout(over, ms))
}

/** Everybody comes; resolves when the centre is over and all are done. */
export async function live(centre: Centre): Promise<void> {
  const [first = ''] = agentNames
  const uris = await urisOf(centre.url, basic(first))
  const agents = agentNames.map((name, place) => agent(centre, name, uris, new Dice(centre.seed * 1000 + place)))
  const customers = Array.from({ length: customersAtOnce }, (_, place) => customerLane(centre, new Dice(centre.seed * 1000 + 500 + place)))
  await Promise.all([...agents, ...customers])
}

type ChatSeen = NonNullable<Told['chat']>

/** Of what an agent may do now, how likely it is to do it. Whatever is not named here is not done. */
const inclinations: Readonly<Record<string, number>> = {
  Accept: 12,
  Reject: 0.5,
  SendMessage: 5,
  SendToAgents: 3,
  Consult: 1.5,
  CancelConsult: 0.4,
  Invite: 0.4,
  Transfer: 0.3,
  RemoveParticipantFromConference: 0.2,
  Leave: 0.7,
  Complete: 0.7,
  SendUrl: 0.2,
  SendCustomNoticeToAgents: 0.2,
  AttachUserData: 0.3,
  SetInFocus: 0.3,
  SendStartTypingNotification: 0.5
}

async function agent(centre: Centre, name: string, uris: ReadonlyMap<string, string>, dice: Dice): Promise<void> {
  const headers = await tokenOf(centre.url, name)
  const token = headers['authorization']?.slice('Bearer '.length) ?? ''
  const chats = new Map<string, ChatSeen>()
  const listen = ({ chat }: Told): void => {
    if (!chat) return
    if (chat.state === 'Completed' || chat.state === 'Revoked') chats.delete(chat.id)
    else chats.set(chat.id, chat)
  }
  // Nobody is away for so long that what it missed is no longer kept.
  centre.openWindow(`agent:${name}`, token, dice, listen, () => (centre.leftOut += 1))
  for (let said = 0; !centre.isOver; said += 1) {
    await rest(dice.between(40, 400))
    const chat = dice.one([...chats.values()])
    const operationName = chat && dice.weighted((chat.capabilities ?? []).map((can) => [can, inclinations[can] ?? 0]))
    if (!chat || operationName === undefined) continue
    const others = [...uris].flatMap(([other, uri]) => (other === name ? [] : [uri]))
    const about = detailsOf(operationName, `${name} ${said}`, dice.one(others) ?? '', chat, uris.get(name) ?? '')
    await centre.ask(`/api/v2/me/chats/${chat.id}`, { operationName, ...about }, headers)
  }
}

function detailsOf(operationName: string, word: string, colleague: string, { participants = [] }: ChatSeen, own: string): object {
  switch (operationName) {
    case 'SendMessage':
      return { text: `One moment, please (${word})` }
    case 'SendToAgents':
      return { text: `Is it ${secret}? (${word})` }
    case 'Consult':
    case 'Invite':
    case 'Transfer':
      return { targetUri: colleague, note: `A note ${secret} (${word})` }
    case 'RemoveParticipantFromConference':
      return { targetUri: participants.find(({ type, uri }) => type === 'Agent' && uri !== undefined && uri !== own)?.uri ?? colleague }
    case 'SendUrl':
      return { url: 'https://shop.example/refunds' }
    case 'SendCustomNoticeToAgents':
      return { noticeText: `${secret} (${word})` }
    case 'AttachUserData':
      return { userData: { Order: word } }
    default:
      return {}
  }
}

/** One customer after another. */
async function customerLane(centre: Centre, dice: Dice): Promise<void> {
  for (let number = 0; !centre.isOver; number += 1) {
    await rest(dice.between(100, 2000))
    const asked = await centre.ask('/api/v2/chats', { operationName: 'RequestChat', nickname: `Customer ${number}`, subject: 'Refund', endpoint: dice.next() < 0.8 ? 'Support' : 'Refunds' }, {})
    if (typeof asked?.['id'] === 'string' && typeof asked['token'] === 'string') await customer(centre, dice, asked['id'], asked['token'])
  }
}

async function customer(centre: Centre, dice: Dice, id: string, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` }
  const state = { isOver: false }
  const listen = ({ chat }: Told): void => {
    if (chat?.state === 'Completed') state.isOver = true
  }
  const window = centre.openWindow(`visitor:${id}`, token, dice, listen, () => {
    void answered('GET', `${centre.url}/api/v2/chats/${id}`, null, headers).then(({ body }) => {
      window.read(body)
      state.isOver = body.includes('"state":"Completed"')
      if (state.isOver) centre.readAnew += 1
      else centre.leftOut += 1
    })
  })
  const lines = Math.floor(dice.between(3, 25))
  const read = async (path: string): Promise<void> => {
    const answer = await answered('GET', `${centre.url}/api/v2/chats/${id}${path}`, null, headers).catch(() => null)
    window.read(answer?.body ?? '')
  }
  for (let line = 0; line < lines && !state.isOver && !centre.isOver; line += 1) {
    await rest(dice.between(200, 1500))
    const does = dice.weighted([['SendMessage', 5], ['SendStartTypingNotification', 2], ['feed', 1], ['chat', 1]])
    if (does === 'feed') await read('/messages?index=1')
    else if (does === 'chat') await read('')
    else await centre.ask(`/api/v2/chats/${id}`, does === 'SendMessage' ? { operationName: does, text: `Where is my refund? (${line})` } : { operationName: does }, headers)
  }
  if (!state.isOver) await centre.ask(`/api/v2/chats/${id}`, { operationName: 'Complete' }, headers)
  await read('/messages?index=1')
  window.close()
}
