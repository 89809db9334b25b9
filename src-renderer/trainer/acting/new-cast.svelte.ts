import type { ActedCast } from '../../../src-main/contract/acting.ts'

/** Names as somebody types them into one field. */
export function namesIn(text: string): string[] {
  return text.split(/[,;\n]/).map((name) => name.trim()).filter(Boolean)
}

/** A cast to begin with. */
export interface CastTemplate {
  readonly key: 'pair' | 'queues' | 'supervisor'
  readonly agents: readonly string[]
  readonly supervisors: readonly string[]
  readonly queues: Readonly<Record<string, readonly string[]>>
  readonly customers: readonly string[]
}

const pair: CastTemplate = { key: 'pair', agents: ['Anna', 'Ben'], supervisors: [], queues: { Support: ['Anna'] }, customers: ['Clara'] }

export const castTemplates: readonly CastTemplate[] = [
  pair,
  { key: 'queues', agents: ['Anna', 'Ben', 'Eve'], supervisors: [], queues: { Support: ['Anna'], Refunds: ['Ben', 'Eve'] }, customers: ['Clara'] },
  { key: 'supervisor', agents: ['Anna', 'Ben', 'Sue'], supervisors: ['Sue'], queues: { Support: ['Anna', 'Ben'] }, customers: ['Clara', 'David'] }
]

/** The people of a new recording, as they are typed. Who answers which queue is kept while names are changed. */
export class NewCast {
  agentsText = $state('')
  queuesText = $state('')
  customersText = $state('')
  /** `queue/agent` */
  #members = $state.raw<readonly string[]>([])
  #supervisors = $state.raw<readonly string[]>([])

  agents = $derived(namesIn(this.agentsText))
  queues = $derived(namesIn(this.queuesText))
  customers = $derived(namesIn(this.customersText))

  constructor() {
    this.take(pair)
  }

  take({ agents, supervisors, queues, customers }: CastTemplate): void {
    this.agentsText = agents.join(', ')
    this.queuesText = Object.keys(queues).join(', ')
    this.customersText = customers.join(', ')
    this.#members = Object.entries(queues).flatMap(([queue, members]) => members.map((agent) => `${queue}/${agent}`))
    this.#supervisors = supervisors
  }

  answers(agent: string, queue: string): boolean {
    return this.#members.includes(`${queue}/${agent}`)
  }

  setAnswers(agent: string, queue: string, isSo: boolean): void {
    this.#members = changed(this.#members, `${queue}/${agent}`, isSo)
  }

  supervises(agent: string): boolean {
    return this.#supervisors.includes(agent)
  }

  setSupervises(agent: string, isSo: boolean): void {
    this.#supervisors = changed(this.#supervisors, agent, isSo)
  }

  cast(): ActedCast {
    const { agents, customers } = this
    return {
      agents,
      supervisors: agents.filter((agent) => this.supervises(agent)),
      queues: this.queues.map((name) => ({ name, members: agents.filter((agent) => this.answers(agent, name)) })),
      customers
    }
  }
}

function changed(list: readonly string[], one: string, isIn: boolean): readonly string[] {
  return isIn ? [...list, one] : list.filter((other) => other !== one)
}
