import type { Server, ServerOptions } from 'node:http'
import { malformed } from '../wire/return-codes.ts'
import { sendFailure } from './envelope.ts'

/** How long a client may take over HTTP, in real milliseconds. */
export interface HttpTimes {
  /** Until the headers of a request are there. */
  readonly headersMs: number
  /** Until all of a request is there. */
  readonly requestMs: number
  /** How long nothing may move on a connection, as when an answer is not read. Longer than any answer is held back. */
  readonly stalledMs: number
}

const httpTimes: HttpTimes = { headersMs: 10_000, requestMs: 30_000, stalledMs: 150_000 }

export function timeOuts(changed: Partial<HttpTimes> = {}): ServerOptions {
  const { headersMs, requestMs } = { ...httpTimes, ...changed }
  return { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: Math.min(headersMs, requestMs, 5000) / 5 }
}

/** Cuts off who is too slow, and answers what cannot be read as a request. Nothing of it reaches a door. */
export function cutOffUnreadable(server: Server, changed: Partial<HttpTimes> = {}): void {
  const { headersMs, requestMs, stalledMs } = { ...httpTimes, ...changed }
  server.timeout = stalledMs
  server.on('checkExpectation', (_request, response) => sendFailure(response, malformed('Of all that a client can expect, only "100-continue" is known here'), 417))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Browsers open connections in advance and may never use them: nothing was asked, so nothing is answered.
    const isSilent = 'bytesRead' in socket && socket.bytesRead === 0
    if (isSilent || !socket.writable) return socket.destroy()
    socket.end(rawAnswer(error.code ?? '', `${headersMs / 1000} s for its headers, ${requestMs / 1000} s for all of it`), () => socket.destroy())
  })
}

function rawAnswer(code: string, limits: string): string {
  const [status, sentence] = whatIsWrong(code, limits)
  const body = JSON.stringify(malformed(sentence))
  return `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`
}

function whatIsWrong(code: string, limits: string): [status: string, sentence: string] {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['408 Request Timeout', `The request did not arrive in time: ${limits}`]
  if (code === 'HPE_HEADER_OVERFLOW') return ['431 Request Header Fields Too Large', 'The headers are larger than 16 KiB']
  return ['400 Bad Request', 'This is not a request in HTTP']
}
