import { nameOf } from '../contract/viewer.ts'
import { cell, head, heading, number, row, table } from './html-table.ts'
import { lanesText } from './counter-example.ts'
import { laneMarksOf } from './lane-marks.ts'
import type { LaneMark } from './lane-marks.ts'
import { markup, verbatim } from './markup.ts'
import type { Markup } from './markup.ts'
import { People } from './people.ts'
import { picture } from './picture.ts'
import { rowsOf } from './picture-rows.ts'
import { askedText, liveText, toldText } from './record-words.ts'
import { count } from './report.ts'
import { scoreSection } from './html-score.ts'
import type { AskedEntry, RunRecord, ToldEntry } from './run-record.ts'
import { chaptersOf, isBroken, isItem, itemsOf } from './story.ts'
import type { Chapter, Item, Outcome } from './story.ts'
import { clockText, heardText } from './wording.ts'

/** One run on the page: what broke, the picture, what always holds, all steps, everybody's lane, the frames. */
export function runSection(run: RunRecord, place: number): Markup {
  const id = `run-${place}`
  const chapters = chaptersOf(run)
  const people = new People(run.cast)
  const items = itemsOf(chapters)
  const rows = rowsOf(chapters, run.cast)
  const broken = items.filter(isBroken)
  const always = items.filter(({ line }) => line === 0)
  const of = placesOf(chapters)
  return markup`<article id="${id}" aria-labelledby="${id}-name">
<div class="title"><h2 id="${id}-name">${run.title}</h2>${chip(run.result.held ? 'held' : 'broken')}</div>
${run.about === '' ? null : markup`<p class="soft">${run.about}</p>`}
${run.bugs ? markup`<p class="notice">This room was wrong on purpose: ${run.bugs.join(', ')}.</p>` : null}
${facts(run)}
${leftOutText(run)}
${broken.length === 0 ? null : markup`<h3>What broke</h3>
${brokenTable(broken, { of, id, people })}`}
${run.score === undefined ? null : scoreSection(run.score)}
<h3>The story</h3>
<div class="scroll" tabindex="0" role="group" aria-label="The story as a picture">${picture(rows, run, id)}</div>
<h3>What always has to hold</h3>
<ul>${always.map((item) => markup`<li>${chip(item.outcome)} ${item.text}${item.invariant === null ? null : markup` <span class="soft">${item.invariant}</span>`}</li>`)}</ul>
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

function placesOf(chapters: readonly Chapter[]): Places['of'] {
  return new Map(chapters.flatMap(({ items, frames }, place) => items.map((item) => [item, { number: place + 1, frames: frames.length }] as const)))
}

/** A verdict by sign and word, so that nobody needs to see its colour. */
export function chip(outcome: Outcome): Markup {
  return markup`<span class="verdict ${outcome}">${{ held: '✓ held', broken: '✗ broken', done: 'done', refused: 'refused', noted: '' }[outcome]}</span>`
}

function facts(run: RunRecord): Markup {
  const { file, source, seed, wire, endedAt, result } = run
  const live = liveText(run)
  const rows: readonly (readonly [string, Markup])[] = [
    ['File', markup`${file}`],
    ['Steps', markup`${result.steps}`],
    ['Expectations', markup`${result.expectations}`],
    ['Broken', markup`${result.problems.length}`],
    ['Simulation time', markup`${clockText(endedAt)}`],
    ['Seed', markup`${seed}`],
    ['Wire', markup`${wire}`],
    ...(live === null ? [] : [['Played', markup`${live}`] as const]),
    ...(source === '' ? [] : [['Source', linked(source)] as const])
  ]
  return markup`<dl class="facts">${rows.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}

/** A case may come from several places: each address is a link of its own. */
function linked(source: string): Markup {
  const parts = source.split(/(https?:\/\/\S+?)(?=,?(?:\s|$))/)
  return markup`${parts.map((part) => (/^https?:\/\//.test(part) ? markup`<a href="${part}" rel="noreferrer">${part}</a>` : markup`${part}`))}`
}

function leftOutText({ leftOut: { frames, marks } }: RunRecord): Markup | null {
  if (frames === 0 && marks === 0) return null
  const what = `${count(frames, 'frame')} and ${count(marks, 'mark')} (requests, steps, expectations that held)`
  return markup`<p class="notice">To keep this report small, ${what} are left out from the middle of this run.</p>`
}

/** Where the frames of a step stand on the page. */
interface Places {
  readonly of: ReadonlyMap<Item, { readonly number: number; readonly frames: number }>
  readonly id: string
}

function brokenTable(items: readonly Item[], { people, ...places }: Places & { people: People }): Markup {
  const heads = [head('Time', 'number'), head('Line', 'number'), head('Step or expectation'), head('What is the case instead'), head('Frames')]
  const rows = items.map((item) => {
    const instead = markup`${item.detail}${heardList(item, people)}${lanesBox(item)}`
    return row([number(clockText(item.at)), number(lineText(item)), heading(item.text), cell(instead), cell(framesLink(item, places), 'short')], true)
  })
  return table('What was done or expected, and what is the case instead', heads, rows)
}

/** The counter-example of what always has to hold. */
function lanesBox({ lanes }: Item): Markup | null {
  return lanes.length === 0 ? null : markup`<pre class="lanes">${verbatim(lanesText(lanes).join('\n'))}</pre>`
}

function heardList({ heard, viewer }: Item, people: People): Markup | null {
  if (heard.length === 0 || viewer === null) return null
  return markup`<p class="soft">${nameOf(viewer)} heard:</p><ul>${heard.map((frame) => markup`<li>${heardText(frame, people)}</li>`)}</ul>`
}

function stepTable(items: readonly Item[], places: Places): Markup {
  const heads = [head('Time', 'number'), head('Line', 'number'), head('Step or expectation'), head('Verdict'), head('Frames')]
  const rows = items.map((item) => {
    const refusal = item.outcome === 'refused' && item.detail !== null ? markup`<br><span class="soft">${item.detail}</span>` : null
    const name = markup`${item.text}${item.byHabit ? ' (by habit)' : ''}${refusal}`
    const verdict = cell(chip(item.outcome), 'short')
    return row([number(clockText(item.at)), number(lineText(item)), heading(name), verdict, cell(framesLink(item, places), 'short')], isBroken(item))
  })
  return table('In the order in which they came', heads, rows)
}

/** To the frames of the step, for whoever looks at it or at what was expected of it. */
function framesLink(item: Item, { of, id }: Places): Markup | null {
  const place = of.get(item)
  return place === undefined || place.frames === 0 ? null : markup`<a href="#${id}-frames-${place.number}">${count(place.frames, 'frame')}</a>`
}

function lineText({ line }: Item): string {
  return line > 0 ? String(line) : ''
}

function laneDetails(name: string, marks: readonly LaneMark[]): Markup {
  if (marks.length === 0) return markup`<details><summary>${name}: nothing</summary></details>`
  const rows = marks.map(({ at, what, text }) => row([number(clockText(at)), heading(what), cell(text)]))
  return markup`<details><summary>${name}: ${count(marks.length, 'mark')}</summary>
${table(name, [head('Time', 'number'), head('What', 'short'), head('Of what')], rows)}</details>
`
}

function frameDetails(chapter: Chapter, place: number, { id, people }: { id: string; people: People }): Markup | null {
  const { requests, frames, events } = chapter
  if (requests.length === 0 && frames.length === 0) return null
  const wire = events.filter((event): event is AskedEntry | ToldEntry => !isItem(event))
  const counts = `${count(requests.length, 'request')}, ${count(frames.length, 'frame')}`
  return markup`<details id="${id}-frames-${place + 1}"><summary>${clockText(events[0]?.at ?? 0)} ${chapterName(chapter, place)}: ${counts}</summary>
<dl class="frames">${wire.map((entry) => wireEntry(entry, people))}</dl></details>
`
}

function chapterName({ step, requests: [request] }: Chapter, place: number): string {
  if (step) return step.text
  return place > 0 && request ? `${whoIn(request)}: ${askedText(request)}` : 'Before the first step'
}

function wireEntry(entry: AskedEntry | ToldEntry, people: People): Markup {
  const { at } = entry
  if (entry.kind === 'told') return wireItem(`${clockText(at)} ${nameOf(entry.viewer)} is told ${entry.seq}: ${toldText(entry, people)}`, indented(entry.said))
  return wireItem(`${clockText(at)} ${whoIn(entry)} asks ${askedText(entry)}`, `${indented(entry.operation)}\n-> ${indented(entry.answer)}`)
}

function wireItem(about: string, json: string): Markup {
  return markup`<dt>${about}</dt><dd><pre>${verbatim(json)}</pre></dd>
`
}

function whoIn({ viewer }: AskedEntry): string {
  return viewer === null ? 'Somebody' : nameOf(viewer)
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
