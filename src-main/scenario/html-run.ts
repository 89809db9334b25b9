import { nameOf } from '../contract/viewer.ts'
import { laneMarksOf } from './lane-marks.ts'
import type { LaneMark } from './lane-marks.ts'
import { markup, verbatim } from './markup.ts'
import type { Markup } from './markup.ts'
import { People } from './people.ts'
import { picture } from './picture.ts'
import { rowsOf } from './picture-rows.ts'
import { askedText, toldText } from './record-words.ts'
import { count } from './report.ts'
import type { AskedEntry, RunRecord, ToldEntry } from './run-record.ts'
import { chaptersOf, isBroken, isItem, itemsOf } from './story.ts'
import type { Chapter, Item, Outcome } from './story.ts'
import { clockText, heardText } from './wording.ts'

/** One run on the page: what broke, the picture, what always holds, all steps, everybody's lane, the frames. */
export function runSection(run: RunRecord, number: number): Markup {
  const id = `run-${number}`
  const chapters = chaptersOf(run)
  const people = new People(run.cast)
  const items = itemsOf(chapters)
  const rows = rowsOf(chapters, run.cast)
  const broken = items.filter(isBroken)
  const always = items.filter(({ line }) => line === 0)
  const of = new Map(chapters.flatMap(({ items: told, frames }, place) => told.map((item) => [item, { number: place + 1, frames: frames.length }] as const)))
  return markup`<article id="${id}" aria-labelledby="${id}-name">
<div class="title"><h2 id="${id}-name">${run.title}</h2>${chip(run.result.held ? 'held' : 'broken')}</div>
${run.about === '' ? null : markup`<p class="soft">${run.about}</p>`}
${facts(run)}
${leftOutText(run)}
${broken.length === 0 ? null : markup`<h3>What broke</h3>
${brokenTable(broken, { of, id, people })}`}
<h3>The story</h3>
<div class="scroll" tabindex="0" role="group" aria-label="The story as a picture">${picture(rows, run, id)}</div>
<h3>What always has to hold</h3>
<ul>${always.map((item) => markup`<li>${chip(item.outcome)} ${item.text}</li>`)}</ul>
<h3>Steps and expectations</h3>
${stepTable(items.filter(({ line }) => line !== 0), { of, id })}
<h3>Lanes</h3>
<p class="soft">What each asked, was told, and was not told.</p>
${laneMarksOf(run, rows).map(({ name, kind, marks }) => laneDetails(`${name}, ${kind}`, marks))}
<section class="wire"><h3>Frames</h3>
<p class="soft">Requests and notifications of each step, as they went over the wire. They are not printed.</p>
${chapters.map((chapter, place) => frameDetails(chapter, place, { id, people }))}</section>
</article>
`
}

/** A verdict by sign and word, so that nobody needs to see its colour. */
export function chip(outcome: Outcome): Markup {
  return markup`<span class="verdict ${outcome}">${{ held: '✓ held', broken: '✗ broken', done: 'done', refused: 'refused' }[outcome]}</span>`
}

