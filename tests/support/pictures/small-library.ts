import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshFolder } from '../rooms.ts'

/** A library of a few: some that hold, one that breaks, one that cannot be read, and an exercise that is lost. */

const story = (title: string, heard: string): string => `scenario: ${title}
about: Clara asks, and Anna answers her.
cast:
  agents:
    Anna:
    Ben:
  queues:
    Support: { members: [Anna] }
  customers:
    Clara:
steps:
  - Clara: chat
    queue: Support
    text: Where is my refund?
  - Anna: accept
  - Anna: consult
    target: Ben
  - Anna: consult
    target: Ben
  - expect:
      - Anna is refused: { statusCode: 2 }
  - Anna: say
    text: It is on its way.
  - expect:
      - Clara hears: { text: ${heard} }
`

const exercise = `exercise: Greet the customer
about: Clara is in a hurry. Say hello before anything else.
cast:
  agents:
    Anna: { played by: person }
  queues:
    Support: { members: [Anna] }
  customers:
    Clara:
steps:
  - Clara: chat
    queue: Support
  - goal: Anna accepts
    within: 5m
    points: 10
  - goal: Anna says "hello"
    points: 5
  - expect:
      - Clara hears: { text: Goodbye }
always:
  - Clara never hears: { text: /limit/ }
    points: -50
`

export function smallLibrary(): string {
  const folder = freshFolder()
  mkdirSync(join(folder, 'refunds'))
  for (const number of [1, 2, 3]) writeFileSync(join(folder, 'refunds', `refund-${number}.yaml`), story(`Refund ${number}`, 'It is on its way.'))
  writeFileSync(join(folder, 'broken.yaml'), story('Nobody says that', 'Good night'))
  writeFileSync(join(folder, 'unreadable.yaml'), 'scenario: Not yet\nsteps:\n  - Zoe: chat\n')
  writeFileSync(join(folder, 'exercise.yaml'), exercise)
  copyFileSync('resources/scenarios/first-steps.yaml', join(folder, 'first-steps.yaml'))
  return folder
}
