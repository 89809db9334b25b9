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

/** Turns what zod found wrong with a request into the wire's envelope: 1 for what is missing, 10 for what is malformed. */
export function failureOf(error: z.ZodError): Failure {
  const [issue] = error.issues
  if (!issue) return { statusCode: 10, statusMessage: 'The request is not valid' }
  const field = issue.path.join('.')
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
  if (isMissing) return { statusCode: 1, statusMessage: `Parameter "${field}" is missing` }
  return { statusCode: 10, statusMessage: field ? `Parameter "${field}": ${issue.message}` : issue.message }
}
