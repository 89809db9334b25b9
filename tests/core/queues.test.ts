import { expect, test } from 'vitest'
import type { RoomPlan } from '../../src-main/contract/room-plan.ts'
import { agentPlan, planWith, queuePlan, Rehearsal } from '../support/rooms.ts'

/** Queues: whom they choose, how long they wait, where they send on (R18), and how many chats an agent bears. */

function room(changed: Partial<Omit<RoomPlan, 'settings'>>): Rehearsal {
  const rehearsal = new Rehearsal(planWith(changed))
  rehearsal.forget()
  return rehearsal
}

/** A visitor asks for a chat; its id. */
function visitor(rehearsal: Rehearsal, endpoint = 'Support'): string {
  return rehearsal.request(null, endpoint).chat ?? ''
}

/** Who was invited, in order. */
function rung(rehearsal: Rehearsal): string[] {
  return rehearsal.heard.flatMap(({ viewer, said }) => ('chat' in said && said.chat.state === 'Invited' ? [viewer.slice('agent:'.length)] : []))
}

test('a queue by skill offers a chat to the most skilled member who is free', () => {
  const rehearsal = room({
    agents: { Anna: agentPlan('Anna', { skills: { Refunds: 3 }, places: 1 }), Ben: agentPlan('Ben', { skills: { Refunds: 8 }, places: 1 }), Carol: agentPlan('Carol') },
    queues: { Support: queuePlan(['Anna', 'Ben', 'Carol'], { order: 'skill', skill: 'Refunds' }) }
  })
  for (let chats = 0; chats < 3; chats += 1) visitor(rehearsal)
  expect(rung(rehearsal)).toEqual(['Ben', 'Anna', 'Carol'])
})

test('a queue by round robin goes on with whoever was offered one longest ago', () => {
  const rehearsal = room({ queues: { Support: queuePlan(['Anna', 'Ben', 'Carol'], { order: 'roundRobin' }) } })
  for (let chats = 0; chats < 5; chats += 1) visitor(rehearsal)
  expect(rung(rehearsal)).toEqual(['Anna', 'Ben', 'Carol', 'Anna', 'Ben'])
})

test('the longest idle comes first where nothing else is said', () => {
  const rehearsal = room({ queues: { Support: queuePlan(['Anna', 'Ben']) } })
  const chat = visitor(rehearsal)
  rehearsal.agent('Anna', { operationName: 'Accept' }, chat)
  rehearsal.agent('Anna', { operationName: 'Complete' }, chat)
  visitor(rehearsal)
  expect(rung(rehearsal)).toEqual(['Anna', 'Ben'])
})

test('an agent is offered no more chats than it has places, and the next as soon as one is done', () => {
  const rehearsal = room({ agents: { Anna: agentPlan('Anna', { places: 2 }) }, queues: { Support: queuePlan(['Anna']) } })
  const [first = ''] = [visitor(rehearsal), visitor(rehearsal), visitor(rehearsal)]
  expect(rung(rehearsal)).toEqual(['Anna', 'Anna'])
  rehearsal.agent('Anna', { operationName: 'Accept' }, first)
  rehearsal.agent('Anna', { operationName: 'Complete' }, first)
  expect(rung(rehearsal)).toEqual(['Anna', 'Anna', 'Anna'])
})

test('of two who wait, the one who waited longer is offered first', () => {
  const rehearsal = room({ agents: { Anna: agentPlan('Anna', { places: 1 }) }, queues: { Support: queuePlan(['Anna']) } })
  const [first = '', second = '', third = ''] = [visitor(rehearsal), visitor(rehearsal), visitor(rehearsal)]
  for (const chat of [first, second, third]) {
    expect(rehearsal.agent('Anna', { operationName: 'Accept' }, chat)).toEqual({ statusCode: 0 })
    rehearsal.agent('Anna', { operationName: 'Complete' }, chat)
  }
})

test('who is not to be disturbed is offered nothing', () => {
  const rehearsal = room({ queues: { Support: queuePlan(['Anna']) } })
  rehearsal.room.dispatch({ viewer: 'agent:Anna', chat: null, operation: { operationName: 'DoNotDisturbOn' } }, 1)
  visitor(rehearsal)
  expect(rung(rehearsal)).toEqual([])
  rehearsal.room.dispatch({ viewer: 'agent:Anna', chat: null, operation: { operationName: 'DoNotDisturbOff' } }, rehearsal.room.now + 1)
  expect(rung(rehearsal)).toEqual(['Anna'])
})

