import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { settings } from '../../src-main/contract/cast.ts'
import { scenarioSchema, scenarioSchemaText } from '../../src-main/scenario/schema.ts'
import { committedSchema } from '../support/committed-schema.ts'

/** What an editor completes and marks is what the reader reads. */

const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(scenarioSchema())
const folder = new URL('../../resources/scenarios/', import.meta.url)
const file = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
const sample = file('consult-then-transfer.yaml')

test('the schema that is published is made from the model as it is now', () => {
  expect(readFileSync(committedSchema, 'utf8')).toBe(scenarioSchemaText())
})

test('the schema takes every scenario that ships', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
  expect(files.length).toBeGreaterThan(15)
  for (const name of files) expect.soft(validate(parse(file(name))) ? null : validate.errors, name).toBeNull()
})

test('the schema takes exercises, parts and all that steps can be', () => {
  const head = 'cast:\n  agents:\n    Anna: { played by: person }\n    Ben: { when invited: { accept: after 2s to 5s } }\n  customers: { Clara: }\n'
  const texts = [
    `exercise: E\n${head}steps:\n  - caption: "Look"\n  - cue:\n  - goal: Anna accepts\n    points: 10\nalways:\n  - Clara never hears: { text: /limit/ }\n    points: -50\n`,
    `scenario: S\nwith: rows.csv\n${head}steps:\n  - include: part.yaml\n    with: { customer: Clara }\n  - wait: natural\n  - Ben: raw\n    operation: [1]\n`,
    'part: P\nsteps:\n  - $customer: chat\n    queue: Support\n'
  ]
  for (const text of texts) expect.soft(validate(parse(text)) ? null : validate.errors, text).toBeNull()
})

const broken: [string, string][] = [
  ['a misspelt verb', sample.replace('Anna: accept', 'Anna: acept')],
  ['a misspelt phrase', sample.replace('Ben hears', 'Ben heers')],
  ['a misspelt part of a pattern', sample.replace('visibility: Agents', 'visbility: Agents')],
  ['a state that does not exist', sample.replace('Ben is: Chatting', 'Ben is: Chating')],
  ['a misspelt key of the head', sample.replace('wire:', 'wires:')],
  ['a duration without a unit', sample.replace('answerWithin: 30s', 'answerWithin: 30')],
  ['no steps', sample.replace(/steps:[^]*/, '')],
  ['no title', sample.replace(/^scenario.*\n/, '')]
]

test.each(broken)('the schema refuses %s', (_title, text) => {
  expect(validate(parse(text))).toBe(false)
})

test('every setting says what it means', () => {
  for (const [name, setting] of Object.entries(settings.shape)) expect.soft(setting.meta()?.description, name).toMatch(/\w/)
})
