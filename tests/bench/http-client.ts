import { Agent, request } from 'node:http'

/** As little client as there can be, so that what is measured is the server. */

export const keepAlive = new Agent({ keepAlive: true, maxSockets: 600 })

export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  return send('POST', url, JSON.stringify(body), headers)
}

export function get(url: string, headers: Record<string, string>): Promise<Record<string, unknown>> {
  return send('GET', url, null, headers)
}

function send(method: string, url: string, text: string | null, headers: Record<string, string>): Promise<Record<string, unknown>> {
  const about = text === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  return new Promise((done, failed) => {
    const sending = request(url, { method, agent: keepAlive, headers: { ...about, ...headers } }, (response) => {
      let answer = ''
      response.on('data', (chunk) => (answer += chunk))
      response.on('end', () => (response.statusCode === 200 ? done(JSON.parse(answer)) : failed(new Error(`${method} ${url} ${text ?? ''}: ${answer}`))))
    })
    sending.on('error', failed)
    sending.end(text ?? undefined)
  })
}

export const basic = (name: string): Record<string, string> => ({ authorization: `Basic ${Buffer.from(`${name}:${name}`).toString('base64')}` })

/** Signs in by name and password and gives the header with the token. */
export function tokenOf(url: string, name: string): Promise<Record<string, string>> {
  return new Promise((done, failed) => {
    request(`${url}/api/v2/me`, { agent: keepAlive, headers: { ...basic(name), 'x-aside-token': '1' } }, (response) => {
      response.resume()
      done({ authorization: `Bearer ${String(response.headers['x-aside-token'])}` })
    })
      .on('error', failed)
      .end()
  })
}

export async function urisOf(url: string, headers: Record<string, string>): Promise<Map<string, string>> {
  const { users } = (await get(`${url}/api/v2/users?fields=*`, headers)) as { users: { userName: string; uri: string }[] }
  return new Map(users.map(({ userName, uri }) => [userName, uri]))
}
