import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutStep, withStepBefore, withStepsOrdered } from '../../src-main/scenario/edit.ts'
import { withoutKey, withValue } from '../../src-main/scenario/edit-values.ts'
import { printScenario, stepLines } from '../../src-main/scenario/print.ts'
import type { Printed } from '../../src-main/scenario/print.ts'
import { anyScenario } from './arbitrary-scenarios.ts'
import { dataIn, Handwriting, textOf } from './handwriting.ts'
import type { Hand, Line } from './handwriting.ts'
import { read } from './playing.ts'

/** Whatever the tool changes in a file, the rest of it stays byte for byte, and means what it meant. */

const hand: fc.Arbitrary<Hand> = fc.record({
  indent: fc.constantFrom(2, 4),
  dashes: fc.constantFrom(0, 2, 4),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  startsWithMark: fc.boolean(),
  endsWithLineEnd: fc.boolean(),
  noise: fc.constantFrom(0, 2, 5),
  seed: fc.nat()
})

interface Written {
  readonly hand: Hand
  readonly lines: readonly Line[]
  readonly text: string
  readonly data: Readonly<Record<string, unknown>>
}

/** A carriage return within a block of text would be a line end of the file. */
function written(scenario: Printed, someHand: Hand): Written {
  const writer = new Handwriting(someHand)
  const lines = writer.lines(dataIn(printScenario(scenario)))
  const text = writer.text(lines)
  read(text)
  return { hand: someHand, lines, text, data: dataIn(text) }
}

const file = fc.tuple(anyScenario, hand).map(([scenario, someHand]) => written(scenario, someHand))

type Place = (string | number)[]

/** Every step, act of a race, and expectation. */
function places({ data }: Written): Place[] {
  const steps = data['steps'] as Readonly<Record<string, unknown>>[]
  const inner = steps.flatMap((step, place) => ['together', 'expect'].flatMap((key) => (Array.isArray(step[key]) ? step[key].map((_one, other): Place => ['steps', place, key, other]) : [])))
  const always = ((data['always'] ?? []) as unknown[]).map((_one, place): Place => ['always', place])
  return [...steps.map((_step, place): Place => ['steps', place]), ...inner, ...always]
}

function countAt(data: unknown, path: Place): number {
  return (path.slice(0, -1).reduce<unknown>((inside, step) => (inside as Record<string, unknown>)[step], data) as unknown[]).length
}

function isOf({ of }: Line, path: readonly (string | number)[]): boolean {
  return of.includes(JSON.stringify(path))
}

/** Do its lines stand for themselves, or does it share one with others? */
function isInBraces({ lines }: Written, path: Place): boolean {
  return !lines.some((line) => isOf(line, path))
}

/** What the file says, without the one thing. */
function dataWithout(data: unknown, path: Place): unknown {
  const copy = structuredClone(data) as Record<string, unknown>
  const list = path.slice(0, -1).reduce<unknown>((inside, step) => (inside as Record<string, unknown>)[step], copy) as unknown[]
  list.splice(path.at(-1) as number, 1)
  return copy
}

test('a step is taken out with its own comments, and with nothing else', () => {
  fc.assert(
    fc.property(file, fc.nat(), (one, pick) => {
      const all = places(one).filter((path) => countAt(one.data, path) > (path.includes('together') ? 2 : 1))
      const path = all[pick % Math.max(1, all.length)]
      if (!path) return
      const text = withoutStep(one.text, path)
      expect(dataIn(text)).toEqual(dataWithout(one.data, path))
      if (isInBraces(one, path)) return
      expect(text).toBe(textOf(one.lines.filter((line) => !isOf(line, path)), lastLineEnds(one, (line) => !isOf(line, path))))
    }),
    { numRuns: 70 }
  )
})

/** The line end before a last step that goes stays. */
function lastLineEnds({ hand: someHand, lines }: Written, stays: (line: Line) => boolean): Hand {
  const last = lines.at(-1)
  return last && !stays(last) ? { ...someHand, endsWithLineEnd: true } : someHand
}

