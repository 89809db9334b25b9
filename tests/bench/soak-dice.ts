/** The same numbers for the same seed (mulberry32): habits are drawn from it, so a soak can be had again as far as a real network lets it. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 up to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least)
  }

  one<Thing>(things: readonly Thing[]): Thing | undefined {
    return things[Math.floor(this.next() * things.length)]
  }

  /** One of these names, the heavier the sooner. */
  weighted(weights: readonly (readonly [string, number])[]): string | undefined {
    let left = this.next() * weights.reduce((sum, [, weight]) => sum + weight, 0)
    return weights.find(([, weight]) => (left -= weight) < 0)?.[0]
  }
}
