import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CheckedText, Plain, StoryRow, TextEdit } from '../../src-main/contract/editing.ts'
import { checkText } from '../../src-main/scenario/editing/check-text.ts'
import { editText } from '../../src-main/scenario/editing/edit-text.ts'
import { typingHelp } from '../../src-main/scenario/editing/typing-help.ts'
import { noLibrary } from '../../src-main/scenario/library.ts'
import { EditRefused } from '../../src-main/scenario/text-places.ts'

/** What the editor does to texts: rows, changes that touch nothing else, and help while typing. */

const shipped = globSync(['resources/scenarios/**/*.yaml', 'resources/templates/*.yaml']).map((file) => ({ file, text: readFileSync(file, 'utf8') }))

/** Each edit reads the whole text anew; some of the files do for all. */
const some = shipped.filter((_file, place) => place % 16 === 4).map(({ text }) => commented(text))

const checked = (text: string): CheckedText => checkText('a.yaml', text, noLibrary)
const rows = (text: string): readonly StoryRow[] => checked(text).story ?? []
const edited = (text: string, edit: TextEdit): string => editText(text, edit).text

/** The lines of a text that are not in the other one: what a change took or brought. */
function differing(one: string, other: string): number {
  const [from, to] = [one.split('\n'), other.split('\n')]
  let [start, end] = [0, 0]
  while (start < from.length && from[start] === to[start]) start += 1
  while (end < Math.min(from.length, to.length) - start && from.at(-1 - end) === to.at(-1 - end)) end += 1
  return from.length - start - end
}

