import type { Failure } from '../wire/return-codes.ts'
import type { Directory } from './directory.ts'
import { refusals } from './refusals.ts'
import type { Refusal } from './events.ts'

/**
 * A request that the room makes fail: so a client meets the return codes that Aside has no reason to give by itself (8, 9,
 * 12 to 17; R16), and the others at will. `name` is the operation. Null where nothing fails.
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

/** What an agent's reading is answered by. Only faults for ever meet it: reading is no input, so nothing could count how often they did. */
export function readingFault(agent: string, { faults }: Directory): Failure | null {
  if (faults.length === 0) return null
  const fault = faults.find(({ operation, of, times }) => (operation === '*' || operation === 'GET') && (of === null || of === agent) && times === null)
  return fault ? { statusCode: fault.statusCode, statusMessage: fault.statusMessage } : null
}
