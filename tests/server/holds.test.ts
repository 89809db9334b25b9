import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import type { Room } from '../../src-main/engine/room.ts'
import { planWith } from '../support/rooms.ts'
import { HttpClient, listen, listening, signIn } from '../support/server.ts'

/** Requests of real clients that somebody holds on their way. */

let aside: Aside
let room: Room

beforeAll(async () => {
  aside = await listening()
  room = aside.host(planWith()).room
})

afterAll(() => aside.close())

test('what is held arrives when it is released, in the order of asking; everything else goes on', async () => {
  const customer = new HttpClient(aside.url)
  const asked = await customer.post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' })
  const chat = `/api/v2/me/chats/${String(asked.body['id'])}`
  const anna = await signIn(aside.url, 'Anna')
  const { socket } = await listen(aside.url, { headers: anna.headers })
  expect((await anna.post(chat, { operationName: 'Accept' })).body['statusCode']).toBe(0)

  room.holds.hold('agent:Anna', 'SendMessage')
  const answered: string[] = []
  const say = (text: string) => anna.post(chat, { operationName: 'SendMessage', text }).then(({ body }) => answered.push(`${text} ${String(body['statusCode'])}`))
  const one = say('one')
  expect((await anna.post(chat, { operationName: 'SendStartTypingNotification' })).body['statusCode']).toBe(0)
  const two = say('two')
  await anna.get('/api/v2/me')
  expect(answered).toEqual([])
  room.holds.release('agent:Anna')
  await Promise.all([one, two])
  expect(answered).toEqual(['one 0', 'two 0'])
  expect((await anna.post(chat, { operationName: 'SendMessage', text: 'three' })).body['statusCode']).toBe(0)
  const { body } = await anna.get(`${chat}/messages`)
  socket.disconnect()
  const texts = (body['messages'] as { text?: string }[]).flatMap(({ text }) => text ?? [])
  expect(texts).toEqual(['one', 'two', 'three'])
})
