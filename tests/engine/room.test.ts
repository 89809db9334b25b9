import { expect, test } from 'vitest'
import { Engine } from '../../src-main/engine/engine.ts'
import { replay } from '../../src-main/engine/replay.ts'
import { roomLog } from '../../src-main/engine/room-log.ts'
import { viewsOf } from '../../src-main/engine/room-views.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import type { Heard } from '../../src-main/contract/client.ts'
import { agentPlan, freshFolder, planWith, queuePlan, Rehearsal } from '../support/rooms.ts'

function story(rehearsal: Rehearsal): void {
  rehearsal.chatWithAnna()
  rehearsal.customer({ operationName: 'SendMessage', text: 'Where is my refund?' })
  rehearsal.consult('Carol')
  rehearsal.agent('Carol', { operationName: 'Reject' })
  rehearsal.consult('Ben')
  rehearsal.agent('Ben', { operationName: 'Accept' })
  rehearsal.agent('Anna', { operationName: 'Consult', targetUri: rehearsal.uri('Ben') })
  rehearsal.agent('Ben', { operationName: 'SendMessage', text: 'Yes' })
  rehearsal.agent('Anna', { operationName: 'CancelConsult' })
  rehearsal.pass(2)
}

test('a room that is started again stands where it stood, in the middle of a consult', () => {
  const rehearsal = new Rehearsal()
  story(rehearsal)
  const before = rehearsal.views.chatsOf('agent:Anna')
  const seq = rehearsal.room.seqOf('agent:Anna')
  rehearsal.restart()

  expect(rehearsal.views.chatsOf('agent:Anna')).toEqual(before)
  expect(rehearsal.room.seqOf('agent:Anna')).toBe(seq)
  rehearsal.agent('Anna', { operationName: 'Transfer', targetUri: rehearsal.uri('Ben') })
  expect(rehearsal.views.chatsOf('agent:Ben')).toMatchObject([{ state: 'Chatting' }])
})

test('who comes back after a restart gets what it missed, once and in order', () => {
  const rehearsal = new Rehearsal()
  story(rehearsal)
  const told = rehearsal.heard.filter(({ viewer }) => viewer === 'agent:Anna')
  rehearsal.restart()
  expect(rehearsal.room.missed('agent:Anna', 3)).toEqual(told.filter(({ seq }) => seq > 3))
  expect(rehearsal.room.missed('agent:Anna', 9999)).toBeNull()
})

test('a pending consult rings on after a restart: the time that nobody ran it does not count', () => {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  rehearsal.consult()
  rehearsal.pass(20)
  const now = rehearsal.room.now
  rehearsal.restart()
  // What passed without anything being stored is not known after a restart; nothing lapses sooner for it.
  expect(rehearsal.room.now).toBeLessThanOrEqual(now)
  expect(rehearsal.agent('Ben', { operationName: 'Accept' })).toEqual({ statusCode: 0 })
})

test('numbers of a viewer count from 1 without gaps', () => {
  const rehearsal = new Rehearsal()
  story(rehearsal)
  for (const viewer of ['agent:Anna', 'agent:Ben', 'agent:Carol', 'customer:Clara'] as const) {
    const all = rehearsal.room.missed(viewer, 0) ?? []
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, place) => place + 1))
    expect(all.length).toBeGreaterThan(1)
  }
})

test('the same recorded inputs give the same bytes again, in another folder', () => {
  const rehearsal = new Rehearsal()
  story(rehearsal)
  const { now } = rehearsal.room
  const first = Object.fromEntries(viewers.map((viewer) => [viewer, rehearsal.room.missed(viewer, 0)]))
  rehearsal.store.close()

  const recorded = Store.open(rehearsal.file)
  const [row] = recorded.rooms()
  const again = new Engine(Store.open(logIn(freshFolder()))).begin('again', planWith())
  replay(roomLog(recorded, row ?? { id: 0, name: '' }).inputs(), again, now)

  const second = Object.fromEntries(viewers.map((viewer) => [viewer, again.missed(viewer, 0)]))
  expect(JSON.stringify(second)).toBe(JSON.stringify(first))
})

const viewers = ['agent:Anna', 'agent:Ben', 'agent:Carol', 'customer:Clara'] as const

test('another seed gives other ids, and the same words', () => {
  const one = new Rehearsal(planWith({ seed: 1 }))
  const other = new Rehearsal(planWith({ seed: 2 }))
  one.chatWithAnna()
  other.chatWithAnna()
  expect(other.chatId).not.toBe(one.chatId)
  expect(other.words('agent:Anna')).toEqual(one.words('agent:Anna'))
})

