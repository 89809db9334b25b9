import type { z } from 'zod'

/** The return codes of the API, 0 to 20 (wire-facts 4.1). */
export type StatusCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20

/** What every request is answered by; on failure nothing but the code and a sentence (wire-facts 1.0). */
export type Envelope = { statusCode: 0; referenceId?: number } | Failure

export interface Failure {
  statusCode: Exclude<StatusCode, 0>
  statusMessage: string
}

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
  if (!issue || issue.code === 'invalid_union' || issue.code === 'invalid_value') return malformed(`Operation ${shown(operationName)} is not known here`)
  return failureOf(issue)
}

/** What zod found wrong with a body that is not an operation. */
export function failureOf(issue: z.core.$ZodIssue | undefined): Failure {
  if (!issue) return malformed('The request is not valid')
  const parameter = issue.path.join('.')
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
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
