import type { Heard } from '../../src-main/contract/client.ts'
import { agentViewer, visitorViewer } from '../../src-main/contract/viewer.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import type { Room } from '../../src-main/engine/room.ts'
import { viewsOf } from '../../src-main/engine/room-views.ts'
import type { RoomViews } from '../../src-main/engine/room-views.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import type { AgentOperation } from '../../src-main/wire/operations.ts'
import { agentPlan, freshFolder, planWith, queuePlan } from '../support/rooms.ts'
import { figure, median } from './figures.ts'
import type { Figure } from './figures.ts'
import { insertsMs } from './floor.ts'

/** A busy centre in virtual time: 50 agents, 500 chats an hour of five minutes each, a consult in every fifth. */

const agents = Array.from({ length: 50 }, (_, number) => `Agent${number}`)
const chatsAnHour = 500
const hourMs = 3_600_000

interface Task {
  readonly at: number
  readonly act: () => void
}

/** Plays one hour. Says how many inputs and events were stored. */
function anHour(room: Room, views: RoomViews): { asked: number } {
  const tasks: Task[] = []
  let asked = 0
  let chats = 0
  const later = (at: number, act: () => void): void => {
    const place = tasks.findIndex((task) => task.at > at)
    tasks.splice(place === -1 ? tasks.length : place, 0, { at, act })
  }
  const asks = (agent: string, chat: string, operation: AgentOperation): number => {
    asked += 1
    return room.dispatch({ viewer: agentViewer(agent), chat, operation }, room.now).statusCode
  }
  const talk = (agent: string, chat: string, isWithConsult: boolean): void => {
    const customer = visitorViewer(chat)
    for (let line = 0; line < 6; line += 1) {
      later(room.now + 10_000 + line * 40_000, () => {
        asked += 1
        room.dispatch({ viewer: customer, chat, operation: { operationName: 'SendMessage', text: `Where is my refund? (${line})` } }, room.now)
      })
      later(room.now + 25_000 + line * 40_000, () => void asks(agent, chat, { operationName: 'SendMessage', text: `One moment, please (${line})` }))
    }
    if (isWithConsult) {
      later(room.now + 60_000, () => void asks(agent, chat, { operationName: 'Consult', targetUri: views.uriOf('queue', 'Refunds'), note: 'Above my limit' }))
      later(room.now + 100_000, () => void asks(agent, chat, { operationName: 'SendToAgents', text: 'Can you approve 250?' }))
    }
    later(room.now + 300_000, () => void asks(agent, chat, { operationName: 'Complete' }))
  }
  const consult = (agent: string, chat: string): void => {
    later(room.now + 20_000, () => void asks(agent, chat, { operationName: 'SendMessage', text: 'Yes, go ahead' }))
    later(room.now + 60_000, () => void asks(agent, chat, { operationName: 'Leave' }))
  }
  const stop = room.listen(({ viewer, at, said }: Heard) => {
    if (!viewer.startsWith('agent:') || !('chat' in said) || said.notificationType !== 'StatusChange' || said.chat.state !== 'Invited') return
    const agent = viewer.slice('agent:'.length)
    const { id } = said.chat
    const isConsult = 'invitation' in said.chat && said.chat.invitation?.kind === 'consult'
    later(at + 4000, () => {
      if (asks(agent, id, { operationName: 'Accept' }) !== 0) return
      if (isConsult) return consult(agent, id)
      chats += 1
      talk(agent, id, chats % 5 === 0)
    })
  })
  const from = room.now
  for (let number = 0; number < chatsAnHour; number += 1) {
    later(from + (number * hourMs) / chatsAnHour, () => {
      asked += 1
      room.dispatch({ viewer: null, chat: null, operation: { operationName: 'RequestChat', nickname: `Customer ${number}`, endpoint: 'Support' } }, room.now)
    })
  }
  for (let task = tasks.shift(); task && task.at <= from + hourMs; task = tasks.shift()) {
    room.advanceTo(task.at)
    task.act()
  }
  room.advanceTo(from + hourMs)
  stop()
  return { asked }
}

export function busyCentre(): Figure {
  const plan = planWith({
    agents: Object.fromEntries(agents.map((name) => [name, agentPlan(name, { ready: 'onStart' })])),
    queues: { Support: queuePlan(agents), Refunds: queuePlan(agents.slice(40)) }
  })
  const [ours, floors]: [number[], number[]] = [[], []]
  for (let round = 0; round < 3; round += 1) {
    const store = Store.open(logIn(freshFolder()))
    const engine = new Engine(store)
    const room = engine.begin('main', plan)
    const begun = performance.now()
    const { asked } = anHour(room, viewsOf(room))
    ours.push(1000 / (performance.now() - begun))
    engine.close()
    store.close()
    floors.push(1000 / insertsMs(asked))
  }
  return figure({
    what: 'simulated hours of a busy centre (50 agents, 500 chats an hour), log on disk',
    unit: 'a second',
    ours: median(ours),
    floor: median(floors),
    floorIs: 'better-sqlite3, one insert a request in a transaction of its own'
  })
}
