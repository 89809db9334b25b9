import { players } from '../contract/cast.ts'
import type { PlayedBy } from '../contract/cast.ts'
import { durationMs } from '../contract/duration.ts'
import type { ScenarioHead } from '../contract/scenario.ts'
import type { Names } from './names.ts'

/** What the command line reads in the words of the language. */
export { players, durationMs as durationIn }

/** Who plays whom where somebody says so beside the file, and whether a run can wait for those who are no script. */
export interface Seating {
  /** Name in the cast -> player; everybody else is played by whom the cast says. */
  readonly players: ReadonlyMap<string, PlayedBy>
  /** Steps of people and of clients are waited for; without that a file that has such steps is refused. */
  readonly canWait: boolean
}

export const asTheCastSays: Seating = { players: new Map(), canWait: false }

/** For whoever reads a file without playing its steps. */
export const withAnySeat: Seating = { players: new Map(), canWait: true }

/** The names of a cast with their seats as they are given. */
export function seatedNames(names: Names, { players, canWait }: Seating): Names {
  const people = [...names.agents, ...names.customers]
  const seats = people.flatMap((name): [string, 'person' | 'client'][] => {
    const player = players.get(name) ?? names.seats.get(name) ?? 'script'
    return player === 'script' ? [] : [[name, player]]
  })
  return { ...names, seats: new Map(seats), canWaitForSeats: canWait }
}

/** The head of a scenario with its seats as they are given. */
export function seatedHead(head: ScenarioHead, { players }: Seating): ScenarioHead {
  if (players.size === 0) return head
  const { agents, customers, ...rest } = head.cast
  const cast = { ...rest, ...(agents && { agents: seated(agents, players) }), ...(customers && { customers: seated(customers, players) }) }
  return { ...head, cast }
}

function seated<Person extends object | null>(people: Readonly<Record<string, Person>>, players: Seating['players']): Record<string, Person> {
  return Object.fromEntries(
    Object.entries(people).map(([name, person]) => {
      const player = players.get(name)
      return [name, player === undefined ? person : { ...person, 'played by': player }]
    })
  ) as Record<string, Person>
}
