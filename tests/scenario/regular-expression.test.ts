import { expect, test } from 'vitest'
import { EndlessExpression, isLike, isSurelyLike } from '../../src-main/scenario/regular-expression.ts'

test.each([
  [/limit/i, 'Above my LIMIT', true],
  [/^a+b+$/, 'aaabb', true],
  [/^a+b+$/, 'aaabbc', false],
  [/(?:ab)+c/u, 'xababc', true],
  [/x/, `${'a'.repeat(5000)}x`, true]
])('%s and a text', (pattern, text, like) => {
  expect([isLike(pattern, text), isSurelyLike(pattern, text)]).toEqual([like, like])
})

test('an expression that finds no end is ended, and said or taken for unlike', () => {
  const [pattern, text] = [/^(a|aa)+$/, `${'a'.repeat(60)}!`]
  expect(() => isLike(pattern, text)).toThrow(EndlessExpression)
  expect(isSurelyLike(pattern, text)).toBe(false)
})