function facts({ file, source, seed, wire, endedAt, result }: RunRecord): Markup {
  const isLink = /^https?:\/\//.test(source)
  const rows: readonly (readonly [string, Markup])[] = [
    ['File', markup`${file}`],
    ['Steps', markup`${result.steps}`],
    ['Expectations', markup`${result.expectations}`],
    ['Broken', markup`${result.problems.length}`],
    ['Simulation time', markup`${clockText(endedAt)}`],
    ['Seed', markup`${seed}`],
    ['Wire', markup`${wire}`],
    ...(source === '' ? [] : [['Source', isLink ? markup`<a href="${source}" rel="noreferrer">${source}</a>` : markup`${source}`] as const])
  ]
  return markup`<dl class="facts">${rows.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}

function leftOutText({ leftOut: { frames, marks } }: RunRecord): Markup | null {
  if (frames === 0 && marks === 0) return null
  return markup`<p class="notice">To keep this report small, ${count(frames, 'frame')} and ${count(marks, 'mark')} (requests, steps, expectations that held) are left out from the middle of this run.</p>`
}

/** Where the frames of a step stand on the page. */
interface Places {
  readonly of: ReadonlyMap<Item, { readonly number: number; readonly frames: number }>
  readonly id: string
}

function brokenTable(items: readonly Item[], { people, ...places }: Places & { people: People }): Markup {
  const rows = items.map(
    (item) => markup`<tr class="broken"><td class="number">${clockText(item.at)}</td><td class="number">${lineText(item)}</td><th scope="row">${item.text}</th><td>${item.detail}${heardList(item, people)}</td><td class="short">${framesLink(item, places)}</td></tr>
`
  )
  return markup`<table><caption>What was done or expected, and what is the case instead</caption>
<thead><tr><th scope="col" class="number">Time</th><th scope="col" class="number">Line</th><th scope="col">Step or expectation</th><th scope="col">What is the case instead</th><th scope="col">Frames</th></tr></thead>
<tbody>${rows}</tbody></table>`
}

function heardList({ heard, viewer }: Item, people: People): Markup | null {
  if (heard.length === 0 || viewer === null) return null
  return markup`<p class="soft">${nameOf(viewer)} heard:</p><ul>${heard.map((frame) => markup`<li>${heardText(frame, people)}</li>`)}</ul>`
}

function stepTable(items: readonly Item[], places: Places): Markup {
  const rows = items.map(
    (item) => markup`<tr${isBroken(item) ? markup` class="broken"` : null}><td class="number">${clockText(item.at)}</td><td class="number">${lineText(item)}</td><th scope="row">${item.text}${item.byHabit ? ' (by habit)' : ''}${item.outcome === 'refused' && item.detail !== null ? markup`<br><span class="soft">${item.detail}</span>` : null}</th><td class="short">${chip(item.outcome)}</td><td class="short">${framesLink(item, places)}</td></tr>
`
  )
  return markup`<table><caption>In the order in which they came</caption>
<thead><tr><th scope="col" class="number">Time</th><th scope="col" class="number">Line</th><th scope="col">Step or expectation</th><th scope="col">Verdict</th><th scope="col">Frames</th></tr></thead>
<tbody>${rows}</tbody></table>`
}

/** To the frames of the step, for whoever looks at it or at what was expected of it. */
function framesLink(item: Item, { of, id }: Places): Markup | null {
  const { number, frames } = of.get(item) ?? { number: 0, frames: 0 }
  return frames === 0 ? null : markup`<a href="#${id}-frames-${number}">${count(frames, 'frame')}</a>`
}

function lineText({ line }: Item): string {
  return line > 0 ? String(line) : ''
}

function laneDetails(name: string, marks: readonly LaneMark[]): Markup {
  if (marks.length === 0) return markup`<details><summary>${name}: nothing</summary></details>`
  const rows = marks.map(({ at, what, text }) => markup`<tr><td class="number">${clockText(at)}</td><th scope="row">${what}</th><td>${text}</td></tr>
`)
  return markup`<details><summary>${name}: ${count(marks.length, 'mark')}</summary>
<table aria-label="${name}"><thead><tr><th scope="col" class="number">Time</th><th scope="col" class="short">What</th><th scope="col">Of what</th></tr></thead><tbody>${rows}</tbody></table></details>
`
}

function frameDetails({ step, requests, frames, events }: Chapter, place: number, { id, people }: { id: string; people: People }): Markup | null {
  if (requests.length === 0 && frames.length === 0) return null
  const [first] = events
  const wire = events.filter((event): event is AskedEntry | ToldEntry => !isItem(event))
  const [request] = requests
  const name = step?.text ?? (place > 0 && request ? `${request.viewer === null ? 'Somebody' : nameOf(request.viewer)}: ${askedText(request)}` : 'Before the first step')
  return markup`<details id="${id}-frames-${place + 1}"><summary>${clockText(first?.at ?? 0)} ${name}: ${count(requests.length, 'request')}, ${count(frames.length, 'frame')}</summary>
<dl class="frames">${wire.map((entry) => wireEntry(entry, people))}</dl></details>
`
}

function wireEntry(entry: AskedEntry | ToldEntry, people: People): Markup {
  if (entry.kind === 'told') {
    return markup`<dt>${clockText(entry.at)} ${nameOf(entry.viewer)} is told ${entry.seq}: ${toldText(entry, people)}</dt><dd><pre>${verbatim(JSON.stringify(entry.said, null, 2))}</pre></dd>
`
  }
  const who = entry.viewer === null ? 'Somebody' : nameOf(entry.viewer)
  return markup`<dt>${clockText(entry.at)} ${who} asks ${askedText(entry)}</dt><dd><pre>${verbatim(`${JSON.stringify(entry.operation, null, 2)}\n-> ${JSON.stringify(entry.answer, null, 2)}`)}</pre></dd>
`
}
