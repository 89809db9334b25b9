import { fits } from './match.ts'
import type { Memory } from './memory.ts'
import type { People } from './people.ts'
import { EndlessExpression } from './regular-expression.ts'
import type { Expectation, Scenario } from './scenario.ts'

/** What the steps to come are going to look back for: two runs that differ in nothing else have the same future. */
export class Foresight {
  readonly #lookingBack: readonly { readonly step: number; readonly expected: Expectation }[]

  constructor({ steps, always }: Pick<Scenario, 'steps' | 'always'>) {
    const inSteps = steps.flatMap((step, place) => (step.kind === 'expect' ? step.expectations.map((expected) => ({ step: place, expected })) : []))
    const all = [...inSteps, ...always.map((expected) => ({ step: steps.length, expected }))]
    this.#lookingBack = all.filter(({ expected }) => expected.phrase === 'has not heard' || expected.phrase === 'never hears')
  }

  /** Of each that comes after a step: has it been heard already? */
  at(step: number, memory: Memory, people: People): readonly boolean[] {
    return this.#lookingBack.filter((one) => one.step > step).map(({ expected }) => hasHeard(expected, memory, people))
  }
}

function hasHeard(expected: Expectation, memory: Memory, people: People): boolean {
  if (!('pattern' in expected)) return false
  try {
    return memory.of(expected.viewer).some(({ said }) => fits(expected.pattern, said, people))
  } catch (error) {
    // Whoever judges it says so.
    if (error instanceof EndlessExpression) return false
    throw error
  }
}
