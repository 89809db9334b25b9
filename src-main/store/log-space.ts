import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { bytesText } from './bytes-text.ts'
import { StoreProblem } from './store-problem.ts'

/** How large a log may grow, in bytes, and how much of its disk it leaves free. */
export interface LogLimits {
  readonly mostBytes: number
  readonly leastFreeBytes: number
  /** Told in a sentence when it comes close, when it is full, and when there is room again. */
  readonly warn: (sentence: string) => void
  /** How much the disk still holds; asked of the system if not given. */
  readonly freeBytes?: (folder: string) => number
}

const gigabyte = 1000 ** 3

export const defaultLimits = { mostBytes: 10 * gigabyte, leastFreeBytes: 100 * 1000 ** 2 } as const

/** It is looked so often whether there is room; and each time again while there is none. */
const lookEveryMs = 2000
const lookEveryRequests = 20
const lookAgainMs = 200

const tellAgainMs = 60_000

/** From here on it is said that it will be full. */
const closeAt = 0.9

type Room = 'enough' | 'close' | 'none'

/**
 * Whether the log takes more in. It says so before the disk is full, while what goes on by itself can still be stored: nothing
 * that was acknowledged is lost, all of it can be read, and it goes on by itself as soon as there is room again.
 */
export class LogSpace {
  readonly #file: string
  readonly #limits: LogLimits
  readonly #size: () => number
  #room: Room = 'enough'
  #full: StoreProblem | null = null
  #lookAt = 0
  #asked = 0
  #failureToldAt = Number.NEGATIVE_INFINITY

  /** `size` is how many bytes of the file are in use. */
  constructor(file: string, limits: LogLimits, size: () => number) {
    this.#file = file
    this.#limits = limits
    this.#size = size
  }

  /** Throws a StoreProblem that says what to do when nothing more is taken in. */
  admit(): void {
    const now = performance.now()
    this.#asked += 1
    if (now >= this.#lookAt || (this.#asked >= lookEveryRequests && !this.#full)) {
      this.#asked = 0
      this.#look()
      this.#lookAt = now + (this.#full ? lookAgainMs : lookEveryMs)
    }
    if (this.#full) throw this.#full
  }

  /** Something could not be written after all: whoever serves it hears of that, once a minute at most. */
  failed(problem: StoreProblem): void {
    const now = performance.now()
    if (now < this.#failureToldAt + tellAgainMs) return
    this.#failureToldAt = now
    this.#limits.warn(problem.message)
  }

  #look(): void {
    const { mostBytes, leastFreeBytes, freeBytes = freeOf } = this.#limits
    const [size, free] = [this.#size(), freeBytes(dirname(this.#file))]
    const before = this.#room
    const [full, close] = [size >= mostBytes || free < leastFreeBytes, size >= closeAt * mostBytes || free < 2 * leastFreeBytes]
    this.#room = full ? 'none' : close ? 'close' : 'enough'
    const isDisk = full ? free < leastFreeBytes : free < 2 * leastFreeBytes
    const advice = `End Aside and "aside log compact ${dirname(this.#file)}" gives up what is old, after saying what`
    const or = isDisk ? 'or make room on the disk' : 'or --log-limit allows more'
    if (full) {
      const why = isDisk ? `its disk has only ${bytesText(free)} left` : `it has come to its ${bytesText(mostBytes)}`
      const sentence = `The log ${this.#file} takes nothing more in: ${why}. What was acknowledged is kept and can be read. ${advice}, ${or}${isDisk ? '; it goes on by itself when there is room' : ''}.`
      this.#full = new StoreProblem('full', sentence)
      if (before !== 'none') this.#limits.warn(sentence)
      return
    }
    this.#full = null
    if (before === 'none') this.#limits.warn(`The log ${this.#file} takes in again what is asked: there is room.`)
    if (close && before === 'enough') {
      const state = isDisk ? `The disk of the log ${this.#file} has only ${bytesText(free)} left` : `The log ${this.#file} has ${bytesText(size)} of the ${bytesText(mostBytes)} that it may have`
      this.#limits.warn(`${state}. ${advice}, ${or}.`)
    }
  }
}

function freeOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
