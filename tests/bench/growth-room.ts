import type { Answer, Request } from '../../src-main/contract/client.ts'
import { agentViewer } from '../../src-main/contract/viewer.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import { Room } from '../../src-main/engine/room.ts'
import { roomLog } from '../../src-main/engine/room-log.ts'
import { viewsOf } from '../../src-main/engine/room-views.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import { agentPlan, freshFolder, planWith, queuePlan } from '../support/rooms.ts'

/**
 * A process of its own with a room that grows, so that nothing but the room is in its memory: `node --expose-gc
 * growth-room.ts log` lets the log grow to a million events, `... chats` opens ever more chats. Prints what it measured as
 * JSON. Costs are processor time, which a busy machine does not stretch.
 */

/** What an event cost when there were so many, and what was in memory then. */
export interface Grown {
  readonly size: number
  readonly microsPerEvent: number
  readonly heapMiB: number
}

const agents = Array.from({ length: 75 }, (_, number) => `Agent${number}`)
const serving = 25
/** Each of the others serves a queue of its own, whose chats go on. */
const others = agents.slice(serving)

const plan = planWith({
  agents: Object.fromEntries(agents.map((name) => [name, agentPlan(name, { ready: 'onStart', places: 1001 })])),
  queues: { Support: queuePlan(agents.slice(0, serving)), ...Object.fromEntries(others.map((name) => [name, queuePlan([name])])) }
})

class Growing {
  readonly #store = Store.open(logIn(freshFolder()))
  readonly #room: Room
  readonly #uris: readonly string[]
  #consults = 0
  events = 0

  constructor() {
    const log = roomLog(this.#store, { id: this.#store.addRoom('main'), name: 'main' })
    const counting = {
      ...log,
      append: (...[input, events]: Parameters<typeof log.append>): void => {
        this.events += events.length
        log.append(input, events)
      }
    }
    this.#room = Room.begin(counting, plan)
    const views = viewsOf(this.#room)
    this.#uris = agents.map((name) => views.uriOf('agent', name))
    // Somebody hears it, as windows do.
    this.#room.listen(() => {})
  }

  /** A chat with a consult, from its beginning to its end. */
  consult(): void {
    const { chat, owner } = this.open('Support')
    this.#consults += 1
    const place = this.#consults % serving
    const asked = agents[place] === owner ? (place + 1) % serving : place
    const [anna, ben] = [agentViewer(owner), agentViewer(agents[asked] ?? '')]
    this.#ask(anna, chat, { operationName: 'Consult', targetUri: this.#uris[asked] ?? '' })
    this.#ask(ben, chat, { operationName: 'Accept' })
    this.#ask(anna, chat, { operationName: 'SendToAgents', text: 'May I promise 250?' })
    this.#ask(ben, chat, { operationName: 'SendMessage', text: 'Yes' })
    this.#ask(`visitor:${chat}`, chat, { operationName: 'SendMessage', text: 'Are you there?' })
    this.#ask(anna, chat, { operationName: 'SendMessage', text: 'I may promise 250.' })
    this.#ask(ben, chat, { operationName: 'Leave' })
    this.#ask(anna, chat, { operationName: 'Complete' })
  }

  /** A chat that goes on. */
  open(queue: string): { chat: string; owner: string } {
    const { chat = '' } = this.#ask(null, null, { operationName: 'RequestChat', nickname: 'Customer', endpoint: queue })
    const owner = this.#room.chats.get(chat)?.asks[0]?.ringing?.agent ?? ''
    this.#ask(agentViewer(owner), chat, { operationName: 'Accept' })
    return { chat, owner }
  }

  close(): void {
    this.#store.close()
  }

  #ask(viewer: Viewer | null, chat: string | null, operation: Request['operation']): Answer {
    const answer = this.#room.dispatch({ viewer, chat, operation } as Request, this.#room.now + 50)
    if (answer.statusCode !== 0) throw new Error(`${operation.operationName} was answered by ${JSON.stringify(answer)}`)
    return answer
  }
}

function measured(size: number, rooms: readonly Growing[], consults: number): Grown {
  const before = process.cpuUsage()
  let events = 0
  for (const room of rooms) {
    events -= room.events
    for (let number = 0; number < consults; number += 1) room.consult()
    events += room.events
  }
  const { user, system } = process.cpuUsage(before)
  return { size, microsPerEvent: (user + system) / events, heapMiB: heapMiB() }
}

function heapMiB(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 1024 / 1024
}

const atOnce = 3000

/** At each size the cost of the next three thousand chats; the first size is that of many logs that are young. */
function growingLog(): Grown[] {
  const young = Array.from({ length: 30 }, () => new Growing())
  const found = [measured(1000, young, atOnce / young.length)]
  for (const room of young) room.close()
  const room = new Growing()
  for (const size of [10_000, 100_000, 500_000, 1_000_000]) {
    while (room.events < size) room.consult()
    found.push(measured(size, [room], atOnce))
  }
  room.close()
  return found
}

function growingChats(): Grown[] {
  const room = new Growing()
  let open = 0
  const found: Grown[] = []
  for (const size of [100, 1000, 10_000, 50_000]) {
    for (; open < size; open += 1) room.open(others[open % others.length] ?? '')
    found.push(measured(size, [room], atOnce))
  }
  room.close()
  return found
}

// What is not yet compiled would count as a young log's cost.
const first = new Growing()
for (let number = 0; number < atOnce; number += 1) first.consult()
first.close()
console.log(JSON.stringify(process.argv[2] === 'chats' ? growingChats() : growingLog()))
