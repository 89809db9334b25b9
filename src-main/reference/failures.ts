import { z } from 'zod'
import { failure } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'

/** What may go wrong with any request: the HTTP status, what it means and the return codes that go with it (ruling R16). */

interface FailureKind {
  /** Its name in the reference. */
  readonly id: string
  readonly codes: readonly [Failure['statusCode'], ...Failure['statusCode'][]]
  readonly meaning: string
}

export const failureKinds = {
  400: {
    id: 'BadRequest',
    codes: [1, 2, 10, 11],
    meaning:
      'A parameter is missing (1), the operation is not possible in the present state (2), the request is malformed (10), or the property cannot be ' +
      'changed (11)'
  },
  403: {
    id: 'Forbidden',
    codes: [3, 5, 20],
    meaning:
      'Not allowed here (3), no permission (5), or not signed in (20). Nobody is ever challenged with `WWW-Authenticate`. Another Host or Origin and a ' +
      'missing CSRF token are 3'
  },
  404: { id: 'NotFound', codes: [6], meaning: 'There is no such thing for this caller' },
  409: { id: 'Conflict', codes: [18, 19], meaning: 'It is there already (18), or somebody else uses it (19)' },
  429: {
    id: 'TooManyRequests',
    codes: [9],
    meaning:
      'This session sends more requests a second than the setting `requestsPerSecond` allows. Nothing was done; `Retry-After` says in how many seconds to ' +
      'come back'
  },
  500: {
    id: 'Failed',
    codes: [4, 8, 9, 12, 13, 14, 15, 16, 17],
    meaning: 'Aside failed and stored nothing (4), or the room was told to fail (the setting `faults`)'
  },
  503: { id: 'Unavailable', codes: [4], meaning: 'The channel is switched off: its back end is down (the setting `channelsOff`, or the trainer)' }
} as const satisfies Record<number, FailureKind>

export type FailureStatus = keyof typeof failureKinds

/** The statuses in their order. */
export const failureStatuses = Object.keys(failureKinds).map(Number) as FailureStatus[]

/** The envelope with the return codes of this status alone. */
export function failureSchema(status: FailureStatus): z.ZodType {
  const { id, codes } = failureKinds[status] as FailureKind
  return z.object({ ...failure.shape, statusCode: z.literal([...codes]) }).meta({ id })
}
