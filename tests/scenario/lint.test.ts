import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { warningsIn, warningText } from '../../src-main/scenario/lint.ts'
import { read, wrongWith } from './playing.ts'

/** The linter has taste, and raises no false alarm. */

const head = (cast = '', more = ''): string => `scenario: A test
${more}cast:
  agents:
    Anna:
    Ben:
${cast}
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
steps:
`
const opening = `  - Clara: chat
    queue: Support
    text: "Hello"
  - Anna: accept
`
const looked = '  - expect:\n      - Ben is: Ready\n'

const warnings = (text: string): string[] => warningsIn(read(text)).map(warningText)

const doubts: [string, string, string[]][] = [
  ['an invitation nobody answers', `${head()}${opening}  - Anna: consult\n    target: Ben\n  - Anna: type\n`, ['test.yaml:17  Anna asks Ben, and nobody answers; let Ben accept or reject, give a "when invited:", or expect what comes of it']],
  ['a customer whom nobody answers', `${head()}  - Clara: chat\n    queue: Support\n${looked}`, ['test.yaml:13  Clara asks for a chat, and nobody answers; let Anna accept or reject, give a "when invited:", or expect what comes of it']],
  ['a text that nobody says', `${head()}${opening}${looked}  - expect:\n      - Clara never hears: { text: "Can you aprove it?" }\n`, ['test.yaml:20  This can never fail: nobody says "Can you aprove it?" in this scenario']],
  ['a regular expression that nothing fits', `${head()}${opening}${looked}  - expect:\n      - Clara has not heard: { text: /limit/ }\n`, ['test.yaml:20  This can never fail: nobody says anything like /limit/ in this scenario']],
  ['what customers are never told', `${head()}${opening}${looked}  - expect:\n      - Clara never hears: { visibility: Agents }\n      - Clara cannot: [Consult]\n`, [
    'test.yaml:20  This can never fail: what customers are told bears no visibility; look for the text or for who said it',
    'test.yaml:21  This can never fail: no customer is ever told of Consult'
  ]],
  ['looking back from the beginning', `${head()}  - expect:\n      - Ben has not heard: { from: Anna }\n${opening}`, ['test.yaml:14  This can never fail: nothing has happened yet that Ben could have heard']],
  ['an actor who never acts', `${head()}${opening}`, ['test.yaml  Ben is in the cast and never acts, is never asked and never looked at; take Ben out, or say what becomes of it']],
  ['a time-out shorter than what comes before the answer', `${head('', 'settings: { answerWithin: 4s }\n')}${opening}  - Anna: consult\n    target: Ben\n  - Anna: type\n  - wait: 5s\n  - Ben: accept\n`, [
    'test.yaml:22  Ben answers at the earliest after 6.5s, but the time for it is over after 4s; let it answer sooner, or give it more time'
  ]],
  ['a time-out shorter than the typing before it', `${head('', 'pace: natural\nsettings: { answerWithin: 10s }\n')}${opening}  - Anna: consult\n    target: Ben\n  - Anna: say\n    text: "${'I ask a colleague. '.repeat(10)}"\n  - Ben: accept\n`, [
    'test.yaml:23  Ben answers at the earliest after 24s, but the time for it is over after 10s; let it answer sooner, or give it more time'
  ]],
  ["a customer's patience that is over too soon", `${head().replace('    Clara:', '    Clara: { patience: 1s }')}${opening}${looked}`, ['test.yaml:16  Anna answers at the earliest after 1.5s, but the time for it is over after 1s; let it answer sooner, or give it more time']],
  ['a habit that may come too late', `${head('      when invited: { accept: after 20s to 40s }')}${opening}  - Anna: consult\n    target: Ben\n`, ['test.yaml:17  Ben may answer as late as 40s after it is asked, but rings for 30s only']],
  ['an answer at the very moment of the time-out', `${head('', 'settings: { answerWithin: 3s }\n')}${opening}  - Anna: consult\n    target: Ben\n  - wait: 3s\n  - Ben: accept\n`, [
    'test.yaml:21  Ben answers at the very moment at which the time for it is over (3s): a race that is not marked; answer sooner or later'
  ]],
  ['a race that is not marked', `${head()}${opening}${looked}  - Anna: type\n  - wait: 0s\n  - Clara: leave\n`, ['test.yaml:21  Anna and Clara act at the same moment, so this is a race that is not marked; put both into a "together:", or let time pass between them']],
  ['a request that is held for ever', `${head()}${opening}${looked}  - hold: Anna\n  - Anna: type\n`, ['test.yaml:19  What Anna asks for is held and never released; add a "release: Anna", or say "until:" or "for:" beside hold']],
  ['a supervisor who is none', `${head()}${opening}  - Ben: monitor\n    target: Anna\n`, ['test.yaml:17  Ben is no supervisor, so "monitor" is refused; give Ben "roles: [supervisor]", or expect that Ben is refused']]
]

test.each(doubts)('the linter asks about %s', (_title, text, found) => {
  expect(warnings(text)).toEqual(found)
})

const fine: [string, string][] = [
  ['an invitation whose end is looked at', `${head()}${opening}  - Anna: consult\n    target: Ben\n  - expect:\n      - Anna gets error:\n        within: 30s\n`],
  ['an invitation that is taken back', `${head()}${opening}  - Anna: consult\n    target: Ben\n  - Anna: cancelConsult\n`],
  ['a race that is marked', `${head()}${opening}${looked}  - together:\n      - Clara: leave\n      - Anna: type\n`],
  ['a text that a habit says', `${head('      when invited: accept\n      when asked: { tellAgents: "By Friday" }')}${opening}  - Anna: consult\n    target: Ben\n  - expect:\n      - Clara never hears: { text: /Friday/ }\n`],
  ['a late answer that is expected to be refused', `${head('', 'settings: { answerWithin: 3s }\n')}${opening}  - Anna: consult\n    target: Ben\n  - wait: 9s\n  - Ben: accept\n  - expect:\n      - Ben is refused:\n`]
]

test.each(fine)('the linter says nothing about %s', (_title, text) => {
  expect(warnings(text)).toEqual([])
})

test('no scenario that ships is doubtful', () => {
  const folder = new URL('../../resources/scenarios/', import.meta.url)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'))
  expect(files.length).toBeGreaterThan(15)
  for (const file of files) expect.soft(warningsIn(read(readFileSync(new URL(file, folder), 'utf8'), file)).map(warningText), file).toEqual([])
})

test('a queue overflows into a queue of the cast, and a fault meets an agent of the cast', () => {
  const wrong = `${head('', 'settings:\n  faults:\n    - { operation: Consult, statusCode: 4, of: Bne }\n')}${opening}`.replace('members: [Anna]', 'members: [Anna]\n      overflow: { to: Suport, after: 30s }')
  expect(wrongWith(wrong)).toEqual([
    'test.yaml:4:48  Ben is spelt "Bne" here; the cast has Anna, Ben',
    'test.yaml:13:23  Support is spelt "Suport" here; the cast has Support'
  ])
  expect(wrongWith(wrong.replace('Bne', 'Ben').replace('Suport', 'Support'))).toEqual(['test.yaml:13:23  Support cannot overflow into itself'])
})
