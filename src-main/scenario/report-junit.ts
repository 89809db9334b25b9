import { nameOf } from '../contract/viewer.ts'
import { lanesText } from './counter-example.ts'
import { markup, verbatim } from './markup.ts'
import type { Markup } from './markup.ts'
import { People } from './people.ts'
import { problemText } from './read.ts'
import { liveText, wireLine } from './record-words.ts'
import type { Reporter } from './report.ts'
import type { RunRecord } from './run-record.ts'
import { dotted, RunNames } from './scenario-path.ts'
import type { Problem } from './source.ts'
import { chaptersOf, isBroken, isItem } from './story.ts'
import type { Chapter, Item } from './story.ts'
import { heardText } from './wording.ts'

/**
 * JUnit's XML: a suite a scenario, a case a step or expectation, with what went over the wire in `system-out`. The class is
 * the scenario's path and the name has no line in it, so that a case keeps its history while the file grows. Times are
 * seconds of simulation time.
 */
export function junitReport(write: (text: string) => void): Reporter {
  const names = new RunNames()
  let suites: readonly Suite[] = []
  return {
    onUnreadable: (problems) => {
      suites = [...Map.groupBy(problems, ({ file }) => file)].map(([file, found]) => unreadable(file, found))
    },
    onRunEnd: (run) => {
      suites = [...suites, suiteOf(run, names.next(run.file))]
    },
    onEnd: (totals) => write(documentOf([...suites, ...totals.notPlayed.map(notPlayed)]))
  }
}

interface Suite {
  readonly xml: Markup
  readonly tests: number
  readonly failures: number
  readonly errors: number
  readonly skipped: number
  readonly ms: number
}

interface Case {
  readonly item: Item
  readonly ms: number
  readonly wire: readonly string[]
}

/** More than enough to see what happened; a run's record holds all. */
const linesAtMost = 20
const lineLengthAtMost = 2000