test('two rooms with the same people never hear each other', () => {
  const store = Store.open(logIn(freshFolder()))
  const engine = new Engine(store)
  const [one, other] = [engine.begin('one', planWith()), engine.begin('other', planWith())]
  const heard: Heard[] = []
  other.listen((frame) => heard.push(frame))
  one.dispatch({ viewer: 'agent:Anna', chat: null, operation: { operationName: 'ChannelOpened' } }, 0)
  const asked = one.dispatch({ viewer: 'customer:Clara', chat: null, operation: { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' } }, 1000)
  const chat = asked.chat ?? ''

  expect(heard).toEqual([])
  expect(viewsOf(other).chatsOf('agent:Anna')).toEqual([])
  expect(other.dispatch({ viewer: 'agent:Anna', chat, operation: { operationName: 'Accept' } }, 1000)).toMatchObject({ statusCode: 6 })
  expect(other.chat(chat)).toBeUndefined()
  expect(viewsOf(one).chatsOf('agent:Anna')).toHaveLength(1)
  store.close()
  const again = new Engine(Store.open(store.file))
  expect(again.room('other')?.chats.size).toBe(0)
  expect(again.room('one')?.chats.size).toBe(1)
})

test('a retry with the same key gets the first answer and nothing happens again, also after a restart', () => {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  const request = { viewer: 'agent:Anna', chat: rehearsal.chatId, operation: { operationName: 'Consult', targetUri: rehearsal.uri('Ben') } } as const
  const first = rehearsal.room.dispatch(request, rehearsal.room.now, 'key-1')
  rehearsal.restart()
  rehearsal.forget()
  expect(rehearsal.room.dispatch(request, rehearsal.room.now, 'key-1')).toEqual(first)
  expect(rehearsal.heard).toEqual([])
  expect(rehearsal.room.dispatch(request, rehearsal.room.now)).toMatchObject({ refused: 'invitation_pending' })
})

test('a refusal is kept in the log beside what was done', () => {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  rehearsal.consult('Anna')
  rehearsal.store.close()
  const store = Store.open(rehearsal.file)
  const inputs = [...store.inputs(store.rooms()[0]?.id ?? 0)]
  expect(inputs.at(-1)).toMatchObject({ viewer: 'agent:Anna', operation: { operationName: 'Consult' }, outcome: { statusCode: 2, refused: 'target_is_self' } })
})

test('what cannot be stored has not happened: nobody is told and the room stands as before', () => {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  rehearsal.forget()
  const before = rehearsal.views.chatsOf('agent:Anna')
  rehearsal.store.close()
  expect(() => rehearsal.consult()).toThrow()
  expect(rehearsal.heard).toEqual([])
  expect(rehearsal.views.chatsOf('agent:Anna')).toEqual(before)
})

test('a listener that asks for something inside a notification is a bug and is stopped', () => {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  rehearsal.room.listen(() => rehearsal.consult())
  expect(() => rehearsal.agent('Anna', { operationName: 'SendMessage', text: 'x' })).toThrow(/must not dispatch/)
})

test('two askings that fall due at one moment lapse in the order of their chats', () => {
  const rehearsal = new Rehearsal(planWith({ queues: { Support: queuePlan(['Anna']) } }))
  for (const viewer of ['customer:Clara', null] as const) rehearsal.room.dispatch({ viewer, chat: null, operation: { operationName: 'RequestChat', nickname: 'C', endpoint: 'Support' } }, 1000)
  const chats = [...rehearsal.room.chats.keys()]
  rehearsal.forget()
  rehearsal.pass(40)
  const revoked = rehearsal.told('agent:Anna').flatMap((told) => ('chat' in told && told.chat.state === 'Revoked' ? [told.chat.id] : []))
  expect(revoked).toEqual(chats)
})

test('a chat that is over leaves memory and can still be read by its customer', () => {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  const chat = rehearsal.chatId
  rehearsal.agent('Anna', { operationName: 'Complete', text: 'Goodbye' })
  expect(rehearsal.room.chats.size).toBe(0)
  expect(rehearsal.views.customerMessages('customer:Clara', chat)?.map(({ type }) => type)).toEqual(['ParticipantJoined', 'ParticipantJoined', 'Text', 'ParticipantLeft'])
  expect(rehearsal.customer({ operationName: 'SendMessage', text: 'Hello?' }, chat)).toMatchObject({ statusCode: 2, refused: 'chat_over' })
})

test('a chat that ended while a supervisor watched does not keep its room from starting again', () => {
  const rehearsal = new Rehearsal(planWith({ agents: { Anna: agentPlan('Anna'), Sam: agentPlan('Sam', { roles: ['supervisor'] }) }, queues: { Support: queuePlan(['Anna']) } }))
  rehearsal.chatWithAnna()
  const user = rehearsal.uri('Anna').split('/').at(-1) ?? ''
  const intruded = { operationName: 'Intrude', supervisorVisibilityMode: 'Monitor', nickname: 'Sam', user } as const
  expect(rehearsal.room.dispatch({ viewer: 'agent:Sam', chat: rehearsal.chatId, operation: intruded }, rehearsal.room.now)).toMatchObject({ statusCode: 0 })
  expect(rehearsal.agent('Sam', { operationName: 'Accept' })).toMatchObject({ statusCode: 0 })
  rehearsal.agent('Anna', { operationName: 'Complete' })
  expect(rehearsal.room.chats.size).toBe(0)
  const seq = rehearsal.room.seqOf('agent:Sam')
  rehearsal.restart()
  expect(rehearsal.room.chats.size).toBe(0)
  expect(rehearsal.room.seqOf('agent:Sam')).toBe(seq)
})
