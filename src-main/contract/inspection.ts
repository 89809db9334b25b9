import { z } from 'zod'
import type { Viewer } from './viewer.ts'

/** What a trainer looks up of a run beside its marks, on `/control/runs/{run}/...`. */

/** Whose credential is wanted. */
export const tokenOf = z.strictObject({
  viewer: z.custom<Viewer>((said) => typeof said === 'string' && /^(?:agent|customer|visitor):./.test(said), 'must be agent:, customer: or visitor: with a name')
})

/** What the control door asks of the application beside the stage. */
export interface Inspector {
  /** A token for `Authorization: Bearer` that makes its bearer this viewer in the run; null where there is nobody of that name. */
  token(run: string, viewer: Viewer): string | null
}
