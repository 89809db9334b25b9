import { request as httpRequest } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** Requests with headers that no HTTP client lets one set, such as Host, Origin and Cookie. */

export interface RawReply {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

export function raw(url: string, path: string, headers: Record<string, string> = {}, { method = 'GET', body = '' } = {}): Promise<RawReply> {
  const { port } = new URL(url)
  const length = body ? { 'content-length': Buffer.byteLength(body) } : {}
  return new Promise((done, failed) => {
    const sending = httpRequest({ host: '127.0.0.1', port, path, method, headers: { ...headers, ...length } }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += chunk))
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    sending.on('error', failed)
    // A request for an upgrade that is granted.
    sending.on('upgrade', (response, socket) => {
      socket.destroy()
      done({ status: response.statusCode ?? 0, headers: response.headers, text: '' })
    })
    sending.end(body)
  })
}

/** What asks for a websocket. */
export const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }

/** A TCP connection, once it is open. A client that keeps its half open is gone only when the server lets it go. */
export function tcp(url: string, { allowHalfOpen = false } = {}): Promise<Socket> {
  return new Promise((connected, failed) => {
    const socket: Socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen }, () => connected(socket))
    socket.once('error', failed)
  })
}
