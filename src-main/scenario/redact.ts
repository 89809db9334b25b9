import { agentVerbs, customerVerbs } from '../contract/verbs.ts'
import { nameOf } from '../contract/viewer.ts'
import { Placeholders } from './placeholders.ts'
import { DataRedaction } from './redact-data.ts'
import { scrubbed } from './redact-prose.ts'
import type { Progress, Result } from './progress.ts'
import type { Entry, RecordedCast, RunHead } from './run-record.ts'
import type { Act, Expectation, Hold, Network, Release, Scenario } from './scenario.ts'
import { actText, expectationText, lineText } from './wording.ts'

/** What a step or an expectation is called in a run that may be shown to everybody. */
interface Telling {
  readonly line: number
  readonly said: string
  readonly instead: string
}

/** The steps that may be quoted, and whether values of a row may be; a transcript quotes none. */
export type RedactedStory = Pick<Scenario, 'steps' | 'always'> & { readonly head: Pick<Scenario['head'], 'with'> }

interface RedactedCast {
  readonly customers: RecordedCast['customers']
  readonly agents: RecordedCast['agents']
  readonly queues: Readonly<Record<string, unknown>>
}

/**
 * Takes out of a run what is about people: names of customers, texts, values of user data, addresses. Names of agents and
 * queues, the words of the wire, a title and the path of the file stay. Whatever it does not know it takes for somebody's text.
 */
export class Redaction {
  readonly #put = new Placeholders()
  readonly #data: DataRedaction
  readonly #customers: ReadonlyMap<string, string>
  /** Agents and queues. */
  readonly #open: ReadonlySet<string>
  readonly #tellings: readonly Telling[]
  readonly #instead: ReadonlyMap<string, string>
  /** Then the values of a row may stand in the title. */
  readonly #hasRows: boolean

  constructor(scenario: RedactedStory, { customers, agents, queues }: RedactedCast) {
    const named = Object.entries(customers).flatMap(([name, { nickname }]): [string, string][] => {
      const instead = this.#put.customer(name)
      return [[nickname, instead], [name, instead]]
    })
    // Where two bear one nickname, the first of the cast is meant.
    this.#customers = new Map(named.reverse())
    this.#open = new Set([...Object.keys(queues), ...Object.entries(agents).flatMap(([name, { nickname }]) => [name, nickname])])
    this.#data = new DataRedaction(this.#put, { customers: this.#customers, open: this.#open })
    this.#hasRows = scenario.head.with !== undefined
    this.#tellings = [...scenario.steps, ...scenario.always].flatMap((step) => this.#tellingsIn(step))
    this.#instead = new Map([...commonWords, ...this.#tellings.map(({ said, instead }): [string, string] => [said, instead])])
  }

