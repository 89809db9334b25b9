import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer, Heard } from '../../src-main/contract/client.ts'
import type { AgentPlan, QueuePlan, RoomPlan, RoomSettings } from '../../src-main/contract/room-plan.ts'
import { planOf } from '../../src-main/scenario/plan.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import type { AgentOperation } from '../../src-main/wire/operations.ts'
import type { CustomerOperation } from '../../src-main/wire/customer-side.ts'
import type { Told } from '../../src-main/wire/notifications.ts'
import { toldIn } from '../../src-main/wire/dialect.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import type { Room } from '../../src-main/engine/room.ts'
import { viewsOf } from '../../src-main/engine/room-views.ts'
import type { RoomViews } from '../../src-main/engine/room-views.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import { noteFrame } from './described.ts'

/** A folder of this test alone. */
export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'aside-test-'))
}

/** What a room has whose scenario says nothing of it. */
const { settings } = planOf({ head: { scenario: 'A test', cast: {} } })

export function agentPlan(nickname: string, changed: Partial<AgentPlan> = {}): AgentPlan {
  return { nickname, password: nickname, places: 3, ready: 'onSignIn', roles: [], skills: {}, ...changed }
}

export function queuePlan(members: readonly string[], changed: Partial<QueuePlan> = {}): QueuePlan {
  return { members, answerWithinMs: 30_000, waitAtMostMs: 60_000, order: 'longestIdle', skill: '', overflow: null, whenNobody: 'wait', ...changed }
}

/** Anna in Support, Ben and Carol in Refunds, Clara who waits for ever. */
export function planWith({ settings: changed, ...rest }: Partial<Omit<RoomPlan, 'settings'>> & { settings?: Partial<RoomSettings> } = {}): RoomPlan {
  return {
    title: 'A test',
    seed: 7,
    wire: 'extended',
    starts: Date.UTC(2026, 0, 5, 9),
    zone: '+0000',
    base: 'http://localhost:8080',
    agents: { Anna: agentPlan('Anna'), Ben: agentPlan('Ben'), Carol: agentPlan('Carol') },
    queues: {
      Support: queuePlan(['Anna']),
      Refunds: queuePlan(['Ben', 'Carol'])
    },
    customers: { Clara: { nickname: 'Clara', patienceMs: null } },
    ...rest,
    settings: { ...settings, ...changed }
  }
}

/** A room on a real SQLite file, with its people's moves as one-liners. Every agent has one window open. */
export class Rehearsal {
  readonly file: string
  store: Store
  engine: Engine
  room: Room
  views: RoomViews
  heard: Heard[] = []

  constructor(plan: RoomPlan = planWith(), file: string = logIn(freshFolder())) {
    this.file = file
    this.store = Store.open(file)
    this.engine = new Engine(this.store)
    this.room = this.engine.begin('main', plan)
    this.views = viewsOf(this.room)
    this.room.listen((frame) => this.#hear(frame))
    for (const name of Object.keys(plan.agents)) this.room.dispatch({ viewer: `agent:${name}`, chat: null, operation: { operationName: 'ChannelOpened' } }, 0)
    this.heard = []
  }

  /** Seconds pass. */
  pass(seconds: number): void {
    this.room.advanceTo(this.room.now + seconds * 1000)
  }

  agent(name: string, operation: AgentOperation, chat = this.chatId): Answer {
    return this.room.dispatch({ viewer: `agent:${name}`, chat, operation }, this.room.now + 1000)
  }

  customer(operation: CustomerOperation, chat = this.chatId): Answer {
    return this.room.dispatch({ viewer: 'customer:Clara', chat, operation }, this.room.now + 1000)
  }

  /** Clara asks for a chat with Support, and Anna accepts. */
  chatWithAnna(): void {
    this.request()
    this.agent('Anna', { operationName: 'Accept' })
  }

  request(viewer: Viewer | null = 'customer:Clara', endpoint = 'Support'): Answer {
    const operation = { operationName: 'RequestChat', nickname: 'Clara', subject: 'Refund', endpoint } as const
    return this.room.dispatch({ viewer, chat: null, operation }, this.room.now + 1000)
  }

  consult(target = 'Ben', by = 'Anna'): Answer {
    return this.agent(by, { operationName: 'Consult', targetUri: this.uri(target) })
  }

  get chatId(): string {
    return [...this.room.chats.keys()].at(-1) ?? ''
  }

  uri(name: string): string {
    return this.views.uriOf(Object.hasOwn(this.room.plan.agents, name) ? 'agent' : 'queue', name)
  }

  /** What a viewer was told, in its room's dialect. */
  told(viewer: Viewer): Told[] {
    return this.heard.filter((frame) => frame.viewer === viewer).map(({ said }) => toldIn(this.room.plan.wire, said))
  }

  /** The same, as one short word each. */
  words(viewer: Viewer): string[] {
    return this.told(viewer).map(wordFor)
  }

  forget(): void {
    this.heard = []
  }

  /** The process ends and starts again on the same log. */
  restart(): void {
    this.store.close()
    this.store = Store.open(this.file)
    this.engine = new Engine(this.store)
    const room = this.engine.room('main')
    if (!room) throw new Error('the room is gone')
    this.room = room
    this.views = viewsOf(room)
    room.listen((frame) => this.#hear(frame))
  }

  /** Everything that anybody is told is as described, in the dialect of the room. */
  #hear(frame: Heard): void {
    this.heard.push(frame)
    noteFrame({ viewer: frame.viewer, said: toldIn(this.room.plan.wire, frame.said) })
  }
}

function wordFor(told: Told): string {
  if ('messages' in told) return told.messages.map((message) => `${message.type}${'visibility' in message ? `/${message.visibility}` : ''}`).join(' ')
  if ('channels' in told) return `channel ${told.channels[0]?.userState.state}`
  if (told.notificationType === 'StatusChange') return told.chat.state
  return told.notificationType
}
