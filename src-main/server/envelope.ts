import type { ServerResponse } from 'node:http'
import type { Context } from 'hono'
import type { Answer } from '../contract/client.ts'
import { httpStatus } from '../wire/return-codes.ts'
import type { Failure, StatusCode } from '../wire/return-codes.ts'
import { isStoreProblem } from './until-stored.ts'

/** Answers in the wire's envelope, with the HTTP status that goes with the code (R16). */
export function answer<Envelope extends { statusCode: StatusCode }>(context: Context, envelope: Envelope): Response {
  return context.json(envelope, httpStatus(envelope.statusCode))
}

/** What the engine answered, as the wire shows it: our own word for a refusal stays inside. */
export function wireAnswer(context: Context, { chat: _chat, refused, ...envelope }: Answer): Response {
  context.set('isFromRoom', true)
  // A back end that is down has no return code of its own, but an HTTP status (R16).
  return context.json(envelope, refused === 'channel_off' ? 503 : httpStatus(envelope.statusCode))
}

/** Before a request has come as far as hono. */
export function sendFailure(response: ServerResponse, failure: Failure, status: number = httpStatus(failure.statusCode)): void {
  const body = JSON.stringify(failure)
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

/** What a caller is told of an error that is ours. The whole of it is for our own eyes. */
export function mistake(error: unknown): Failure {
  // What the log cannot take in is no mistake of ours, and whoever serves it has been told.
  if (isStoreProblem(error)) return { statusCode: 4, statusMessage: error.message }
  const { stack, message } = error instanceof Error ? error : new Error(String(error))
  process.stderr.write(`${stack ?? message}\n`)
  return { statusCode: 4, statusMessage: 'Aside made a mistake; nothing of this request was stored. Its log says more.' }
}

export const accessDenied: Failure = { statusCode: 20, statusMessage: 'Access denied' }