  head({ title, source, cast, live, ...head }: RunHead): RunHead {
    const insteadOf = (nickname: string): string => this.#customers.get(nickname) ?? this.#put.customer(nickname)
    const customers = Object.values(cast.customers).map(({ nickname }) => [insteadOf(nickname), { nickname: insteadOf(nickname) }])
    const players = Object.entries(live?.players ?? {}).map(([name, player]) => [cast.customers[name] ? insteadOf(cast.customers[name].nickname) : name, player])
    const queues = Object.fromEntries(Object.entries(cast.queues).map(([name, { uri }]) => [name, { uri: this.#put.url(uri) }]))
    const known = { ...cast, queues, customers: Object.fromEntries(customers) as RunHead['cast']['customers'] }
    return { ...head, title: this.#hasRows ? this.#put.text(title) : this.#prose(title), about: '', source: this.#put.url(source), cast: known, ...(live && { live: { players: Object.fromEntries(players) as typeof live.players } }) }
  }

  entry<One extends Entry>(entry: One): One {
    return this.#data.of(entry)
  }

  progress(progress: Progress): Progress {
    const fields = Object.entries(progress).map(([key, value]: [string, unknown]) => {
      if (key === 'lanes' && 'lanes' in progress) return [key, progress.lanes?.map((row) => ({ ...row, viewer: this.#data.viewer(row.viewer), text: this.#prose(row.text) }))]
      if (key === 'invariant') return [key, value]
      if (typeof value !== 'string') return [key, this.#data.of({ [key]: value })[key]]
      if (key === 'text' || key === 'doing') return [key, this.#textOf(progress, value)]
      return [key, proseKeys.includes(key) ? this.#prose(value) : this.#data.of({ [key]: value })[key]]
    })
    return Object.fromEntries(fields) as Progress
  }

  result(result: Result): Result {
    const problems = result.problems.map((problem) => ({ ...problem, text: this.#told(problem.text, problem.line), detail: this.#prose(problem.detail) }))
    return { ...result, problems }
  }

  #textOf(progress: Progress, said: string): string {
    // A caption or a goal may say anything of anybody.
    if (progress.kind !== 'step') return progress.kind === 'expected' ? this.#told(said, progress.line) : this.#put.text(said)
    const { actor, line, byHabit } = progress
    if (actor === null) return this.#prose(said)
    const prefix = `${nameOf(actor)}: `
    if (said.startsWith(prefix)) return `${nameOf(this.#data.viewer(actor))}: ${this.#textOf(progress, said.slice(prefix.length))}`
    return byHabit ? this.#habit(said) : this.#told(said, line)
  }

  /** `say "One moment"`: what is said by habit stands in no step. */
  #habit(said: string): string {
    const known = this.#instead.get(said)
    if (known !== undefined) return known
    const [, verb, text] = /^([A-Za-z]+) (".*")$/s.exec(said) ?? []
    return verb !== undefined && text !== undefined && this.#instead.has(verb) ? `${verb} ${this.#prose(text)}` : this.#put.text(said)
  }

  /** What always holds (line 0) is said in our own words; a text that is no step's own is known by its line. */
  #told(said: string, line: number): string {
    const known = this.#instead.get(said)
    if (known !== undefined) return known
    if (line === 0) return this.#prose(said)
    const [, person = '', doing = ''] = /^(.*?): (.*)$/s.exec(said) ?? []
    const done = this.#instead.get(doing)
    if (done !== undefined) return `${this.#customers.get(person) ?? person}: ${done}`
    return this.#tellings.find((telling) => telling.line === line)?.instead ?? this.#put.text(said)
  }

  #prose(text: string): string {
    return scrubbed(text, { instead: this.#instead, names: this.#customers, open: this.#open, sentences: this.#data.sentences, put: this.#put })
  }

  /** Steps hold steps and expectations, however deep; a kind that is not known yet may hold some too. */
  #tellingsIn(step: unknown): Telling[] {
    if (typeof step !== 'object' || step === null || step instanceof RegExp) return []
    if (isAct(step)) return [{ line: step.line, said: actText(step), instead: actText(this.#data.of(step)) }]
    if (isExpectation(step)) return [{ line: step.line, said: expectationText(step), instead: expectationText(this.#data.of(step)) }]
    if (isLineStep(step)) return [{ line: step.line, said: lineText(step), instead: lineText('until' in step && step.until ? { ...step, until: this.#data.of(step.until) } : step) }]
    return Object.values(step).flatMap((inside) => this.#tellingsIn(inside))
  }
}

/** Sentences of ours. */
const proseKeys: readonly string[] = ['detail', 'broken']
const commonWords = [...Object.keys(agentVerbs), ...Object.keys(customerVerbs)].map((verb): [string, string] => [verb, verb])

function isAct(step: object): step is Act {
  return 'verb' in step && 'actor' in step
}

function isLineStep(step: object): step is Network | Hold | Release {
  return 'kind' in step && (step.kind === 'network' || step.kind === 'hold' || step.kind === 'release')
}

function isExpectation(step: object): step is Expectation {
  return 'phrase' in step && 'viewer' in step
}
