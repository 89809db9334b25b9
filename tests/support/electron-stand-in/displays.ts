import type { Display, Rectangle } from 'electron'
import { Emitter } from './strict.ts'

/** The stand-in's displays: those of ASIDE_STAND_IN_DISPLAYS, else one. A panel takes the lowest 40 pixels of each. */
export class Displays extends Emitter {
  readonly #displays: readonly Display[]
  readonly #isReady: () => boolean

  constructor(isReady: () => boolean) {
    super('screen', ['display-removed', 'display-metrics-changed'])
    this.#isReady = isReady
    const given = JSON.parse(process.env['ASIDE_STAND_IN_DISPLAYS'] ?? '[{"x":0,"y":0,"width":1920,"height":1080}]') as Rectangle[]
    this.#displays = given.map((bounds, place) => ({ id: place + 1, bounds, workArea: { ...bounds, height: bounds.height - 40 } }) as Display)
  }

  getAllDisplays(): Display[] {
    if (!this.#isReady()) throw new Error("Electron's screen cannot be used before the application is ready")
    return [...this.#displays]
  }

  getPrimaryDisplay(): Display {
    const [first] = this.getAllDisplays()
    if (!first) throw new Error('There is no display')
    return first
  }

  /** The one that shares most with a place. */
  getDisplayMatching(place: Rectangle): Display {
    return this.getAllDisplays().reduce((best, one) => (shared(one.bounds, place) > shared(best.bounds, place) ? one : best), this.getPrimaryDisplay())
  }
}

function shared(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return Math.max(0, width) * Math.max(0, height)
}
