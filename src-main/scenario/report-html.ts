import { fitted } from './fit.ts'
import { htmlPage } from './html-page.ts'
import { chip, runSection } from './html-run.ts'
import { cell, head, heading, number, row, table } from './html-table.ts'
import { markup } from './markup.ts'
import type { Markup } from './markup.ts'
import { problemText } from './read.ts'
import { count } from './report.ts'
import type { Reporter, Totals } from './report.ts'
import type { Entry, RunRecord } from './run-record.ts'
import type { Problem } from './source.ts'

/** All runs on one page. Written at the end, whole. */
export function htmlReport(write: (text: string) => void, { bytesAtMost }: { bytesAtMost: number }): Reporter {
  let runs: readonly RunRecord[] = []
  let problems: readonly Problem[] = []
  return {
    onUnreadable: (found) => {
      problems = found
    },
    onRunEnd: (run) => {
      runs = [...runs, run]
    },
    onEnd: (totals) => {
      const render = (shown: readonly RunRecord[], leftOut: number): string => page({ problems, totals, runs: shown, leftOut })
      write(fitted(runs, { bytesAtMost, render, weigh }))
    }
  }
}

/** A request or a frame stands in its viewer's lane too, and its JSON is indented. */
function weigh(entry: Entry): number {
  return entry.kind === 'told' || entry.kind === 'asked' ? 350 + 2 * JSON.stringify(entry).length : 420
}

interface Page {
  readonly problems: readonly Problem[]
  readonly totals: Totals
  readonly runs: readonly RunRecord[]
  readonly leftOut: number
}

function page({ problems, totals, runs, leftOut }: Page): string {
  const isHeld = problems.length === 0 && totals.broken === 0
  const [only] = runs
  const name = only && totals.scenarios === 1 ? only.title : count(totals.scenarios, 'scenario')
  const counts = [count(totals.scenarios, 'scenario'), count(totals.steps, 'step'), count(totals.expectations, 'expectation')].join(', ')
  const sum = totals.broken === 0 ? counts : `${counts}; ${count(totals.broken, 'scenario')} broken`
  const body = markup`<header>
<div class="title"><h1>Aside: what was played and what held</h1>${chip(isHeld ? 'held' : 'broken')}</div>
<p>${sum}</p>
</header>
<main>
${unreadable(problems, runs.length > 0)}${overview(runs, totals, leftOut)}${runs.map((run, place) => runSection(run, place + 1))}</main>
`
  return htmlPage(`${isHeld ? 'Held' : 'Broken'}: ${name} (Aside)`, body)
}

function unreadable(problems: readonly Problem[], isBesideOthers: boolean): Markup | null {
  if (problems.length === 0) return null
  return markup`<section class="over"><h2>${isBesideOthers ? 'Not played' : 'Nothing was played'}</h2>
<p>These files cannot be read:</p>
<ul>${problems.map((problem) => markup`<li>${problemText(problem)}</li>`)}</ul></section>
`
}

/** Those that broke come first. */
function overview(runs: readonly RunRecord[], { notPlayed }: Totals, leftOut: number): Markup | null {
  if (runs.length < 2 && notPlayed.length === 0 && leftOut === 0) return null
  const sorted = runs.map((run, place) => ({ run, place })).sort((one, other) => Number(one.run.result.held) - Number(other.run.result.held))
  const heads = [head('Scenario'), head('Verdict'), head('Steps', 'number'), head('Expectations', 'number'), head('File')]
  const missing = `${count(leftOut, 'whole scenario')} ${leftOut === 1 ? 'is' : 'are'} left out.`
  return markup`<section class="over"><h2>Scenarios</h2>
${leftOut === 0 ? null : markup`<p class="notice">To keep this report small, ${missing}</p>`}
${notPlayed.length === 0 ? null : markup`<p class="notice">Not played, since a scenario before broke: ${notPlayed.join(', ')}</p>`}
${table('Those that broke first', heads, sorted.map(({ run, place }) => overviewRow(run, place + 1)))}</section>
`
}

function overviewRow({ title, file, result }: RunRecord, place: number): Markup {
  const name = markup`<a href="#run-${place}">${title}</a>`
  return row([heading(name), cell(chip(result.held ? 'held' : 'broken')), number(result.steps), number(result.expectations), cell(file)], !result.held)
}