function documentOf(suites: readonly Suite[]): string {
  const sum = (of: 'tests' | 'failures' | 'errors' | 'skipped' | 'ms'): number => suites.reduce((total, suite) => total + suite[of], 0)
  const counts = { tests: sum('tests'), failures: sum('failures'), errors: sum('errors'), skipped: sum('skipped') }
  const { text } = markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="aside"${countsOf(counts)} time="${seconds(sum('ms'))}">${suites.map(({ xml }) => xml)}
</testsuites>
`
  return text
}

function suiteOf(run: RunRecord, className: string): Suite {
  const cases = casesOf(run)
  const counts = { tests: cases.length, failures: cases.filter(({ item }) => isBroken(item)).length, errors: 0, skipped: 0 }
  const names = uniqueNames(cases.map(({ item }) => `${item.text}${item.byHabit ? ' (by habit)' : ''}`))
  const people = new People(run.cast)
  const live = liveText(run)
  const xml = markup`
  <testsuite name="${run.title}"${countsOf(counts)} time="${seconds(run.endedAt)}" file="${run.file}">
    <properties>
      <property name="seed" value="${run.seed}"/>
      <property name="wire" value="${run.wire}"/>${live === null ? null : markup`
      <property name="played" value="${live}"/>`}${run.bugs ? markup`
      <property name="wrong on purpose" value="${run.bugs.join(', ')}"/>` : null}
    </properties>${cases.map((one, place) => caseXml(one, names[place] ?? '', { file: run.file, className, people }))}
  </testsuite>`
  return { ...counts, ms: run.endedAt, xml }
}

function caseXml({ item, ms, wire }: Case, name: string, { file, className, people }: { file: string; className: string; people: People }): Markup {
  const line = item.line > 0 ? markup` line="${item.line}"` : null
  const failure = isBroken(item) ? failureXml(item, file, people) : null
  const out = wire.length === 0 ? null : markup`
      <system-out>${verbatim(excerpt(wire))}</system-out>`
  const head = markup`
    <testcase name="${name}" classname="${className}" time="${seconds(ms)}" file="${file}"${line}`
  return failure === null && out === null ? markup`${head}/>` : markup`${head}>${failure}${out}
    </testcase>`
}

function failureXml(item: Item, file: string, people: People): Markup {
  const { kind, text, detail, line, viewer, heard, invariant, lanes } = item
  const frames = heard.length === 0 || viewer === null ? [] : [`${nameOf(viewer)} heard:`, ...heard.map((frame) => `  ${heardText(frame, people)}`)]
  const instead = detail === null ? [] : [`Instead: ${detail}`]
  const lines = [kind === 'expected' ? `Expected: ${text}` : text, ...instead, ...(line > 0 ? [`${file}:${line}`] : []), ...frames, ...lanesText(lanes)]
  return markup`
      <failure message="${detail ?? text}" type="${invariant ?? (kind === 'expected' ? 'expectation' : kind)}">${verbatim(lines.join('\n'))}</failure>`
}

/** A step has what its chapter brought, a broken expectation the frames that it looked at. What is shown to an audience is no case. */
function casesOf(run: RunRecord): Case[] {
  const items = chaptersOf(run).flatMap((chapter) => chapter.items.filter(({ outcome }) => outcome !== 'noted').map((item) => ({ item, wire: wireOf(item, chapter) })))
  return items.map(({ item, wire }, place) => ({ item, wire, ms: timeOf(items.map((one) => one.item), place, run.endedAt) }))
}

function wireOf(item: Item, { step, events }: Chapter): readonly string[] {
  if (item === step) return events.flatMap((event) => (isItem(event) ? [] : [wireLine(event)]))
  return isBroken(item) ? item.heard.map(wireLine) : []
}

/** An expectation takes the time that it waited, a step the time until the next one comes. */
function timeOf(items: readonly Item[], place: number, endedAt: number): number {
  const item = items[place]
  if (!item) return 0
  if (item.kind === 'expected') return item.at - (items[place - 1]?.at ?? 0)
  const next = items.findIndex((other, later) => later > place && other.kind !== 'expected')
  const last = items[(next === -1 ? items.length : next) - 1]
  return (items[next]?.at ?? endedAt) - (last?.at ?? item.at)
}

/** `Anna: type`, `Anna: type (2)` */
function uniqueNames(names: readonly string[]): string[] {
  const counts = new Map<string, number>()
  return names.map((name) => {
    const number = (counts.get(name) ?? 0) + 1
    counts.set(name, number)
    return number === 1 ? name : `${name} (${number})`
  })
}

function excerpt(lines: readonly string[]): string {
  const shown = lines.slice(0, linesAtMost).map((line) => (line.length > lineLengthAtMost ? `${line.slice(0, lineLengthAtMost)}…` : line))
  return [...shown, ...(lines.length > linesAtMost ? [`${lines.length - linesAtMost} more are left out here`] : [])].join('\n')
}

function unreadable(file: string, problems: readonly Problem[]): Suite {
  const counts = { tests: 1, failures: 0, errors: 1, skipped: 0 }
  const [first] = problems
  const xml = markup`
  <testsuite name="${file}"${countsOf(counts)} time="0.000" file="${file}">
    <testcase name="can be read" classname="${dotted(file)}" time="0.000" file="${file}">
      <error message="${first?.message ?? ''}" type="bad input">${verbatim(problems.map(problemText).join('\n'))}</error>
    </testcase>
  </testsuite>`
  return { ...counts, ms: 0, xml }
}

function notPlayed(file: string): Suite {
  const counts = { tests: 1, failures: 0, errors: 0, skipped: 1 }
  const xml = markup`
  <testsuite name="${file}"${countsOf(counts)} time="0.000" file="${file}">
    <testcase name="is played" classname="${dotted(file)}" time="0.000" file="${file}">
      <skipped message="a scenario before it broke"/>
    </testcase>
  </testsuite>`
  return { ...counts, ms: 0, xml }
}

function countsOf({ tests, failures, errors, skipped }: Omit<Suite, 'xml' | 'ms'>): Markup {
  return markup` tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}
