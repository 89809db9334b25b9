import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import type { ChatResource, Participant } from '../../src-main/wire/chat.ts'
import type { ChatMessage } from '../../src-main/wire/messages.ts'
import { HttpClient, listen, listening, signIn } from '../support/server.ts'
import type { Listening } from '../support/server.ts'

/**
 * What two known clients of the API take for granted, as small models in our own words, driven by what a real server tells
 * over a whole consult. Each test names where the assumption was seen: IOS is the official sample client of 2013
 * (ChatViewController, ConfChatTableViewController, ConnectionController), NET is ErnestoGarciaGenesys/GenesysWebServicesClient
 * (GenesysChat.cs, GenesysInteractionManager.cs, ParticipantResource, UserResource.cs); facts 2.2 to 3.4.
 */

type Frame = { notificationType?: string; messageType: string; chat?: ChatResource; chatUri?: string; chatPath?: string; messages?: ChatMessage[]; errorMessage?: string }

const lastPart = (address: string): string => address.slice(address.lastIndexOf('/') + 1)

/** Knows chats by the last part of an address, itself by that of its `uri`, and switches on notificationType alone. */
class IosModel {
  readonly chats = new Map<string, { state: string; participants: readonly Participant[]; messages: ChatMessage[]; hasCustomer: boolean }>()
  readonly #me: string

  constructor(myUri: string) {
    this.#me = lastPart(myUri)
  }

  hear(frame: Frame): void {
    switch (frame.notificationType) {
      case 'StatusChange': {
        const { chat } = frame
        if (!chat) return
        // Only `Invited` makes a new entry; `Completed` and `Revoked` take it away (facts 2.2).
        if (chat.state === 'Completed' || chat.state === 'Revoked') this.chats.delete(chat.id)
        else if (chat.state === 'Invited' || this.chats.has(chat.id)) this.#put(chat)
        return
      }
      case 'ParticipantsUpdated':
        return frame.chat && this.#put(frame.chat)
      case 'NewMessages':
        return void this.chats.get(lastPart(frame.chatUri ?? ''))?.messages.push(...(frame.messages ?? []))
      // There is no branch for Error (facts 3.4).
    }
  }

  isMine(participant: Participant): boolean {
    return lastPart(participant.uri ?? '') === this.#me
  }

  isConsult(id: string): boolean {
    return this.chats.get(id)?.participants.some(({ visibility }) => visibility === 'Agents') ?? false
  }

  isConference(id: string): boolean {
    return (this.chats.get(id)?.participants.length ?? 0) > 2
  }

  removable(id: string): string[] {
    return this.chats.get(id)?.participants.flatMap((one) => (one.type === 'Agent' && !this.isMine(one) ? [one.nickname] : [])) ?? []
  }

  #put({ id, state, participants = [] }: ChatResource): void {
    const before = this.chats.get(id)
    const listed = participants.length > 0 ? participants : (before?.participants ?? [])
    this.chats.set(id, { state, participants: listed, messages: before?.messages ?? [], hasCustomer: listed.some(({ type }) => type === 'Customer') })
  }
}

/** Finds the chat of a message by `chatPath` and goes on with what it found, whatever that is. */
class NetModel {
  readonly chats = new Map<string, { state: string; messages: ChatMessage[]; capabilities: readonly string[] }>()

  hear(frame: Frame): void {
    if (frame.messageType === 'MessageLogUpdated') {
      const found = [...this.chats].find(([id]) => frame.chatPath === `/chats/${id}`)
      // The client dereferences what it found: nothing found is a crash (facts 3.2).
      if (!found) throw new Error(`no chat for chatPath ${frame.chatPath}`)
      found[1].messages.push(...(frame.messages ?? []))
      return
    }
    const { chat } = frame
    if (!chat) return
    const isFinished = chat.state === 'Completed' || chat.state === 'Revoked'
    if (isFinished) this.chats.delete(chat.id)
    else this.chats.set(chat.id, { state: chat.state, messages: this.chats.get(chat.id)?.messages ?? [], capabilities: chat.capabilities ?? [] })
  }
}

interface Stage {
  aside: Aside
  anna: HttpClient
  ben: HttpClient
  annas: Listening
  bens: Listening
  chat: string
  customer: HttpClient
  uris: Record<string, string>
}

let stage: Stage

