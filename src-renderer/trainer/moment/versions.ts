import { firstWhere } from './first-where.ts'

/** A value as it was at each mark: what was set last up to there. */
export class Versions<Value> {
  readonly #kept: { readonly n: number; readonly value: Value }[] = []
  readonly #first: Value

  constructor(first: Value) {
    this.#first = first
  }

  get now(): Value {
    const last = this.#kept.at(-1)
    return last ? last.value : this.#first
  }

  /** At the mark with this number, itself included. */
  at(n: number): Value {
    const before = this.#kept[firstWhere(this.#kept, (one) => one.n > n) - 1]
    return before ? before.value : this.#first
  }

  set(n: number, value: Value): void {
    if (value !== this.now) this.#kept.push({ n, value })
  }
}
