import fc from 'fast-check'

/** What no honest client sends, as material for the tests of all doors. */

/** Texts that some program takes for more than a text. */
export const evilTexts: readonly string[] = [
  '',
  ' ',
  '<img src=x onerror="window.hit=1">',
  '"><script>window.hit=1</script>',
  "javascript:window.hit=1//'",
  '{{constructor.constructor("window.hit=1")()}}',
  '=cmd|\' /C calc\'!A0',
  '@SUM(1+1)',
  '\u202egnp.exe\u202c',
  '\u2066\u2069\u200f\u200b\ufeff',
  'e\u0301'.repeat(200),
  '\ud800',
  '\u0000',
  '\u001b[31m\u001b]0;title\u0007',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '%2e%2e%2f%00',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  "' OR 1=1 --",
  '$(reboot)`reboot`',
  '\r\nSet-Cookie: a=b',
  'x'.repeat(70_000),
  '🧨'.repeat(5000)
]

export const evilText = fc.oneof(fc.constantFrom(...evilTexts), fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 30 }))

const evilNumber = fc.constantFrom(0, -0, -1, 1.5, 1e21, 2 ** 53, -(2 ** 53), Number.MAX_VALUE, 5e-324)

/** Any value that JSON can hold, with names that objects have by themselves. */
export const evilValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, evilText, evilNumber, fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 4 }), tie('record')),
  record: fc.dictionary(fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'operationName', 'targetUri', 'text'), fc.string({ maxLength: 8 })), tie('value'), { maxKeys: 5 })
})).value

/** JSON as it is sent, with `__proto__` as a key of its own. */
export const evilJson = evilValue.map((value) => JSON.stringify(value))

/** A body that is often no JSON at all. */
export const evilBody = fc.oneof(
  { weight: 6, arbitrary: evilJson },
  { weight: 2, arbitrary: fc.constantFrom('[', '{"operationName":', 'null', '"text"', '[]', '{}', '1e999', '\u0000', `${'['.repeat(30_000)}`, `${'['.repeat(20_000)}${']'.repeat(20_000)}`, `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, '\ufeff{}', '{"operationName":"Accept"}'.repeat(3)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) }
)

/** The same dice in `npm test`; more throws, and other ones each night, by `ASIDE_HOSTILE_RUNS` and `ASIDE_HOSTILE_SEED`. */
export function throws(usual: number): { numRuns: number; seed: number } {
  const factor = Number(process.env['ASIDE_HOSTILE_RUNS'] ?? 1)
  return { numRuns: usual * factor, seed: Number(process.env['ASIDE_HOSTILE_SEED'] ?? 20_260_105) }
}
