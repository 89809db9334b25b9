import { expect, test } from 'vitest'
import { Rehearsal } from '../support/rooms.ts'

/** Somebody's line is bad: what arrives, what is lost, what is there again afterwards. */

function chatting(): Rehearsal {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  rehearsal.forget()
  return rehearsal
}

function says(rehearsal: Rehearsal, ...texts: string[]): void {
  for (const text of texts) rehearsal.customer({ operationName: 'SendMessage', text })
}

function texts(rehearsal: Rehearsal): (string | undefined)[] {
  return rehearsal.told('agent:Anna').flatMap((told) => ('messages' in told ? told.messages.map(({ text }) => text) : []))
}

test('over a line that drops nothing arrives, and others hear everything', () => {
  const rehearsal = chatting()
  rehearsal.room.setLine('agent:Anna', { network: 'drop' })
  says(rehearsal, 'One')
  rehearsal.room.setLine('agent:Anna', null)
  says(rehearsal, 'Two')
  expect(texts(rehearsal)).toEqual(['Two'])
  expect(rehearsal.told('customer:Clara')).toHaveLength(2)
})

test('a line that comes back with its number catches up, once and in order', () => {
  const rehearsal = chatting()
  rehearsal.room.setLine('agent:Anna', { network: 'disconnect' })
  says(rehearsal, 'One', 'Two')
  rehearsal.room.setLine('agent:Anna', null, true)
  says(rehearsal, 'Three')
  expect(texts(rehearsal)).toEqual(['One', 'Two', 'Three'])
})

test('a slow line brings everything late, each so much later, in order', () => {
  const rehearsal = chatting()
  rehearsal.room.setLine('agent:Anna', { network: 'delay', byMs: 2500 })
  says(rehearsal, 'One', 'Two')
  expect(texts(rehearsal)).toEqual([])
  expect(rehearsal.room.nextDueAt()).toBe(rehearsal.room.now + 1500)
  rehearsal.pass(1.5)
  expect(texts(rehearsal)).toEqual(['One'])
  rehearsal.pass(1)
  expect(texts(rehearsal)).toEqual(['One', 'Two'])
})

test('a line that doubles brings everything twice under one number', () => {
  const rehearsal = chatting()
  rehearsal.room.setLine('agent:Anna', { network: 'duplicate' })
  says(rehearsal, 'One')
  const [first, second] = rehearsal.heard.filter(({ viewer }) => viewer === 'agent:Anna')
  expect(texts(rehearsal)).toEqual(['One', 'One'])
  expect(first?.seq).toBe(second?.seq)
})

test('a line that mixes up lets each two change places, and the last of an odd number come alone', () => {
  const rehearsal = chatting()
  rehearsal.room.setLine('agent:Anna', { network: 'reorder' })
  says(rehearsal, 'One', 'Two')
  rehearsal.room.dispatch({ viewer: 'customer:Clara', chat: rehearsal.chatId, operation: { operationName: 'SendMessage', text: 'Three' } }, rehearsal.room.now)
  expect(texts(rehearsal)).toEqual(['Two', 'One'])
  rehearsal.pass(2)
  expect(texts(rehearsal)).toEqual(['Two', 'One', 'Three'])
})

test('what a bad line does changes nothing of what was told: whoever reads finds it all', () => {
  const rehearsal = chatting()
  rehearsal.room.setLine('agent:Anna', { network: 'drop' })
  says(rehearsal, 'One')
  expect(rehearsal.views.messages('agent:Anna', rehearsal.chatId)).toHaveLength(3)
  expect(rehearsal.room.missed('agent:Anna', rehearsal.room.seqOf('agent:Anna') - 1)).toHaveLength(1)
})
