import type { RoomClient } from '../../contract/client.ts'
import type { RehearsedText } from '../../contract/editing.ts'
import type { RoomPlan } from '../../contract/room-plan.ts'
import { agentViewer, customerViewer, nameOf } from '../../contract/viewer.ts'
import { verbsThatMakeSense } from './sensible-verbs.ts'
import { planOf } from '../plan.ts'
import type { Progress } from '../progress.ts'
import { play } from '../run.ts'
import type { Scenario } from '../scenario.ts'
import { Turns } from '../turns.ts'

/** A room of its own in virtual time, which nobody keeps. */
export type Rehearse = (plan: RoomPlan) => { readonly client: RoomClient; readonly close: () => void }

/** Plays a text at once, from its beginning to its end. Others get their turn between its steps. */
export async function rehearsed(scenario: Scenario, line: number | null, rehearse: Rehearse): Promise<RehearsedText> {
  const { client, close } = rehearse(planOf(scenario))
  const told = new Map<number, Set<string>>()
  const broken: { line: number; text: string; detail: string }[] = []
  let at = 0
  let can: RehearsedText['can'] = null
  const turns = new Turns()
  const look = async (): Promise<void> => {
    const { agents = {}, customers = {} } = scenario.head.cast
    const names = [...Object.keys(agents).map(agentViewer), ...Object.keys(customers).map(customerViewer)]
    const found = await Promise.all(names.map(async (viewer) => [nameOf(viewer), await verbsThatMakeSense(viewer, client)] as const))
    can = Object.fromEntries(found)
  }
  const stopHearing = client.listen(({ viewer }) => {
    if (viewer.startsWith('visitor:')) return
    const viewers = told.get(at) ?? new Set()
    told.set(at, viewers.add(nameOf(viewer)))
  })
  const hear = (progress: Progress): void => {
    if (progress.kind === 'expected' && !progress.held) broken.push({ line: progress.line, text: progress.text, detail: progress.detail ?? '' })
    if (progress.kind === 'step' && progress.broken !== null) broken.push({ line: progress.line, text: progress.text, detail: progress.broken })
  }
  try {
    const { held } = await play(scenario, client, hear, {
      before: async (step) => {
        if (line !== null && can === null && step.line >= line) await look()
        at = step.line
        await turns.give()
      }
    })
    if (line !== null && can === null) await look()
    // Where somebody else than the script moves, nobody knows what would have come of it.
    const isKnown = held || !hasSeats(scenario)
    return { outcome: held ? 'held' : isKnown ? 'broken' : null, told: Object.fromEntries([...told].map(([place, viewers]) => [place, [...viewers]])), broken: isKnown ? broken : [], can }
  } finally {
    stopHearing()
    close()
  }
}

function hasSeats({ head: { cast } }: Scenario): boolean {
  const people = [...Object.values(cast.agents ?? {}), ...Object.values(cast.customers ?? {})]
  return people.some((person) => (person?.['played by'] ?? 'script') !== 'script')
}
