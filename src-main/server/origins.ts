import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { CookieOptions } from 'hono/utils/cookie'
import type { Failure } from '../wire/return-codes.ts'
import { sendFailure } from './envelope.ts'

/**
 * Pages of which origins may call us from a browser. Ours may; others when they were named at the start (`--origin`), and
 * then only at the doors of the API.
 */

/** By which names a listener is called. */
export const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

const hostForm = /^(\[[0-9a-f:.]+\]|[^:]+)(?::(\d{1,5}))?$/i
const portMost = 65_535

/** The API, Bayeux below it, and socket.io. Pages, `/page` and `/control` are for our own origin alone. */
const openedDoors = /^\/(?:api\/v2|socket\.io)(?:[/?]|$)/

const takenHeaders = ['authorization', 'content-type', 'contactcenterid', 'idempotency-key', 'x-aside-dialect', 'x-aside-token']
const shownHeaders = ['X-CSRF-HEADER', 'x-aside-token', 'retry-after']

/** How long a browser may remember what it was told. */
const rememberedSeconds = 600

const badHost: Failure = { statusCode: 3, statusMessage: 'The Host header must be localhost, 127.0.0.1 or [::1]: this Aside is for this computer alone' }
const badHostOfGuests: Failure = { statusCode: 3, statusMessage: 'The Host header must be the address that the trainer shows' }
const badOrigin: Failure = { statusCode: 3, statusMessage: 'Pages of another origin may not call this Aside' }

export class Origins {
  readonly #named: ReadonlySet<string>
  readonly #port: () => number
  readonly #csrfHeader: () => string | null
  readonly #hosts: readonly string[]
  readonly #badHost: Failure

  /** `hosts` are the names by which the listener is called: whoever comes by another has been misled (DNS rebinding). */
  constructor(named: readonly string[], port: () => number, csrfHeader: () => string | null, hosts: readonly string[] = loopback) {
    const [wrong] = named.filter((origin) => !isOrigin(origin))
    if (wrong !== undefined) throw new Error(`${wrong} is no origin`)
    this.#named = new Set(named)
    this.#port = port
    this.#csrfHeader = csrfHeader
    this.#hosts = hosts
    this.#badHost = hosts === loopback ? badHost : badHostOfGuests
  }

  /** Refuses what a foreign page could make a browser send: another host (DNS rebinding) or another origin. */
  foreign({ headers, url = '' }: IncomingMessage): Failure | null {
    if (this.#portIn(headers.host ?? '') === null) return this.#badHost
    const { origin } = headers
    if (origin !== undefined) return this.#isOurs(origin) || this.#isLetIn(origin, url) ? null : badOrigin
    // An image or a script of a foreign page: a browser sends no Origin with it, but the cookie.
    return headers['sec-fetch-mode'] === 'no-cors' && /^(?:cross|same)-site$/.test(String(headers['sec-fetch-site'])) ? badOrigin : null
  }

  /** Tells a browser what the page may do; true when that was all that it asked (a preflight). */
  greet({ method, headers, url = '' }: IncomingMessage, response: ServerResponse): boolean {
    if (this.#named.size === 0 || !openedDoors.test(url)) return false
    const { origin } = headers
    response.setHeader('vary', 'Origin')
    if (origin === undefined || !this.#isLetIn(origin, url)) return false
    const csrfHeader = this.#csrfHeader() ?? []
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('access-control-allow-credentials', 'true')
    response.setHeader('access-control-expose-headers', shownHeaders.concat(csrfHeader).join(', '))
    if (method !== 'OPTIONS') return false
    response.setHeader('access-control-allow-methods', 'GET, POST, PUT, DELETE')
    response.setHeader('access-control-allow-headers', takenHeaders.concat(csrfHeader).join(', '))
    response.setHeader('access-control-max-age', rememberedSeconds)
    if (headers['access-control-request-private-network'] === 'true') response.setHeader('access-control-allow-private-network', 'true')
    response.writeHead(204).end()
    return true
  }

  /** The port in an address of ours; null for any other address. A port that no computer has makes one that nothing can read. */
  #portIn(address: string): number | null {
    const [, name, port = '80'] = hostForm.exec(address) ?? []
    return name !== undefined && this.#hosts.includes(name.toLowerCase()) && Number(port) <= portMost ? Number(port) : null
  }

  #isOurs(origin: string): boolean {
    const [scheme, host] = origin.split('://', 2)
    return scheme === 'http' && this.#portIn(host ?? '') === this.#port()
  }

  #isLetIn(origin: string, url: string): boolean {
    return this.#named.has(origin) && openedDoors.test(url)
  }
}

/**
 * Asks for Host and Origin before all that listens to the server. socket.io would ask by itself only where a connection
 * begins, and not where one that goes on is polled or upgraded. `alsoRefused` says what else is not heard by this listener.
 */
export function guardOrigins(server: Server, origins: Origins, alsoRefused: (request: IncomingMessage) => Failure | null = () => null): void {
  const [doors, upgrades] = [server.listeners('request'), server.listeners('upgrade')]
  server.removeAllListeners('request').removeAllListeners('upgrade')
  server.on('request', (request, response) => {
    const refused = origins.foreign(request) ?? alsoRefused(request)
    if (refused) return sendFailure(response, refused)
    if (!origins.greet(request, response)) for (const door of doors) door.call(server, request, response)
  })
  server.on('upgrade', (request, socket, head) => {
    const refused = origins.foreign(request) ?? alsoRefused(request)
    if (refused) return refuseUpgrade(socket, refused)
    for (const upgrade of upgrades) upgrade.call(server, request, socket, head)
  })
}

function refuseUpgrade(socket: Duplex, failure: Failure): void {
  const body = JSON.stringify(failure)
  socket.end(`HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`)
}

/**
 * How a session's cookie is set. Where the page that asks is of another site than we, its browser keeps only a cookie that
 * says so, and takes the loopback for secure though it is plain HTTP. `Partitioned`, it is good on the pages of that site
 * alone; where cookies of third parties are blocked, it is the only kind that is kept.
 */
export function cookieFor({ origin, host = '' }: IncomingHttpHeaders): CookieOptions {
  const isSameSite = origin === undefined || isSiteOf(origin, host)
  return { httpOnly: true, path: '/', ...(isSameSite ? { sameSite: 'Strict' } : { sameSite: 'None', secure: true, partitioned: true }) }
}

/** `null` is none: so a browser calls every origin that it keeps to itself. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text
}

/** A site is a scheme and a host name, whatever the port. */
function isSiteOf(origin: string, host: string): boolean {
  const { protocol, hostname } = new URL(origin)
  return protocol === 'http:' && hostname === new URL(`http://${host}`).hostname
}
