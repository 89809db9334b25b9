import type { OpenWindow, Stage } from '../contract/control.ts'
import type { Seat } from './menu.ts'
import { filled } from './words.ts'
import type { Words } from './words.ts'

type SeatStage = Pick<Stage, 'runs' | 'window'>

interface Person {
  readonly key: string
  readonly name: string
  readonly whose: OpenWindow
}

export interface SeatParts {
  readonly stage: SeatStage
  readonly trainerPage: () => string
  readonly words: Words
  readonly open: (address: string) => void
}

/** The trainer, and the people of the newest run. */
export function seatsOf({ stage, trainerPage, words, open }: SeatParts): Seat[] {
  const run = stage.runs().at(-1)
  const people = run === undefined ? [] : peopleOf(run)
  return [
    { id: 'trainer', label: words.trainer, open: () => open(trainerPage()) },
    ...people.map(({ key, name, whose }): Seat => ({
      id: key,
      label: filled('agent' in whose ? words.agent : words.customer, { name }),
      open: () => {
        const address = run === undefined ? null : stage.window(run.id, whose)
        if (address !== null) open(address)
      }
    }))
  ]
}

/** Whose page an address opens, in whichever run; null for nobody's. */
export function keyOf(stage: SeatStage, trainerPage: string, address: string): string | null {
  if (new URL(address).hash === '') return null
  if (address === trainerPage) return 'trainer'
  for (const run of stage.runs().toReversed()) {
    const person = peopleOf(run).find(({ whose }) => stage.window(run.id, whose) === address)
    if (person) return person.key
  }
  return null
}

function peopleOf({ agents, customers }: { agents: readonly string[]; customers: readonly string[] }): Person[] {
  return [
    ...agents.map((agent) => ({ key: `agent:${agent}`, name: agent, whose: { agent } })),
    ...customers.map((customer) => ({ key: `customer:${customer}`, name: customer, whose: { customer } }))
  ]
}
