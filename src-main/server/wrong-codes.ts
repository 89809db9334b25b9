/** How often a code may be wrong in a minute: from one address, and from all. */
const fromOneAtMost = 10
const fromAllAtMost = 300
const windowMs = 60_000

/** Counts wrong codes, so that nobody finds the right one by trying. */
export class WrongCodes {
  readonly #now: () => number
  #since = 0
  #all = 0
  readonly #from = new Map<string, number>()

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Whether nothing more of this address is looked at for now, be it right or wrong. */
  isTooMuch(address: string): boolean {
    this.#turn()
    return this.#all >= fromAllAtMost || (this.#from.get(address) ?? 0) >= fromOneAtMost
  }

  count(address: string): void {
    this.#turn()
    this.#all += 1
    // Never more addresses than wrong codes, and those are limited.
    this.#from.set(address, (this.#from.get(address) ?? 0) + 1)
  }

  #turn(): void {
    if (this.#now() - this.#since < windowMs) return
    this.#since = this.#now()
    this.#all = 0
    this.#from.clear()
  }
}
