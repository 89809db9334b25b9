import type { ServerResponse } from 'node:http'
import type { Context } from 'hono'
import type { Answer } from '../contract/client.ts'
import { httpStatus } from '../wire/return-codes.ts'
import type { Failure, StatusCode } from '../wire/return-codes.ts'

/** Answers in the wire's envelope, with the HTTP status that goes with the code (R16). */
export function answer<Envelope extends { statusCode: StatusCode }>(context: Context, envelope: Envelope): Response {
  return context.json(envelope, httpStatus(envelope.statusCode))
}

/** What the engine answered, as the wire shows it: our own word for a refusal stays inside. */
export function wireAnswer(context: Context, { chat: _chat, refused: _refused, ...envelope }: Answer): Response {
  return answer(context, envelope)
}

/** Before a request has come as far as hono. */
export function sendFailure(response: ServerResponse, failure: Failure): void {
  const body = JSON.stringify(failure)
  response.writeHead(httpStatus(failure.statusCode), { 'content-type': 'application/json; charset=UTF-8', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

export const accessDenied: Failure = { statusCode: 20, statusMessage: 'Access denied' }
