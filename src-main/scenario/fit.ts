import type { Entry, RunRecord } from './run-record.ts'
import { middleOf, removable, shortened } from './shorten.ts'
import type { Room } from './shorten.ts'

/** How a report is made of runs, and what there is to know of its size. */
export interface Fitting {
  readonly bytesAtMost: number
  /** `leftOut` says how many runs are missing from it. */
  readonly render: (runs: readonly RunRecord[], leftOut: number) => string
  /** About how many bytes an entry takes in it. */
  readonly weigh: (entry: Entry) => number
}

/**
 * The report, with as much left out as its size demands: frames first, then marks, from the middle of each run and of long
 * runs before short ones; runs only when that is not enough, those that held before those that broke.
 */
export function fitted(runs: readonly RunRecord[], fitting: Fitting): string {
  const { bytesAtMost, render, weigh } = fitting
  const isSmall = (text: string): boolean => Buffer.byteLength(text) <= bytesAtMost
  const weights = runs.map((run) => {
    const { frames, marks } = removable(run)
    return { frames: frames.map(weigh), marks: marks.map(weigh) }
  })
  // What is several times too large is not even tried: one string holds half a gigabyte.
  if (sum(weights.map((weight) => sum(weight.frames) + sum(weight.marks))) < 4 * bytesAtMost) {
    const whole = render(runs, 0)
    if (isSmall(whole)) return whole
  }
  const renderWith = (room: Room): string => render(runs.map((run) => shortened(run, room)), 0)
  const bare = Buffer.byteLength(renderWith({ frames: 0, marks: 0 }))
  if (bare > bytesAtMost) return withFewerRuns(runs, fitting, isSmall)
  const weight = ({ frames, marks }: Room): number => sum(weights.map((one) => kept(one.frames, frames) + kept(one.marks, marks)))
  const longest = { frames: Math.max(0, ...weights.map(({ frames }) => frames.length)), marks: Math.max(0, ...weights.map(({ marks }) => marks.length)) }
  let best = { text: renderWith({ frames: 0, marks: 0 }), bytes: bare }
  // What an entry takes is a guess; what a report of that size came to makes it a better one.
  let scale = 1
  for (let attempt = 0; attempt < attemptsAtMost && best.bytes < fullEnough * bytesAtMost; attempt += 1) {
    const room = roomFor((bytesAtMost * (1 + fullEnough)) / 2 - bare, longest, (wanted) => scale * weight(wanted))
    const text = renderWith(room)
    const bytes = Buffer.byteLength(text)
    if (bytes <= bytesAtMost && bytes > best.bytes) best = { text, bytes }
    const guessed = scale * weight(room)
    if (guessed === 0) break
    scale *= Math.max(0.1, (bytes - bare) / guessed)
  }
  return best.text
}

const attemptsAtMost = 6
/** A report need not be filled to the last byte. */
const fullEnough = 0.9

/** Frames go before any mark does. */
function roomFor(bytes: number, longest: Room, weight: (room: Room) => number): Room {
  const frames = mostOf(longest.frames, (most) => weight({ frames: most, marks: longest.marks }) <= bytes)
  return { frames, marks: mostOf(longest.marks, (most) => weight({ frames, marks: most }) <= bytes) }
}

function withFewerRuns(runs: readonly RunRecord[], { render }: Fitting, isSmall: (text: string) => boolean): string {
  const brokenFirst = [...runs].sort((one, other) => Number(one.result.held) - Number(other.result.held))
  for (let room = runs.length; ; room = Math.floor(room / 2)) {
    const chosen = new Set(brokenFirst.slice(0, room))
    const text = render(runs.filter((run) => chosen.has(run)).map((run) => shortened(run, { frames: 0, marks: 0 })), runs.length - chosen.size)
    if (room === 0 || isSmall(text)) return text
  }
}

function kept(weights: readonly number[], room: number): number {
  return sum(weights) - sum(middleOf(weights, room))
}

/** The largest number up to `most` for which it holds; 0 if it holds for none. */
function mostOf(most: number, holds: (number: number) => boolean): number {
  let least = 0
  let over = most + 1
  while (over - least > 1) {
    const middle = Math.floor((least + over) / 2)
    if (holds(middle)) least = middle
    else over = middle
  }
  return least
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
