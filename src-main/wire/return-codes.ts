import { z } from 'zod'

/** The return codes of the API, in the API's own words (wire-facts 4.1). */
export const returnCodes = {
  0: 'OK',
  1: 'A required parameter is missing',
  2: 'A parameter is not valid for the current state',
  3: 'Forbidden',
  4: 'Internal error',
  5: 'No permission',
  6: 'Not found',
  7: 'Partial success',
  8: 'A change of the password is demanded',
  9: 'The processing is incomplete',
  10: 'Input validation failed',
  11: 'A read-only property',
  12: 'Unable to retrieve',
  13: 'Unable to create',
  14: 'Unable to delete',
  15: 'Unable to update',
  16: 'Unable to assign',
  17: 'Unable to unassign',
  18: 'Already exists',
  19: 'Already in use',
  20: 'Not authenticated'
} as const

export type StatusCode = keyof typeof returnCodes

const failureCodes = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20] as const

export const failure = z
  .object({ statusCode: z.literal(failureCodes), statusMessage: z.string().meta({ description: 'A sentence for people; clients decide by the code' }) })
  .meta({ id: 'Failure', description: 'On failure nothing but the code and a sentence' })

export const acknowledged = z
  .object({
    statusCode: z.literal(0),
    referenceId: z.number().int().min(1).optional().meta({ description: 'By which a later notification names this request. Consult, Invite and CancelConsult are answered with one, or the operations that the setting `referenceIdIn` names (ruling R14)' })
  })
  .meta({ id: 'Acknowledged', description: 'The request is accepted. What comes of it is told by notifications' })

/** Some channels of a session opened, others did not (wire-facts 4.1). */
export const partialSuccess = z
  .object({
    statusCode: z.literal(7),
    failed: z.array(z.object({ statusCode: z.literal(failureCodes), statusMessage: z.string(), channel: z.string() })),
    succeeded: z.array(z.object({ statusCode: z.literal(0), channel: z.string() }))
  })
  .meta({ id: 'PartialSuccess', description: 'Some channels opened, others did not; clients take it as a success. `chat` is called "multimedia" here, as by the API' })

export type Failure = z.infer<typeof failure>
export type PartialSuccess = z.infer<typeof partialSuccess>

/** What every request is answered by; on failure nothing but the code and a sentence (wire-facts 1.0). */
export type Envelope = z.infer<typeof acknowledged> | PartialSuccess | Failure

/** The HTTP status that goes with a return code (R16). */
export function httpStatus(statusCode: StatusCode): 200 | 400 | 403 | 404 | 409 | 500 {
  switch (statusCode) {
    case 0:
    case 7:
      return 200
    case 1:
    case 2:
    case 10:
    case 11:
      return 400
    case 3:
    case 5:
    case 20:
      return 403
    case 6:
      return 404
    case 18:
    case 19:
      return 409
    default:
      return 500
  }
}

/**
 * A request's body as one of the operations that its address knows, or the envelope that says what is wrong with it: 1 for
 * what is missing, 10 for what is malformed.
 */
export function readOperation<Operation>(schema: z.ZodType<Operation>, body: unknown): { operation: Operation } | Failure {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return malformed('The body must be a JSON object with "operationName"')
  const { operationName } = body as { operationName?: unknown }
  if (operationName === undefined) return { statusCode: 1, statusMessage: 'Parameter "operationName" is missing' }
  const read = schema.safeParse(body)
  if (read.success) return { operation: read.data }
  const [issue] = read.error.issues
  return !issue || issue.path[0] === 'operationName' ? malformed(`Operation ${shown(operationName)} is not known here`) : failureOf(issue)
}

/** What zod found wrong with a body that is not an operation. */
export function failureOf(issue: z.core.$ZodIssue | undefined): Failure {
  if (!issue) return malformed('The request is not valid')
  const parameter = issue.path.join('.')
  if ((issue.code === 'invalid_type' || issue.code === 'custom') && issue.message.endsWith('received undefined')) {
    return { statusCode: 1, statusMessage: `Parameter "${parameter}" is missing` }
  }
  return malformed(parameter ? `Parameter "${parameter}": ${issue.message}` : issue.message)
}

export function malformed(statusMessage: string): Failure {
  return { statusCode: 10, statusMessage }
}

function shown(name: unknown): string {
  return JSON.stringify(name).slice(0, 80)
}