test('of a race of two the one that is left stands in its place, and no other comment goes', () => {
  fc.assert(
    fc.property(file, fc.nat(), (one, pick) => {
      const all = places(one).filter((path) => path.includes('together') && countAt(one.data, path) === 2)
      const path = all[pick % Math.max(1, all.length)]
      if (!path) return
      const [, step, , gone] = path as [string, number, string, number]
      const text = withoutStep(one.text, path)
      const race = (one.data['steps'] as { together: unknown[] }[])[step]
      expect(dataIn(text)['steps']).toEqual((one.data['steps'] as unknown[]).with(step, race?.together[1 - gone]))
      const isOutside = (line: Line): boolean => !isOf(line, ['steps', step])
      const before = one.lines.slice(0, one.lines.findIndex((line) => !isOutside(line)))
      const after = one.lines.slice(one.lines.findLastIndex((line) => !isOutside(line)) + 1)
      expect(text.startsWith(textOf(before, { ...one.hand, endsWithLineEnd: false }))).toBe(true)
      expect(text.endsWith(textOf(after, { ...one.hand, startsWithMark: false }))).toBe(true)
      if (isInBraces(one, path)) return
      // A # within a text is none, but the same ones are in both.
      const comments = (lines: readonly string[]): string[] => lines.flatMap((line) => /# (?:above|behind|beneath|apart).*$/.exec(line)?.[0] ?? []).sort()
      expect(comments(text.split(/\r?\n/))).toEqual(comments(one.lines.filter((line) => !isOf(line, path)).map((line) => line.text)))
    }),
    { numRuns: 70 }
  )
})

test('steps are put in before another one and at the end of their list, and no other line changes', () => {
  const steps = [...stepLines({ kind: 'wait', ms: 4000 }), ...stepLines({ kind: 'caption', text: 'a: b # c' })]
  fc.assert(
    fc.property(file, fc.nat(), (one, pick) => {
      const count = countAt(one.data, ['steps', 0])
      const place = pick % (count + 1)
      const text = withStepBefore(one.text, ['steps', place], steps)
      expect(dataIn(text)['steps']).toEqual((one.data['steps'] as unknown[]).toSpliced(place, 0, { wait: '4s' }, { caption: 'a: b # c' }))
      const put = withoutStep(withoutStep(text, ['steps', place]), ['steps', place])
      // At the end of a file without a last line end, one had to be put in.
      expect(put === one.text || put === one.text + one.hand.lineEnd).toBe(true)
      const owner = place === count ? -1 : one.lines.findIndex((line) => isOf(line, ['steps', place]))
      if (owner > 0) expect(text.split('\n').slice(0, owner)).toEqual(one.text.split('\n').slice(0, owner))
    }),
    { numRuns: 50 }
  )
})

test('the acts of a race change places with their comments', () => {
  fc.assert(
    fc.property(file, fc.nat(), fc.nat(), (one, pick, turn) => {
      const all = places(one).filter((path) => path.includes('together') && path.at(-1) === 0)
      const path = all[pick % Math.max(1, all.length)]?.slice(0, 3)
      if (!path) return
      const count = countAt(one.data, [...path, 0])
      const order = Array.from({ length: count }, (_one, place) => (count - 1 - place + turn) % count)
      const text = withStepsOrdered(one.text, path.slice(0, 2), order)
      const acts = (data: unknown): unknown[] => path.reduce<unknown>((inside, step) => (inside as Record<string, unknown>)[step], data) as unknown[]
      expect(acts(dataIn(text))).toEqual(order.map((place) => acts(one.data)[place]))
      const back = order.map((_place, other) => order.indexOf(other))
      expect(withStepsOrdered(text, path, back)).toBe(one.text)
      if (isInBraces(one, [...path, 0])) return
      const chunk = (place: number): Line[] => one.lines.filter((line) => isOf(line, [...path, place]))
      let next = 0
      const moved = one.lines.flatMap((line) => {
        const place = order.findIndex((_place, other) => isOf(line, [...path, other]))
        if (place === -1) return [line]
        if (chunk(place)[0] !== line) return []
        next += 1
        return chunk(order[next - 1] ?? 0)
      })
      expect(text).toBe(textOf(moved, one.hand))
    }),
    { numRuns: 70 }
  )
})

const values: readonly (readonly [Place, unknown])[] = [
  [['seed'], 7],
  [['format'], 1],
  [['about'], 'a: b # c'],
  [['zone'], '-0800'],
  [['settings', 'ownerLeaves'], 'end'],
  [['settings', 'dispositions'], ['Refunded', 'a, b']],
  [['settings', 'faults'], [{ operation: '*', statusCode: 8, statusMessage: 'Out' }]],
  [['settings'], { preview: false }],
  [['cast', 'agents', 'Newcomer', 'places'], 2],
  [['cast', 'agents', 'Newcomer'], null],
  [['cast', 'agents', '*', 'when invited'], { accept: 'after 3s' }],
  [['cast', 'agents', '*', 'when invited'], 'reject'],
  [['cast', 'agents', '*', 'nickname'], ' Ms. "A" #1: '],
  [['cast', 'agents', '*', 'when asked', 'after'], '3s'],
  [['cast', 'customers', 'Newcomer'], { patience: '2m', 'when idle': { say: 'Hello?', after: '45s' } }]
]

test('a value is put in, changed and taken out again, and no other line changes', () => {
  fc.assert(
    fc.property(file, fc.nat(), fc.constantFrom(...values), (one, pick, [somewhere, value]) => {
      const cast = one.data['cast'] as { agents: Record<string, Record<string, unknown> | null> }
      const names = Object.keys(cast.agents)
      const path = somewhere.map((step) => (step === '*' ? (names[pick % names.length] ?? '') : step))
      const asked = cast.agents[String(path[2])]?.['when asked']
      if (path[3] === 'when asked' && asked === undefined) return
      const text = withValue(one.text, path, value)
      const at = (data: unknown): unknown => path.reduce<unknown>((inside, step) => (inside as Record<string, unknown> | null | undefined)?.[step], data)
      expect(at(dataIn(text))).toEqual(value)
      if (path[0] !== 'zone') read(text)
      expect(linesLost(one.text, text, one.lines, path)).toEqual([])
      if (at(one.data) !== undefined) return
      expect(dataIn(withoutKey(text, path))).toEqual(dataIn(withoutKey(withValue(text, path, 'other'), path)))
    }),
    { numRuns: 80 }
  )
})

/** The lines of the old text that are not in the new one in their order, but for those of the place that was changed. */
function linesLost(before: string, after: string, lines: readonly Line[], path: Place): string[] {
  const left = after.replace('\ufeff', '').split('\n')
  const isTouched = (line: Line): boolean => path.some((_step, length) => isOf(line, path.slice(0, path.length - length)) && path.length - length >= Math.min(path.length, 3))
  return before.replace('\ufeff', '').split('\n').flatMap((text, place) => {
    const line = lines[place]
    if (!line || isTouched(line)) return []
    const found = left.findIndex((one) => one.replace(/\r$/, '') === text.replace(/\r$/, ''))
    if (found === -1) return [text]
    left.splice(0, found + 1)
    return []
  })
}

test('a key is taken out with its own comments, and with nothing else', () => {
  fc.assert(
    fc.property(file, fc.nat(), (one, pick) => {
      const head = Object.keys(one.data).filter((key) => !['cast', 'steps'].includes(key))
      const settings = Object.keys((one.data['settings'] ?? {}) as object)
      const all: Place[] = [...head.map((key): Place => [key]), ...(settings.length > 1 ? settings.map((key): Place => ['settings', key]) : [])]
      const path = all[pick % all.length] ?? []
      const text = withoutKey(one.text, path)
      const copy = structuredClone(one.data) as Record<string, Record<string, unknown>>
      if (path.length === 1) delete copy[String(path[0])]
      else delete copy['settings']?.[String(path[1])]
      expect(dataIn(text)).toEqual(copy)
      const stays = (line: Line): boolean => !isOf(line, path)
      expect(text).toBe(textOf(one.lines.filter(stays), lastLineEnds(one, stays)))
    }),
    { numRuns: 50 }
  )
})

const small = `# Head
scenario: Small            # a title
cast: { agents: { Anna: , Ben: { places: 2 } }, customers: { Clara: } }
steps:
  # first
  - &hello
    Anna: ready
  - together: [{ Anna: notReady }, Ben: notReady]    # a race
  - { together: [
      { Anna: ready }, # takes
      # then
      { Ben: ready }
    ] }
  - *hello
`

test('lists in brackets lose their item and its comma, and keep every comment of others', () => {
  expect(withoutStep(small, ['steps', 1, 'together', 0])).toBe(small.replace('together: [{ Anna: notReady }, Ben: notReady]', 'Ben: notReady'))
  expect(() => withoutStep(small, ['steps', 2, 'together', 1])).toThrow('A comment within the [ ] of this race would be lost; write the race in lines first')
  expect(withoutKey(small, ['cast', 'agents', 'Ben', 'places'])).toBe(small.replace('Ben: { places: 2 }', 'Ben: null'))
  expect(withValue(small, ['cast', 'agents', 'Ben', 'nickname'], 'a, b')).toBe(small.replace('places: 2 }', 'places: 2, nickname: "a, b" }'))
  expect(withStepBefore(small, ['steps', 1, 'together', 1], ['- Ben: ready'])).toBe(small.replace('[{ Anna: notReady }, ', '[{ Anna: notReady }, { Ben: ready }, '))
  expect(withStepsOrdered(small, ['steps', 1, 'together'], [1, 0])).toBe(small.replace('{ Anna: notReady }, Ben: notReady', 'Ben: notReady, { Anna: notReady }'))
})

test('what cannot be edited is refused with a sentence', () => {
  expect(() => withValue(small, ['steps', 3, 'Anna'], 'notReady')).toThrow('This stands elsewhere in the file, as &hello, and here only its alias; change it there, or write it out')
  expect(() => withoutStep(small, ['steps', 0])).toThrow('Other lines depend on how this is written, through an anchor or a layout of its own; change it by hand')
  expect(() => withoutStep('steps:\n  - include: part.yaml\n  - wait: 1s\n', ['steps', 0, 'steps', 2])).toThrow('steps 0 steps 2 is no step of this file; what is included stands in the file of its part')
  expect(() => withoutStep('steps:\n  - wait: 1s\n', ['steps', 0])).toThrow('A scenario has at least one step; this is the last one')
  expect(() => withoutStep('steps: "', ['steps', 0])).toThrow('The file is no good YAML; mend it first, "aside check" says where')
  expect(() => withStepsOrdered('steps:\n  - wait: 1s\n  - wait: 2s\n', ['steps'], [1, 1])).toThrow('The order must name each of the 2 places from 0 once')
})

test('an empty expect and an empty always go with their last line', () => {
  const text = 'steps:\n  - wait: 1s\n  # what then\n  - expect:\n      - Anna is: Ready\nalways:\n  - Clara never hears: { text: /x/ }\n'
  expect(withoutStep(text, ['steps', 1, 'expect', 0])).toBe('steps:\n  - wait: 1s\nalways:\n  - Clara never hears: { text: /x/ }\n')
  expect(withoutStep(text, ['always', 0])).toBe('steps:\n  - wait: 1s\n  # what then\n  - expect:\n      - Anna is: Ready\n')
  expect(withStepBefore('steps:\n  - wait: 1s', ['always', 0], ['- Clara never hears: { text: /x/ }'])).toBe('steps:\n  - wait: 1s\nalways:\n  - Clara never hears:\n      text: /x/')
})

test('a new key of the head stands where we would write it', () => {
  const text = '# Mine\nscenario: Small\ncast:\n    agents:\n        Anna:\n\nsteps:\n    - wait: 1s\n'
  expect(withValue(withValue(text, ['seed'], 7), ['format'], 1)).toBe(`format: 1\n${text.replace('Small\n', 'Small\nseed: 7\n')}`)
  expect(withValue(text, ['settings', 'ownerLeaves'], 'end')).toBe(text.replace('Anna:\n', 'Anna:\nsettings:\n    ownerLeaves: end\n'))
  expect(withValue(text, ['cast', 'agents', 'Anna', 'when invited'], { accept: 'after 3s' })).toBe(text.replace('Anna:\n', 'Anna:\n            when invited:\n                accept: after 3s\n'))
})

test('of three in brackets, whichever goes takes one comma along', () => {
  const line = 'steps:\n  - together: [{ Anna: ready }, { Ben: ready }, { Anna: notReady }]\n'
  expect(withoutStep(line, ['steps', 0, 'together', 0])).toBe(line.replace('{ Anna: ready }, ', ''))
  expect(withoutStep(line, ['steps', 0, 'together', 1])).toBe(line.replace('{ Ben: ready }, ', ''))
  expect(withoutStep(line, ['steps', 0, 'together', 2])).toBe(line.replace(', { Anna: notReady }', ''))
  const lines = 'steps:\n  - together: [\n      { Anna: ready }, # takes\n      # then\n      { Ben: ready },\n      { Anna: notReady } # at last\n    ]\n'
  expect(withoutStep(lines, ['steps', 0, 'together', 1])).toBe(lines.replace('      # then\n      { Ben: ready },\n', ''))
  expect(withoutStep(lines, ['steps', 0, 'together', 2])).toBe(lines.replace('{ Ben: ready },\n      { Anna: notReady } # at last\n', '{ Ben: ready }\n'))
})