beforeEach(async () => {
  const aside = await listening()
  const [anna, ben] = [await signIn(aside.url, 'Anna'), await signIn(aside.url, 'Ben')]
  const [annas, bens] = [await listen(aside.url, { headers: anna.headers }), await listen(aside.url, { headers: ben.headers })]
  const asked = await new HttpClient(aside.url).post('/api/v2/chats', { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' })
  await annas.hears('Invited')
  const { body } = await anna.get('/api/v2/users?fields=*')
  const users = body['users'] as { userName: string; uri: string }[]
  stage = {
    aside,
    anna,
    ben,
    annas,
    bens,
    chat: String(asked.body['id']),
    customer: new HttpClient(aside.url, { authorization: `Bearer ${String(asked.body['token'])}` }),
    uris: Object.fromEntries(users.map(({ userName, uri }) => [userName, uri]))
  }
})

afterEach(async () => {
  stage.annas.socket.disconnect()
  stage.bens.socket.disconnect()
  await stage.aside.close()
})

const act = (client: HttpClient, operation: object) => client.post(`/api/v2/me/chats/${stage.chat}`, operation)

function frames(heard: Listening): Frame[] {
  return heard.told.map(({ body }) => body as unknown as Frame)
}

function ios(heard: Listening, name: string): IosModel {
  const model = new IosModel(stage.uris[name] ?? '')
  for (const frame of frames(heard)) model.hear(frame)
  return model
}

async function consult(): Promise<void> {
  await act(stage.anna, { operationName: 'Accept', nickname: 'Anna' })
  await act(stage.anna, { operationName: 'Consult', targetUri: stage.uris['Ben'] })
  await stage.bens.hears('Invited')
  await act(stage.ben, { operationName: 'Accept', nickname: 'Ben' })
  await stage.annas.hears('"visibility":"Agents"')
}

test('a chat is found by the last part of chatUri, and a consult is known by visibility Agents (IOS ChatView; facts 0.4, 3.2)', async () => {
  await consult()
  await act(stage.ben, { operationName: 'SendToAgents', text: 'Aside' })
  await stage.annas.hears('Aside')
  const model = ios(stage.annas, 'Anna')
  expect(model.isConsult(stage.chat)).toBe(true)
  expect(model.chats.get(stage.chat)?.messages.at(-1)?.text).toBe('Aside')
})

test('a chat is found by chatPath, which nothing may leave out (NET GenesysInteractionManager; facts 3.2)', async () => {
  await consult()
  await act(stage.ben, { operationName: 'SendToAgents', text: 'Aside' })
  await stage.annas.hears('Aside')
  const model = new NetModel()
  for (const frame of frames(stage.annas)) model.hear(frame)
  expect(model.chats.get(stage.chat)?.messages.at(-1)?.text).toBe('Aside')
})

test('MessageLogUpdated has neither chat nor id (facts 3.2)', async () => {
  await consult()
  const logs = (): Frame[] => frames(stage.annas).filter(({ messageType }) => messageType === 'MessageLogUpdated')
  await expect.poll(() => logs().length).toBeGreaterThan(1)
  for (const log of logs()) expect(Object.keys(log).sort()).toEqual(['chatPath', 'chatUri', 'messageType', 'messages', 'notificationType'])
})

test('one finds oneself by uri, both legs of it, and may remove whoever is not oneself (IOS ConfChat; facts 2.3)', async () => {
  await consult()
  const model = ios(stage.annas, 'Anna')
  const participants = model.chats.get(stage.chat)?.participants ?? []
  expect(participants.filter((one) => model.isMine(one)).map(({ nickname }) => nickname)).toEqual(['Anna', 'Anna'])
  expect(model.removable(stage.chat)).toEqual(['Ben'])
  expect((await act(stage.anna, { operationName: 'RemoveParticipantFromConference', targetUri: stage.uris['Ben'] })).body).toEqual({ statusCode: 0 })
  await stage.annas.hears('"ParticipantLeft"')
  await expect.poll(() => ios(stage.annas, 'Anna').isConsult(stage.chat)).toBe(false)
})

test('a chat of one agent and one customer is no conference; with a second agent it is (IOS ConfChat; facts 2.3)', async () => {
  await act(stage.anna, { operationName: 'Accept' })
  await stage.annas.hears('ParticipantsUpdated')
  expect(ios(stage.annas, 'Anna').isConference(stage.chat)).toBe(false)
  await act(stage.anna, { operationName: 'Invite', targetUri: stage.uris['Ben'] })
  await stage.bens.hears('Invited')
  await act(stage.ben, { operationName: 'Accept' })
  await stage.annas.hears('"nickname":"Ben"')
  await expect.poll(() => ios(stage.annas, 'Anna').isConference(stage.chat)).toBe(true)
})

test('a list without a customer means that the customer has gone (IOS; facts 3.4)', async () => {
  await act(stage.anna, { operationName: 'Accept' })
  await stage.customer.post(`/api/v2/chats/${stage.chat}`, { operationName: 'Complete' })
  await stage.annas.hears('ParticipantLeft')
  await expect.poll(() => ios(stage.annas, 'Anna').chats.get(stage.chat)).toMatchObject({ state: 'Chatting', hasCustomer: false })
})

test('Completed and Revoked take a chat away; LeftChat keeps it for after-work (facts 2.2)', async () => {
  await act(stage.anna, { operationName: 'Accept' })
  await act(stage.anna, { operationName: 'Consult', targetUri: stage.uris['Ben'] })
  await stage.bens.hears('Invited')
  expect(ios(stage.bens, 'Ben').chats.has(stage.chat)).toBe(true)
  await act(stage.anna, { operationName: 'CancelConsult' })
  await stage.bens.hears('Revoked')
  expect(ios(stage.bens, 'Ben').chats.has(stage.chat)).toBe(false)
  await act(stage.anna, { operationName: 'Leave' })
  await stage.annas.hears('LeftChat')
  expect(ios(stage.annas, 'Anna').chats.get(stage.chat)?.state).toBe('LeftChat')
  await act(stage.anna, { operationName: 'Complete' })
  await stage.annas.hears('Completed')
  expect(ios(stage.annas, 'Anna').chats.has(stage.chat)).toBe(false)
})

test('an invitation lists Accept and Reject (IOS, NET; facts 2.6)', () => {
  const invited = frames(stage.annas).find(({ chat }) => chat?.state === 'Invited')
  expect(invited?.chat?.capabilities).toEqual(['Accept', 'Reject'])
})

test('every ParticipantsUpdated carries the whole chat, since it may change more than people (NET comment; facts 3.4)', async () => {
  await consult()
  const updates = frames(stage.annas).filter(({ notificationType }) => notificationType === 'ParticipantsUpdated')
  expect(updates.length).toBeGreaterThan(1)
  for (const { chat } of updates) expect(chat).toMatchObject({ id: stage.chat, state: 'Chatting', uri: expect.stringContaining(stage.chat), capabilities: expect.arrayContaining(['Leave']), participants: expect.any(Array) })
})

test("one's own messages come back, from one's own uri (IOS; facts 2.5)", async () => {
  await act(stage.anna, { operationName: 'Accept' })
  await act(stage.anna, { operationName: 'SendMessage', text: 'My own' })
  await stage.annas.hears('My own')
  const own = frames(stage.annas).flatMap(({ messages = [] }) => messages).find(({ text }) => text === 'My own')
  expect(own?.from.uri).toBe(stage.uris['Anna'])
})

test('indices begin at 1, and a customer who reads along sees none missing where an agent does (facts 0.10, 2.5)', async () => {
  await consult()
  await act(stage.anna, { operationName: 'SendMessage', text: 'For all' })
  await stage.annas.hears('For all')
  const { body } = await stage.anna.get(`/api/v2/me/chats/${stage.chat}/messages`)
  expect((body['messages'] as ChatMessage[]).map(({ index }) => index)).toEqual([1, 2, 3, 4])
  expect(Object.keys(body).sort()).toEqual(['messages', 'statusCode'])
  const feed = await stage.customer.get(`/api/v2/chats/${stage.chat}/messages?index=0`)
  expect((feed.body['messages'] as { index: number; type: string }[]).map(({ index, type }) => [index, type])).toEqual([
    [1, 'ParticipantJoined'],
    [2, 'ParticipantJoined'],
    [3, 'Text']
  ])
})

test('a client without a branch for Error goes on as it was (IOS; facts 3.4)', async () => {
  await act(stage.anna, { operationName: 'Accept' })
  await stage.ben.post('/api/v2/me', { operationName: 'NotReady' })
  await act(stage.anna, { operationName: 'Consult', targetUri: stage.uris['Ben'] })
  await stage.annas.hears('Operation failed')
  expect(ios(stage.annas, 'Anna').chats.get(stage.chat)).toMatchObject({ state: 'Chatting' })
  expect(frames(stage.annas).at(-1)).toMatchObject({ notificationType: 'Error', chat: { id: stage.chat, state: 'Chatting', participants: expect.any(Array), capabilities: expect.any(Array) } })
})

test('unknown fields in a request are ignored, and answers are JSON with a statusCode of 0 (NET; facts 3.4, 7)', async () => {
  const reply = await act(stage.anna, { operationName: 'Accept', nickname: 'Anna', clientVersion: '1.0', nested: { any: [1, 2] } })
  expect(reply.headers.get('content-type')).toMatch(/^application\/json/)
  expect(reply.body).toEqual({ statusCode: 0 })
})

test('a conference from a consult is an Invite, a hand-over a Transfer, both with the address of the consultant (IOS; facts 0.3)', async () => {
  await consult()
  expect((await act(stage.anna, { operationName: 'Invite', targetUri: stage.uris['Ben'] })).body.statusCode).toBe(0)
  await stage.bens.hears('"visibility":"All","type":"ParticipantJoined"')
  // The list of people comes after the message.
  await expect.poll(() => ios(stage.bens, 'Ben').isConsult(stage.chat)).toBe(false)
  expect((await act(stage.anna, { operationName: 'Transfer', targetUri: stage.uris['Ben'] })).body.statusCode).toBe(0)
  await stage.annas.hears('Completed')
  expect(ios(stage.annas, 'Anna').chats.has(stage.chat)).toBe(false)
  await stage.bens.hears('ParticipantLeft')
  await expect.poll(() => ios(stage.bens, 'Ben').removable(stage.chat)).toEqual([])
})

test("two windows of one agent hold one session, and each sees the other's moves (R19)", async () => {
  const second = await listen(stage.aside.url, { headers: stage.anna.headers })
  await act(stage.anna, { operationName: 'Accept' })
  await second.hears('Chatting')
  expect((await act(stage.anna, { operationName: 'Accept' })).body.statusCode).toBe(2)
  second.socket.disconnect()
})
