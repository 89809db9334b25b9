import type { Directory } from './directory.ts'
import { refusals } from './refusals.ts'
import type { Refusal } from './events.ts'

/**
 * A request that the room makes fail: so a client meets the return codes that Aside has no reason to give by itself (8, 9,
 * 12 to 17; R16), and the others at will. `name` is the operation, `GET` for reading. Null where nothing fails.
 */
export function faultFor(name: string, agent: string | null, directory: Directory): Refusal | null {
  const place = directory.faults.findIndex(
    ({ operation, of, times }) => (operation === '*' || operation === name) && (of === null || of === agent) && times !== 0
  )
  const fault = directory.faults[place]
  if (!fault) return null
  const { statusCode, statusMessage } = fault
  return { refused: 'fault', answer: { ...refusals.fault, statusCode, statusMessage }, events: fault.times === null ? [] : [{ type: 'FaultMet', place }] }
}
