import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { libraryIn } from '../../src-main/scenario/library.ts'
import { warningText } from '../../src-main/scenario/lint.ts'
import { problemText, readScenario } from '../../src-main/scenario/read.ts'
import type { Reading } from '../../src-main/scenario/read.ts'
import { freshFolder } from '../support/rooms.ts'
import { playScenario } from './playing.ts'

/** Texts in several languages, each with an id that survives reordering. */

const story = `scenario: A refund
cast:
  agents:
    Anna: { when idle: { say: "Are you still there?", after: 30s } }
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
steps:
  - Clara: chat
    queue: Support
    text: "Hello, where is my refund, please?"
  - Anna: accept
  - Anna: say
    id: wait
    text: "One moment, please"
  - expect:
      - Clara hears: { text: "One moment, please" }
      - Anna has not heard: { text: /nothing/ }
  - caption: "Anna looks it up"
`

const german = `story:
  a-refund: "Eine Erstattung"
  hello-where-is-my-refund-please: "Guten Tag, wo bleibt mein Geld?"
  wait: "Einen Augenblick, bitte"
  are-you-still-there: "Sind Sie noch da?"
  anna-looks-it-up: "Anna sieht nach"
`

function readIn(tag: string, files: Readonly<Record<string, string>>, text = story): Reading {
  const folder = freshFolder()
  mkdirSync(join(folder, 'locales'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return readScenario('story.yaml', text, libraryIn(folder, folder), tag)
}

const missingIn = (reading: Reading): string[] => ('untranslated' in reading ? reading.untranslated.map(warningText) : reading.problems.map(problemText))

test('a scenario is played in another language, and expects to hear that language', async () => {
  const reading = readIn('de', { 'locales/de.yaml': german })
  if ('problems' in reading) throw new Error(reading.problems.map(problemText).join('\n'))
  expect(reading.untranslated).toEqual([])
  expect(reading.scenario.title).toBe('Eine Erstattung')
  const { result, lines } = await playScenario(reading.scenario)
  expect(result.problems).toEqual([])
  expect(lines.join('\n')).toContain('"Guten Tag, wo bleibt mein Geld?"')
  expect(lines.join('\n')).toContain('Clara hears "Einen Augenblick, bitte"')
})

test('a text that is missing keeps its own words, and is told with its id', () => {
  const reading = readIn('de', { 'locales/de.yaml': german.replace(/ {2}wait.*\n/, '').replace('anna-looks', 'anna-loks') })
  expect('scenario' in reading && reading.scenario.steps[2]).toMatchObject({ text: 'One moment, please' })
  expect(missingIn(reading)).toEqual([
    'story.yaml:17  locales/de.yaml has no "wait" beneath "story" for "One moment, please"',
    'story.yaml:21  locales/de.yaml has no "anna-looks-it-up" beneath "story" for "Anna looks it up"',
    'locales/de.yaml:5  "anna-loks-it-up" is no text of story.yaml; did you mean anna-looks-it-up?'
  ])
})

test('the language of a country falls back to the language', () => {
  const files = { 'locales/de.yaml': german, 'locales/de-AT.yaml': 'story:\n  wait: "Einen Moment, bittschön"\n' }
  const reading = readIn('de-AT', files)
  expect(missingIn(reading)).toEqual([])
  expect('scenario' in reading && reading.scenario.steps[2]).toMatchObject({ text: 'Einen Moment, bittschön' })
  expect('scenario' in reading && reading.scenario.title).toBe('Eine Erstattung')
})

test('ids do not follow the order of the steps, and texts that begin alike get numbers', () => {
  const alike = (first: string, second: string): string => story.replace('  - caption: "Anna looks it up"\n', `  - caption: "${first}"\n  - caption: "${second}"\n`)
  const idsOf = (text: string): string[] => missingIn(readIn('de', {}, text)).map((line) => /no "([^"]+)"/.exec(line)?.[1] ?? '')
  expect(idsOf(alike('Look', 'Wait'))).toEqual(['a-refund', 'are-you-still-there', 'hello-where-is-my-refund-please', 'wait', 'look', 'wait-2'])
  expect(idsOf(alike('Wait', 'Look')).toSorted()).toEqual(idsOf(alike('Look', 'Wait')).toSorted())
})

test('texts of parts stand beneath the name of the part, and take parameters', () => {
  const part = 'part: Opening\nsteps:\n  - Anna: say\n    id: hello\n    text: "Hello $who"\n'
  const text = story.replace('  - caption', '  - include: opening.yaml\n    with: { who: Clara }\n  - caption')
  const reading = readIn('de', { 'opening.yaml': part, 'locales/de.yaml': `${german}opening:\n  opening: "Anfang"\n  hello: "Guten Tag, $who"\n` }, text)
  expect(missingIn(reading)).toEqual([])
  expect('scenario' in reading && reading.scenario.steps[4]).toMatchObject({ text: 'Guten Tag, Clara' })
})

test('a broken file of texts is told with its place', () => {
  expect(missingIn(readIn('de', { 'locales/de.yaml': 'story:\n  wait: 5\n' }))).toEqual(['locales/de.yaml:2:9  must be lines of "id: text", each text in quotes'])
  expect(missingIn(readIn('de', { 'locales/de.yaml': 'story:\n\twait: x\n' }))).toEqual(['locales/de.yaml:2:1  A tab indents this line; YAML takes spaces only'])
})
