import type { AgentVerb, CapabilityName, CustomerVerb, Pattern, RefusalPattern, ScenarioHead } from '../contract/scenario.ts'
import type { Viewer } from '../contract/viewer.ts'

/** A scenario that has been read: every name is known to be in the cast, every line can be pointed at. */
export interface Scenario {
  readonly file: string
  readonly title: string
  readonly about: string
  readonly head: ScenarioHead
  readonly paceMs: number
  readonly steps: readonly Step[]
  /** Judged over the whole run. */
  readonly always: readonly Expectation[]
}

export type Step = Act | Wait | Together | Expect

export interface Act {
  readonly kind: 'act'
  readonly line: number
  readonly actor: Viewer
  readonly verb: AgentVerb | CustomerVerb
  readonly queue?: string
  readonly text?: string
  readonly subject?: string
  readonly target?: Target
  readonly note?: string
  /** The customer whose chat is meant; the actor's current chat if not given. */
  readonly chat?: string
}

export type Target = { readonly agent: string } | { readonly queue: string } | { readonly uri: string }

export interface Wait {
  readonly kind: 'wait'
  readonly line: number
  readonly ms: number
}

/** A race: asked at the same moment, in written order; whoever comes too late may be refused. */
export interface Together {
  readonly kind: 'together'
  readonly line: number
  readonly acts: readonly Act[]
}

export interface Expect {
  readonly kind: 'expect'
  readonly line: number
  readonly expectations: readonly Expectation[]
}

export type Expectation = Expected & {
  readonly line: number
  readonly viewer: Viewer
  readonly withinMs: number
  readonly chat?: string
}

export type Expected =
  | { readonly phrase: 'hears' | 'has not heard' | 'never hears'; readonly pattern: Pattern }
  | { readonly phrase: 'gets error'; readonly pattern: Pattern }
  | { readonly phrase: 'is'; readonly state: string }
  | { readonly phrase: 'can' | 'cannot'; readonly capabilities: readonly CapabilityName[] }
  | { readonly phrase: 'sees'; readonly people: readonly string[] }
  | { readonly phrase: 'is refused'; readonly refusal: RefusalPattern }
