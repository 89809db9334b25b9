import type { LineFault } from '../contract/client.ts'
import type { CapabilityName, Pattern, RefusalPattern, ScenarioHead } from '../contract/scenario.ts'
import type { ActParameters, AgentVerb, CustomerVerb } from '../contract/verbs.ts'
import type { Viewer } from '../contract/viewer.ts'

/** A scenario that has been read: every name is known to be in the cast, every line can be pointed at. */
export interface Scenario {
  readonly file: string
  readonly kind: 'scenario' | 'exercise'
  readonly title: string
  readonly about: string
  readonly head: ScenarioHead
  readonly paceMs: number
  /** The steps come as people read and type, instead of at a pace. */
  readonly isNatural: boolean
  readonly steps: readonly Step[]
  /** Judged over the whole run. */
  readonly always: readonly Expectation[]
}

/** Where a step stands that was included from a part; its own line is that of the include. */
export interface PartPlace {
  readonly file: string
  readonly line: number
}

export type Step = Act | Wait | Together | Expect | Caption | Cue | Goal | Network | Hold | Release

export interface Act extends Omit<ActParameters, 'target'> {
  readonly kind: 'act'
  readonly line: number
  readonly part?: PartPlace
  readonly actor: Viewer
  readonly verb: AgentVerb | CustomerVerb
  readonly target?: Target
  /** The name to keep the answer's `referenceId` under. */
  readonly as?: string
  /** What a seat's request must be like, instead of just so. */
  readonly like?: Likeness
}

/** The words of a step that may be regular expressions where the step is waited for. */
export const likeable = ['text', 'note', 'subject', 'url', 'disposition'] as const
export type Likeness = { readonly [Name in (typeof likeable)[number]]?: RegExp }

export type Target = { readonly agent: string } | { readonly queue: string } | { readonly uri: string }

export interface Wait {
  readonly kind: 'wait'
  readonly line: number
  readonly part?: PartPlace
  readonly ms: number | 'natural'
}

/** Shown to the audience. */
export interface Caption {
  readonly kind: 'caption'
  readonly line: number
  readonly part?: PartPlace
  readonly text: string
}

/** Waits for the presenter. */
export interface Cue {
  readonly kind: 'cue'
  readonly line: number
  readonly part?: PartPlace
  readonly text: string
}

/** What a seat should do; scored by whoever plays the exercise. */
export interface Goal {
  readonly kind: 'goal'
  readonly line: number
  readonly part?: PartPlace
  readonly who: Viewer
  /** `Anna consults Ben` */
  readonly text: string
  readonly withinMs: number | null
  readonly hint: string | null
  readonly points: number | null
}

/** Something is done to the line over which somebody is told things. */
export interface Network {
  readonly kind: 'network'
  readonly line: number
  readonly part?: PartPlace
  readonly of: Viewer
  /** Null mends the line. */
  readonly fault: LineFault | null
  /** When it is mended by itself; null for never. */
  readonly forMs: number | null
  /** What the line lost arrives when it is mended; null where a reconnect leaves that to what broke the line. */
  readonly catchUp: boolean | null
}

/** Somebody's requests do not arrive until they are released. */
export interface Hold {
  readonly kind: 'hold'
  readonly line: number
  readonly part?: PartPlace
  readonly of: Viewer
  /** Null for all that its viewer asks for. */
  readonly operationName: string | null
  readonly until: Expectation | null
  readonly forMs: number | null
}

export interface Release {
  readonly kind: 'release'
  readonly line: number
  readonly part?: PartPlace
  readonly of: Viewer
}

/** A race: asked at the same moment, in written order; whoever comes too late may be refused. */
export interface Together {
  readonly kind: 'together'
  readonly line: number
  readonly part?: PartPlace
  readonly acts: readonly Act[]
}

export interface Expect {
  readonly kind: 'expect'
  readonly line: number
  readonly part?: PartPlace
  readonly expectations: readonly Expectation[]
}

export type Expectation = Expected & {
  readonly line: number
  readonly part?: PartPlace
  readonly viewer: Viewer
  readonly withinMs: number
  readonly chat?: string
  /** Name -> field of the frame that fitted. */
  readonly as?: Readonly<Record<string, string>>
  /** What it counts in an exercise. */
  readonly points?: number
}

export type Expected =
  | { readonly phrase: 'hears' | 'has not heard' | 'never hears'; readonly pattern: Pattern }
  | { readonly phrase: 'gets error'; readonly pattern: Pattern }
  | { readonly phrase: 'is'; readonly state: string }
  | { readonly phrase: 'can' | 'cannot'; readonly capabilities: readonly CapabilityName[] }
  | { readonly phrase: 'sees'; readonly people: readonly string[] }
  | { readonly phrase: 'is refused'; readonly refusal: RefusalPattern }
