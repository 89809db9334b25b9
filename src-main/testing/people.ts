import type { RoomPlan } from '../contract/room-plan.ts'
import { agentViewer, customerViewer, visitorViewer } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { BadInput } from '../exit-codes.ts'
import { misplaced } from '../scenario/names.ts'

/** Finds people of the cast by their names; whoever misspells one reads who is there. */
export class People {
  readonly #plan: RoomPlan

  constructor(plan: RoomPlan) {
    this.#plan = plan
  }

  agent(name: string): string {
    return this.#among(name, this.#plan.agents)
  }

  customer(name: string): string {
    return this.#among(name, this.#plan.customers)
  }

  queue(name: string): string {
    return this.#among(name, this.#plan.queues)
  }

  /** An agent or a customer. */
  viewer(name: string): Viewer {
    const { agents, customers } = this.#plan
    return Object.hasOwn(agents, name) ? agentViewer(name) : customerViewer(this.#among(name, customers, agents))
  }

  /** The same, or a visitor by the id of its chat, which has 16 characters and is nobody's name. */
  listener(name: string): Viewer {
    const { agents, customers } = this.#plan
    const isVisitor = /^[0-9A-Za-z]{16}$/.test(name) && !Object.hasOwn(agents, name) && !Object.hasOwn(customers, name)
    return isVisitor ? visitorViewer(name) : this.viewer(name)
  }

  #among(name: string, ...kinds: readonly Readonly<Record<string, unknown>>[]): string {
    if (kinds.some((kind) => Object.hasOwn(kind, name))) return name
    const { agents, queues, customers } = this.#plan
    const known = kinds.flatMap((kind) => Object.keys(kind))
    throw new BadInput(misplaced(name, known, { agents: Object.keys(agents), queues: Object.keys(queues), customers: Object.keys(customers), nicknames: [], seats: new Map(), canWaitForSeats: false }))
  }
}
