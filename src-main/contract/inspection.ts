import { z } from 'zod'
import type { ConsultMap, MapMoment } from './consult-map.ts'
import type { RunReport, RunResults, WantedReport } from './run-results.ts'
import type { Viewer } from './viewer.ts'

/** What a trainer looks up of a run beside its marks, on `/control/runs/{run}/...`. */

/** Whose credential is wanted. */
export const tokenOf = z.strictObject({
  viewer: z.custom<Viewer>((said) => typeof said === 'string' && /^(?:agent|customer|visitor):./.test(said), 'must be agent:, customer: or visitor: with a name')
})

/** Which moment is wanted, in milliseconds since the run began; the newest if not given. */
export const momentOf = z.object({ at: z.coerce.number().min(0).optional() })

/** What the control door asks of the application beside the stage. Null for no such run. */
export interface Inspector {
  /** A token for `Authorization: Bearer` that makes its bearer this viewer in the run; null where there is nobody of that name. */
  token(run: string, viewer: Viewer): string | null
  /** The consult's states and moves, the same for every run. */
  map(): ConsultMap
  mapAt(run: string, at: number | undefined): MapMoment | null
  results(run: string): RunResults | null
  report(run: string, wanted: WantedReport): RunReport | null
}