test('a chat that waited too long goes on in the queue for overflow, once', () => {
  const rehearsal = room({
    agents: { Anna: agentPlan('Anna', { places: 0 }), Ben: agentPlan('Ben') },
    queues: { Support: queuePlan(['Anna'], { overflow: { to: 'Spare', afterMs: 20_000 } }), Spare: queuePlan([], { overflow: { to: 'Support', afterMs: 20_000 } }), Last: queuePlan(['Ben']) }
  })
  const chat = visitor(rehearsal)
  rehearsal.pass(20)
  expect(rehearsal.room.chats.get(chat)?.queue).toBe('Spare')
  rehearsal.pass(100)
  expect(rehearsal.room.chats.get(chat)?.queue).toBe('Spare')
  expect(rehearsal.room.nextDueAt()).toBeNull()
})

test('a member of the queue for overflow is rung at the moment of the overflow', () => {
  const rehearsal = room({
    agents: { Anna: agentPlan('Anna', { places: 0 }), Ben: agentPlan('Ben') },
    queues: { Support: queuePlan(['Anna'], { overflow: { to: 'Spare', afterMs: 20_000 } }), Spare: queuePlan(['Ben']) }
  })
  visitor(rehearsal)
  const asked = rehearsal.room.now
  rehearsal.pass(30)
  expect(rehearsal.heard.filter(({ viewer }) => viewer === 'agent:Ben').map(({ at }) => at)).toEqual([asked + 20_000])
})

test('a ring is not cut short by the overflow: it comes when the ring has ended', () => {
  const rehearsal = room({
    agents: { Anna: agentPlan('Anna'), Ben: agentPlan('Ben') },
    queues: { Support: queuePlan(['Anna'], { overflow: { to: 'Spare', afterMs: 10_000 } }), Spare: queuePlan(['Ben']) }
  })
  visitor(rehearsal)
  rehearsal.pass(29)
  expect(rung(rehearsal)).toEqual(['Anna'])
  rehearsal.pass(1)
  expect(rung(rehearsal)).toEqual(['Anna', 'Ben'])
})

test.each([
  ['wait', 0],
  ['refuse', 2]
] as const)('a customer who comes when nobody is logged in meets what the queue says: %s', (whenNobody, statusCode) => {
  const rehearsal = room({ agents: { Anna: agentPlan('Anna', { ready: 'no' }) }, queues: { Support: queuePlan(['Anna'], { whenNobody }) } })
  expect(rehearsal.request(null).statusCode).toBe(statusCode)
})

test('a customer who waits can ask for its place among the customers, and no consult counts', () => {
  const rehearsal = room({
    agents: { Anna: agentPlan('Anna', { places: 1 }), Ben: agentPlan('Ben') },
    queues: { Support: queuePlan(['Anna']), Other: queuePlan(['Ben']) }
  })
  const bens = visitor(rehearsal, 'Other')
  rehearsal.agent('Ben', { operationName: 'Accept' }, bens)
  const [taken, first, second] = [visitor(rehearsal), visitor(rehearsal), visitor(rehearsal)]
  rehearsal.agent('Ben', { operationName: 'Consult', targetUri: rehearsal.uri('Support') }, bens)
  const place = (chat: string) => rehearsal.views.customerChat(`visitor:${chat}`, chat)?.position
  expect([taken, first, second].map(place)).toEqual([undefined, 1, 2])
  rehearsal.room.dispatch({ viewer: `visitor:${first}`, chat: first, operation: { operationName: 'Complete' } }, rehearsal.room.now + 1)
  expect(place(second)).toBe(1)
})

test('a chat that nobody can take waits, and is seen to wait', () => {
  const rehearsal = room({ agents: { Anna: agentPlan('Anna', { places: 0 }) }, queues: { Support: queuePlan(['Anna']) } })
  const chat = visitor(rehearsal)
  rehearsal.pass(3600)
  expect(rehearsal.views.customerChat(`visitor:${chat}`, chat)?.state).toBe('WaitingForAgent')
  expect(rehearsal.views.queues()[0]?.availability).toEqual({ ready: 0, members: 1, waiting: 1 })
})
