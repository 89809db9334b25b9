import { expect, test } from 'vitest'
import { expectDescribedAnswer, expectDescribedEvent, expectDescribedFrame, expectDescribedNotification } from '../support/described.ts'
import { noteUndescribed, undescribed } from '../support/described.ts'

/** The check that all other tests go through must itself find what is wrong. */

const me = { method: 'GET', path: '/api/v2/me', status: 403 }
const denied = { statusCode: 20, statusMessage: 'Access denied' }
const ended = { notificationType: 'StatusChange', messageType: 'ChatStateChangeMessage', chat: { id: '0000Na9B26EF006E', uri: 'x', state: 'Completed' } }

test('an answer that is as described passes', () => {
  expectDescribedAnswer({ ...me, text: JSON.stringify(denied) })
  expectDescribedAnswer({ ...me, path: '/control/runs', text: 'whatever' })
  expectDescribedAnswer({ method: 'PUT', path: '/api/v2/me/nowhere', status: 404, text: JSON.stringify({ statusCode: 6, statusMessage: 'x' }) })
})

test.each([
  ['a property that is not described', me, { ...denied, stack: 'at server.ts' }, /must NOT have additional properties.*stack/],
  ['a property that is missing', me, { statusCode: 20 }, /statusMessage/],
  ['a return code that goes with another status', me, { ...denied, statusCode: 6 }, /statusCode must be equal to one of the allowed values/],
  ['an HTTP status that is not described', { ...me, status: 418 }, denied, /418 is not described/],
  ['success at an address that is not described', { ...me, path: '/api/v2/secrets', status: 200 }, { statusCode: 0 }, /200 is not described/],
  ['a thing in parts where nobody named fields', { ...me, path: '/api/v2/queues/1', status: 200 }, { statusCode: 0, queue: { name: 'Support' } }, /required property 'id'/]
])('%s fails the test, by its name', (_what, answered, body, wrong) => {
  expect(() => expectDescribedAnswer({ ...answered, text: JSON.stringify(body) })).toThrow(wrong)
})

test('a thing in parts passes where fields were named', () => {
  expectDescribedAnswer({ ...me, path: '/api/v2/queues/1?fields=name', status: 200, text: JSON.stringify({ statusCode: 0, queue: { name: 'Support' } }) })
})

test("an agent's frame is nothing for a customer", () => {
  expectDescribedFrame('agent:Anna', ended)
  expectDescribedNotification(ended)
  expect(() => expectDescribedFrame('customer:Clara', ended)).toThrow(/uri/)
  expect(() => expectDescribedFrame('agent:Anna', { ...ended, secret: 1 } as typeof ended)).toThrow(/secret/)
  expect(() => expectDescribedNotification({ messageType: 'CallStateChangeMessage' })).toThrow(/is not described/)
  expect(() => expectDescribedEvent('Hello', { seq: -1 })).toThrow(/seq must be >= 0/)
})

test('what is found in an event is remembered until the test is over', () => {
  noteUndescribed(() => expectDescribedEvent('Clock', { now: 1 }))
  expect(undescribed.splice(0)).toEqual([expect.stringMatching(/Clock is not as described.*\n.*speed/)])
})
