import type { OpenWindow, Stage } from '../contract/control.ts'
import { guard } from './guard.ts'
import { setMenu } from './menu.ts'
import type { Seat } from './menu.ts'
import { Windows } from './windows.ts'

export interface ShellParts {
  /** Our only origin. */
  readonly origin: string
  readonly preload: string
  readonly stage: Pick<Stage, 'runs' | 'window' | 'watch'>
  readonly trainerPage: () => string
}

/** Windows, guard and menu round a running Aside. */
export function openShell({ origin, preload, stage, trainerPage }: ShellParts): Windows {
  const redraw = (): void => setMenu(seatsOf(stage, trainerPage, open), windows.list())
  const windows = new Windows({ preload, changed: redraw })
  const open = (address: string): void => windows.open(address)
  guard(origin, open)
  // Runs change with each step, their people never: the menu is drawn anew for a new run alone.
  const seen = new Set<string>()
  stage.watch({
    mark: () => {},
    run: ({ id }) => {
      if (seen.has(id)) return
      seen.add(id)
      redraw()
    }
  })
  open(trainerPage())
  return windows
}

/** The trainer, and the people of the newest run. */
function seatsOf(stage: Pick<Stage, 'runs' | 'window'>, trainerPage: () => string, open: (address: string) => void): Seat[] {
  const trainer: Seat = { id: 'trainer', label: 'Trainer', open: () => open(trainerPage()) }
  const run = stage.runs().at(-1)
  if (!run) return [trainer]
  const opener = (whose: OpenWindow) => () => {
    const address = stage.window(run.id, whose)
    if (address !== null) open(address)
  }
  return [
    trainer,
    ...run.agents.map((agent): Seat => ({ id: `agent:${agent}`, label: `${agent} (agent)`, open: opener({ agent }) })),
    ...run.customers.map((customer): Seat => ({ id: `customer:${customer}`, label: `${customer} (customer)`, open: opener({ customer }) }))
  ]
}
