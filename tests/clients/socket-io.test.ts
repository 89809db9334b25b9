import { afterEach, expect, test } from 'vitest'
import { io as current } from 'socket.io-client'
import { io as oldest } from 'socket.io-client-4-0'
import type { Aside } from '../../src-main/app.ts'
import { expectDescribedNotification, noteUndescribed } from '../support/described.ts'
import { HttpClient, listening, signIn } from '../support/server.ts'

/** The socket clients that we claim to work: the oldest 4.x and the current one, by websocket and by long polling. */

interface AnySocket {
  on(event: string, hear: (...heard: unknown[]) => void): unknown
  disconnect(): unknown
}

type Open = (url: string, options: { transports: string[]; forceNew: boolean; auth: Record<string, unknown>; extraHeaders: Record<string, string> }) => AnySocket

const open: { aside: Aside | null; sockets: AnySocket[] } = { aside: null, sockets: [] }

afterEach(async () => {
  for (const socket of open.sockets) socket.disconnect()
  open.sockets = []
  await open.aside?.close()
})

const clients: readonly [string, Open][] = [
  ['4.0.0', oldest as unknown as Open],
  ['4.8.4', current as unknown as Open]
]

const ways = clients.flatMap(([version, client]) => ['websocket', 'polling'].map((transport): [string, string, Open] => [version, transport, client]))

test.each(ways)('socket.io-client %s by %s hears a whole consult, in order and numbered', async (_version, transport, client) => {
  open.aside = await listening()
  const { url } = open.aside
  const [anna, ben] = [await signIn(url, 'Anna'), await signIn(url, 'Ben')]
  const told: { body: Record<string, unknown>; seq: number }[] = []
  const socket = client(url, { transports: [transport], forceNew: true, auth: { since: 0 }, extraHeaders: anna.headers })
  open.sockets.push(socket)
  socket.on('notification', (body, meta) => {
    told.push({ body: body as Record<string, unknown>, seq: (meta as { seq: number }).seq })
    noteUndescribed(() => expectDescribedNotification(body as Record<string, unknown>))
  })
  await new Promise<void>((welcome, refused) => {
    socket.on('hello', () => welcome())
    socket.on('connect_error', (error) => refused(error instanceof Error ? error : new Error(String(error))))
  })
  const asked = await new HttpClient(url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' })
  const chat = `/api/v2/me/chats/${String(asked.body['id'])}`
  await anna.post(chat, { operationName: 'Accept' })
  const { body } = await anna.get('/api/v2/users?fields=*')
  const targetUri = (body['users'] as { userName: string; uri: string }[]).find(({ userName }) => userName === 'Ben')?.uri
  await ben.post('/api/v2/me', { operationName: 'StartContactCenterSession', channels: ['chat'] })
  await anna.post(chat, { operationName: 'Consult', targetUri })
  await ben.post(chat, { operationName: 'Accept' })
  await anna.post(chat, { operationName: 'Transfer', targetUri })
  await expect.poll(() => JSON.stringify(told), { timeout: 5000 }).toContain('Completed')
  const words = told.flatMap(({ body: { notificationType, chat: of } }) => (typeof notificationType === 'string' ? [`${notificationType} ${(of as { state?: string } | undefined)?.state ?? ''}`.trim()] : []))
  expect(words).toEqual([
    'StatusChange Invited',
    'StatusChange Chatting',
    'ParticipantsUpdated Chatting',
    'NewMessages',
    'ParticipantsUpdated Chatting',
    'NewMessages',
    'ParticipantsUpdated Chatting',
    'NewMessages',
    'StatusChange Completed'
  ])
  expect(told.map(({ seq }) => seq)).toEqual(told.map((_, place) => place + 1))
})