/** A comment above each step, one behind it, and one at its end: whatever happens, none may be lost. */
function commented(text: string): string {
  return text.replace(/^( *)- (.*[^|>\s"'])$/gm, (line, margin: string) => (line.includes('#') ? line : `${margin}# above ${line.trim().replace(/\W+/g, '-')}\n${line} # behind`))
}

const comments = (text: string): string[] => [...text.matchAll(/#.*$/gm)].map(([one]) => one).sort()

test('every shipped scenario is a story of rows that stand where their lines are', () => {
  for (const { text } of shipped) {
    const lines = text.split('\n')
    for (const { yaml, line, endLine } of rows(text)) {
      expect(yaml.split('\n')).toHaveLength(endLine - line + 1)
      expect(lines[line - 1]?.trim().startsWith(yaml.split('\n')[0] ?? '?')).toBe(true)
    }
  }
})

test('a row that becomes what it is, or is rewritten as it is, changes no byte', () => {
  for (const text of some) {
    for (const { path, data, yaml, kind } of rows(text)) {
      if (kind !== 'other') expect(edited(text, { do: 'become', path: [...path], data: data as Record<string, never> })).toBe(text)
      expect(edited(text, { do: 'rewrite', path: [...path], yaml })).toBe(text)
    }
  }
})

test('moving a row down and up again, or duplicating and deleting it, gives back every byte', () => {
  for (const text of some) {
    for (const { path } of rows(text)) {
      const place = Number(path.at(-1))
      const down = editText(text, { do: 'move', path: [...path], to: place + 1 })
      expect(comments(down.text)).toEqual(comments(text))
      expect(edited(down.text, { do: 'move', path: [...(down.path ?? [])], to: place })).toBe(text)
      const twice = editText(text, { do: 'duplicate', path: [...path] })
      expect(differing(twice.text, text)).toBeGreaterThan(0)
      expect(differing(text, twice.text)).toBe(0)
      expect(edited(twice.text, { do: 'remove', path: [...(twice.path ?? [])] })).toBe(text)
    }
  }
})

test('changing a text in a row changes that line alone, and keeps its comment', () => {
  for (const text of some) {
    for (const { path, data } of rows(text)) {
      const said = (data as { readonly text?: Plain }).text
      if (typeof said !== 'string' || said.includes('\n')) continue
      const changed = edited(text, { do: 'become', path: [...path], data: { ...(data as Record<string, never>), text: 'Something # else: "quoted"' } })
      expect(differing(text, changed)).toBe(1)
      expect(edited(changed, { do: 'become', path: [...path], data: data as Record<string, never> })).toBe(text)
    }
  }
})

const story = `# My story
scenario: Anna helps
cast:
  agents:
    Anna: # the owner
    Ben:
  queues:
    Support:
      members: [Anna, Ben]
  customers:
    Clara:
steps:
  # she begins
  - Clara: chat # now
    queue: Support
    text: 'Hello Anna'
  - Anna: accept
  - Anna: consult
    target: Ben
    note: "Ask Anna" # why
  - expect:
      - Ben hears: { from: Anna, text: /no/i }
        within: 1s
      - Clara sees: [Anna]
`

test('whoever does a step, what it does, and what that takes change in their place', () => {
  const consult = edited(story, { do: 'become', path: ['steps', 2], data: { Ben: 'consult', target: 'Anna', note: 'Ask Anna' } })
  expect(consult).toBe(story.replace('- Anna: consult\n    target: Ben', '- Ben: consult\n    target: Anna'))
  const say = edited(story, { do: 'become', path: ['steps', 2], data: { Anna: 'say', text: 'Hello' } })
  expect(say).toBe(story.replace('- Anna: consult\n    target: Ben\n    note: "Ask Anna" # why\n', '- Anna: say\n    text: "Hello"\n'))
})

test('of an expectation the phrase, the words and the patterns change each for itself', () => {
  const { data } = rows(story).find(({ path }) => path.join() === 'steps,3,expect,0') ?? { data: null }
  expect(data).toEqual({ 'Ben hears': { from: 'Anna', text: { regex: '/no/i' } }, within: '1s' })
  const heard = edited(story, { do: 'become', path: ['steps', 3, 'expect', 0], data: { 'Clara hears': { from: 'Anna', text: { regex: '/yes/' } }, within: '1s' } })
  expect(heard).toBe(story.replace('Ben hears: { from: Anna, text: /no/i }', 'Clara hears: { from: Anna, text: /yes/ }'))
})

test('steps of every kind are put in as our house writes them', () => {
  const put = edited(story, { do: 'insert', path: ['steps', 1], steps: [{ wait: '5s' }, { expect: [{ 'Anna is': 'Invited' }, { 'Ben hears': { text: 'Hi' }, within: '1s' }] }, { together: [{ Anna: 'accept' }, { Clara: 'leave' }] }] })
  expect(put).toContain("'Hello Anna'\n  - wait: 5s\n  - expect:\n      - Anna is: Invited\n      - Ben hears: { text: \"Hi\" }\n        within: 1s\n  - together:\n      - Anna: accept\n      - Clara: leave\n  - Anna: accept\n")
  expect(checked(put).problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const always = edited(story, { do: 'insert', path: ['always', 0], steps: [{ 'Clara never hears': { text: 'limit' } }] })
  expect(always).toContain('always:\n  - Clara never hears: { text: "limit" }')
})

test('somebody gets another name wherever it is meant, and nowhere else', () => {
  const renamed = edited(story, { do: 'rename', from: 'Anna', to: 'Anne Marie' })
  expect(renamed).toBe(
    story
      .replace('    Anna: # the owner', '    Anne Marie: # the owner')
      .replace('[Anna, Ben]', '[Anne Marie, Ben]')
      .replace('- Anna: accept', '- Anne Marie: accept')
      .replace('- Anna: consult', '- Anne Marie: consult')
      .replace('from: Anna', 'from: Anne Marie')
      .replace('sees: [Anna]', 'sees: [Anne Marie]')
  )
  expect(() => edited(story, { do: 'rename', from: 'Anna', to: 'Ben' })).toThrow('"Ben" is in the cast already')
  expect(() => edited(story, { do: 'rename', from: 'Anna', to: '-' })).toThrow(EditRefused)
})

test('a scenario becomes an exercise and back again', () => {
  const exercise = edited(story, { do: 'kind', kind: 'exercise' })
  expect(exercise).toBe(story.replace('scenario:', 'exercise:'))
  expect(edited(exercise, { do: 'kind', kind: 'scenario' })).toBe(story)
})

test('a row that is rewritten as what it cannot be is refused with a sentence', () => {
  const rewrite = (yaml: string) => () => edited(story, { do: 'rewrite', path: ['steps', 1], yaml })
  expect(rewrite('- Anna: say\n  text: "a\n')).toThrow('cannot be read')
  expect(rewrite('- Anna: say\n- Ben: accept')).toThrow('must be one step')
  expect(rewrite('')).toThrow('must be one step')
  expect(edited(story, { do: 'rewrite', path: ['steps', 1], yaml: '- Anna: accept\n  chat: Clara' })).toBe(story.replace('- Anna: accept', '- Anna: accept\n    chat: Clara'))
})

test('a part is checked as one, and has its rows', () => {
  const { kind, problems, story: partRows } = checked('part: Opening\nsteps:\n  - $who: accept\n')
  expect([kind, problems, partRows?.length]).toEqual(['part', [], 1])
  expect(checked('part: Opening\n').problems).toHaveLength(1)
})

/** Completions where the bar stands. */
function completed(text: string): string[] {
  const before = text.slice(0, text.indexOf('|')).split('\n')
  return typingHelp(text.replace('|', ''), before.length, (before.at(-1)?.length ?? 0) + 1).completions.map(({ label }) => label)
}

const head = 'scenario: X\ncast:\n  agents:\n    Anna:\n    Ben:\n  queues:\n    Support:\n      members: [Anna]\n  customers:\n    Clara:\n'

test('what can be typed is known at every place, also in the middle of a line', () => {
  expect(completed(`${head}|`)).toContain('settings')
  expect(completed(`${head}|`)).not.toContain('scenario')
  expect(completed('scenario: X\ncast:\n  |')).toEqual(['agents', 'queues', 'customers'])
  expect(completed('scenario: X\ncast:\n  agents:\n    Anna:\n      |')).toContain('played by')
  expect(completed('scenario: X\ncast:\n  agents:\n    Anna:\n      played by: |')).toEqual(['script', 'person', 'client'])
  expect(completed('scenario: X\ncast:\n  agents:\n    Anna:\n  queues:\n    S:\n      members: [|]')).toEqual(['Anna'])
  expect(completed(`${head}settings:\n  ownerLeaves: |`)).toEqual(['promote', 'end'])
  expect(completed(`${head}bugs: [|]`)).toContain('typing-leaks')
  expect(completed(`${head}steps:\n  - |`)).toEqual(expect.arrayContaining(['Anna', 'Clara', 'wait', 'expect']))
  expect(completed(`${head}steps:\n- |`)).toEqual(expect.arrayContaining(['Anna', 'Clara', 'wait', 'expect']))
  expect(completed(`${head}steps:\n  - Anna: con|`)).toContain('consult')
  expect(completed(`${head}steps:\n  - Anna: consult\n    |`)).toEqual(['target', 'note', 'chat', 'as', 'id'])
  expect(completed(`${head}steps:\n  - Anna: consult\n    target: |\n    note: "x"`)).toEqual(['Anna', 'Ben', 'Support'])
  expect(completed(`${head}steps:\n  - Clara: chat\n    queue: |`)).toEqual(['Support'])
  expect(completed(`${head}steps:\n  - expect:\n      - |`)).toContain('Ben hears')
  expect(completed(`${head}steps:\n  - expect:\n      - Ben is: |`)).toContain('Chatting')
  expect(completed(`${head}steps:\n  - expect:\n      - Ben can: [|]`)).toContain('Transfer')
  expect(completed(`${head}steps:\n  - expect:\n      - Ben hears: { text: "a", |`)).toContain('visibility')
  expect(completed(`${head}steps:\n  - expect:\n      - Ben hears: { text: "a, b", visibility: |`)).toEqual(['All', 'Agents', 'Supervisors'])
  expect(completed(`${head}steps:\n  - network: |`)).toContain('disconnect')
  expect(completed(`${head}steps:\n  - network: drop\n    of: |`)).toEqual(['Anna', 'Ben', 'Clara'])
  expect(completed(`${head}steps:\n  - together:\n      - |`)).toEqual(['Anna', 'Ben', 'Clara'])
  expect(completed(`${head}steps:\n  - Anna: accept\nalways:\n  - |`)).toContain('Clara never hears')
})
