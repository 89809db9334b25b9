import { supervisorVerbs } from '../contract/verbs.ts'
import { nameOf } from '../contract/viewer.ts'
import type { Doubt } from './doubt.ts'
import { expectationWarnings } from './lint-expectations.ts'
import { invitationWarnings } from './lint-invitations.ts'
import type { PartPlace, Scenario } from './scenario.ts'
import { timelineOf } from './timeline.ts'
import type { Happening } from './timeline.ts'

/** Something that is legal in a scenario, but hardly what its author meant. */
export interface Warning {
  readonly file: string
  readonly line: number
  readonly message: string
}

/** What a reader with taste would ask about a scenario, from top to bottom. */
export function warningsIn(scenario: Scenario): Warning[] {
  const timeline = timelineOf(scenario)
  const doubts = [...invitationWarnings(scenario, timeline), ...expectationWarnings(scenario, timeline), ...races(timeline), ...supervisors(scenario, timeline), ...heldForEver(scenario)]
  const placed = doubts.map(({ at, message }) => placeOf(scenario.file, at, message))
  return [...idlePeople(scenario, timeline), ...placed].sort((one, other) => one.line - other.line)
}

/** `story.yaml:14  Nobody answers ...` */
export function warningText({ file, line, message }: Warning): string {
  return line > 0 ? `${file}:${line}  ${message}` : `${file}  ${message}`
}

function placeOf(file: string, { line, part }: { readonly line: number; readonly part?: PartPlace }, message: string): Warning {
  return part ? { file: part.file, line: part.line, message } : { file, line, message }
}

/** Whoever stands in the cast has something to do, or is at least looked at. */
function idlePeople({ file, head, steps, always }: Scenario, timeline: readonly Happening[]): Warning[] {
  const { agents = {}, customers = {}, queues = {} } = head.cast
  const acts = timeline.flatMap((one) => (one.kind === 'act' ? [one.act] : []))
  const expectations = [...timeline.flatMap((one) => (one.kind === 'expectation' ? [one.expected] : [])), ...always]
  const usedQueues = new Set(acts.flatMap(({ queue, target }) => queue ?? (target && 'queue' in target ? target.queue : [])))
  const served = Object.entries(queues).flatMap(([name, queue]) => {
    const isUsed = usedQueues.has(name) || [...usedQueues].some((used) => queues[used]?.overflow?.to === name)
    return isUsed ? (queue?.members ?? []) : []
  })
  const busy = new Set([
    ...acts.flatMap(({ actor, target }) => [nameOf(actor), ...(target && 'agent' in target ? [target.agent] : [])]),
    ...expectations.map(({ viewer }) => nameOf(viewer)),
    ...expectations.flatMap((one) => (one.phrase === 'sees' ? one.people : 'pattern' in one && typeof one.pattern.from === 'string' ? [one.pattern.from] : [])),
    ...steps.flatMap((step) => (step.kind === 'goal' ? [nameOf(step.who)] : [])),
    ...served
  ])
  // Where somebody asks for an address that is nobody's, the others stand by to show that it is not theirs.
  if (acts.some(({ target }) => target && 'uri' in target)) return []
  const lives = { ...agents, ...customers }
  return Object.entries(lives).flatMap(([name, person]) => {
    const isPlayed = (person?.['played by'] ?? 'script') !== 'script'
    const hasHabit = person !== null && Object.keys(person).some((key) => key.startsWith('when '))
    if (busy.has(name) || isPlayed || hasHabit) return []
    return [{ file, line: 0, message: `${name} is in the cast and never acts, is never asked and never looked at; take ${name} out, or say what becomes of it` }]
  })
}

/** Two who act at one moment race, and whoever is written first wins: that is marked by a "together". */
function races(timeline: readonly Happening[]): Doubt[] {
  const acts = timeline.flatMap((one) => (one.kind === 'act' ? [one] : []))
  return acts.flatMap((one, place) => {
    const before = acts[place - 1]
    if (!before || before.at !== one.at || one.isRace || before.act.actor === one.act.actor) return []
    const names = `${nameOf(before.act.actor)} and ${nameOf(one.act.actor)}`
    return [{ at: one.act, message: `${names} act at the same moment, so this is a race that is not marked; put both into a "together:", or let time pass between them` }]
  })
}

function supervisors({ head }: Scenario, timeline: readonly Happening[]): Doubt[] {
  return timeline.flatMap((one, place) => {
    if (one.kind !== 'act' || !supervisorVerbs.includes(one.act.verb)) return []
    const name = nameOf(one.act.actor)
    if (head.cast.agents?.[name]?.roles?.includes('supervisor') || isRefusedAfter(timeline, place)) return []
    return [{ at: one.act, message: `${name} is no supervisor, so "${one.act.verb}" is refused; give ${name} "roles: [supervisor]", or expect that ${name} is refused` }]
  })
}

/** What is held and never let go was never asked. */
function heldForEver({ steps }: Scenario): Doubt[] {
  return steps.flatMap((step, place) => {
    if (step.kind !== 'hold' || step.until !== null || step.forMs !== null) return []
    if (steps.slice(place + 1).some((later) => later.kind === 'release' && later.of === step.of)) return []
    const name = nameOf(step.of)
    return [{ at: step, message: `What ${name} asks for is held and never released; add a "release: ${name}", or say "until:" or "for:" beside hold` }]
  })
}

/** Do the expectations right after an act say that its actor is refused? */
function isRefusedAfter(timeline: readonly Happening[], place: number): boolean {
  const act = timeline[place]
  for (const one of timeline.slice(place + 1)) {
    if (one.kind === 'act') return false
    if (act?.kind === 'act' && one.expected.phrase === 'is refused' && one.expected.viewer === act.act.actor) return true
  }
  return false
}
