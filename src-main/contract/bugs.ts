import { z } from 'zod'

/**
 * Defects of real systems that a room can have on purpose, so that QA can prove that their suite, and trainees that their
 * eyes, catch them. A room is made with them or without: nothing turns one on or off later.
 */
export const bugs = {
  'typing-leaks': 'The customer is told when somebody types to agents only',
  'accept-after-cancel-wins': 'Whoever was told that its invitation is over gets in all the same by accepting it',
  'second-leg-never-removed': 'The second leg of the asking agent stays after the consult',
  'index-reused': 'A message to agents takes the index of the message before it',
  'owner-lost': 'With the owner who goes, the chat loses its owner',
  'notification-before-commit': 'Messages are told before they are stored, which comes with the next request only',
  'double-answer': 'An invitation that was accepted can be accepted again, and its agent comes in twice',
  'consultant-named-to-the-customer': 'The customer is told who joins as a consultant',
  'since-skips-one': 'Who comes back with its last number misses the first thing that was told meanwhile',
  'capability-stale': 'What agents are told of a chat names the capabilities that they had before'
} as const

export type Bug = keyof typeof bugs

export const bugNames = Object.keys(bugs) as Bug[]

export const bug = z.enum(bugNames as [Bug, ...Bug[]]).meta({ description: 'A known defect of real systems; off by default, shown on every window and report' })
