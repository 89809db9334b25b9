import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Request } from '../../src-main/contract/client.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import { BayeuxClient } from '../support/bayeux.ts'
import { agents, centre, Rights, sessions } from '../support/random-sessions.ts'
import type { Timed } from '../support/random-sessions.ts'
import { HttpClient, listen, listening, signIn } from '../support/server.ts'
import type { Listening, Reply } from '../support/server.ts'

/** The same promise as in the core, on every surface of a real server: REST, socket.io and Bayeux. */

interface Desk {
  readonly viewer: Viewer
  readonly http: HttpClient
  readonly socket: Listening
  readonly bayeux: BayeuxClient
  /** What was told before the Bayeux session began, it does not get. */
  readonly since: number
}

/** Where a request of the engine goes on the wire. */
function send({ viewer, chat, operation }: Request, desks: readonly Desk[], visitors: ReadonlyMap<string, HttpClient>, url: string): Promise<Reply> {
  const desk = desks.find((one) => one.viewer === viewer)
  if (!desk) {
    const { customer, path } = { customer: visitors.get(chat ?? ''), path: `/api/v2/chats/${chat ?? ''}` }
    return operation.operationName === 'RequestChat' ? new HttpClient(url).post('/api/v2/chats', operation) : (customer ?? new HttpClient(url)).post(path, operation)
  }
  if (operation.operationName === 'Intrude') return desk.http.post(`/api/v2/users/${operation.user}/chats/${chat ?? ''}`, operation)
  if ('user' in operation) return desk.http.post(`/api/v2/users/${operation.user}/channels/chat`, operation)
  return chat === null ? desk.http.post('/api/v2/me', operation) : desk.http.post(`/api/v2/me/chats/${chat}`, operation)
}

async function play(timed: readonly Timed[]): Promise<{ leaks: string[]; looked: number }> {
  const plan = centre()
  const aside = await listening(plan)
  const { url } = aside
  const { room } = aside.host(plan)
  const rights = new Rights(room)
  room.listen(() => rights.note())
  const desks: Desk[] = []
  for (const name of agents) {
    const http = await signIn(url, name)
    const socket = await listen(url, { auth: { since: 0 }, headers: http.headers })
    const since = room.seqOf(`agent:${name}`)
    desks.push({ viewer: `agent:${name}`, http, socket, since, bayeux: await new BayeuxClient(url, http.headers).open('/**') })
  }
  const visitors = new Map<string, HttpClient>()
  const sockets = new Map<string, Listening>()
  const leaks: string[] = []
  let looked = 0
  const look = (viewer: Viewer, where: string, shown: unknown): void => {
    const text = JSON.stringify(shown)
    looked += text.match(/w\d+w/g)?.length ?? 0
    for (const word of rights.beyond(viewer, text)) leaks.push(`${viewer} got ${word} by ${where}`)
  }
  const readAll = async (): Promise<void> => {
    for (const { viewer, http } of desks) {
      const paths = ['/api/v2/me?subresources=*', '/api/v2/me/chats?fields=*', '/api/v2/users?fields=*', '/api/v2/queues?fields=*', '/api/v2/contacts?fields=*']
      const ofChats = [...visitors.keys()].flatMap((id) => [`/api/v2/me/chats/${id}`, `/api/v2/chats/${id}`, `/api/v2/me/chats/${id}/messages`, `/api/v2/me/chats/${id}/participants`])
      for (const path of [...paths, ...ofChats]) look(viewer, `GET ${path}`, (await http.get(path)).body)
    }
    for (const [chat, http] of visitors) {
      for (const path of [`/api/v2/chats/${chat}`, `/api/v2/chats/${chat}/messages?index=0`]) look(`visitor:${chat}`, `GET ${path}`, (await http.get(path)).body)
    }
  }

  for (const [place, { move }] of timed.entries()) {
    const request = rights.request(move)
    if (!request) continue
    const { body } = await send(request, desks, visitors, url)
    const id = String(body['id'] ?? '')
    rights.moved(move, body.statusCode === 0 && id ? { statusCode: 0, chat: id } : { statusCode: 0 })
    if (move.does === 'RequestChat' && id) {
      const token = String(body['token'])
      visitors.set(id, new HttpClient(url, { authorization: `Bearer ${token}` }))
      sockets.set(id, await listen(url, { auth: { token, since: 0 } }))
    }
    if (place % 15 === 14) await readAll()
  }
  await readAll()
  for (const { viewer, socket, bayeux, since } of desks) {
    await socket.count(room.seqOf(viewer))
    const wanted = socket.told.filter(({ seq }) => seq > since).map(({ body }) => body)
    for (let connects = 0; bayeux.told.length < wanted.length && connects < 20; connects += 1) await bayeux.connect(200)
    for (const { body } of socket.told) look(viewer, 'socket.io', body)
    for (const { data } of bayeux.told) look(viewer, 'Bayeux', data)
    expect(bayeux.told.map(({ data }) => data)).toEqual(wanted)
  }
  for (const [chat, socket] of sockets) for (const { body } of socket.told) look(`visitor:${chat}`, 'socket.io', body)
  for (const { socket } of [...desks.map((desk) => desk.socket), ...sockets.values()]) socket.disconnect()
  await aside.close()
  return { leaks, looked }
}

test('random sessions on a real server show nobody what is beyond its rights, by REST, socket.io or Bayeux', { timeout: 120_000 }, async () => {
  const seen = { words: 0 }
  for (const timed of fc.sample(sessions, { numRuns: 30, seed: 23 })) {
    const { leaks, looked } = await play(timed)
    seen.words += looked
    expect(leaks).toEqual([])
  }
  expect(seen.words).toBeGreaterThan(5000)
})
