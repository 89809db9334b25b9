import { nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { markup } from './markup.ts'
import type { Markup } from './markup.ts'
import { queueLane } from './picture-rows.ts'
import type { LaneKey, Row } from './picture-rows.ts'
import { middleOf } from './shorten.ts'
import type { RunRecord } from './run-record.ts'
import type { Outcome } from './story.ts'
import { clockText } from './wording.ts'

/**
 * The story as a picture: time goes down, a lane each for everybody and every queue, an arrow from whoever did something to
 * whoever was told of it. What only agents were told is dashed and says so, and the customer's lane says "not told".
 */

interface Lane {
  readonly key: LaneKey
  readonly name: string
  readonly kind: 'customer' | 'queue' | 'agent' | 'visitor'
  readonly x: number
}

const sizes = { time: 62, text: 392, lane: 116, row: 30, head: 46, margin: 52, letters: 60 } as const
/** A long picture is of little use, and browsers are slow with it. */
const rowsAtMost = 400
/** Names are said again after so many rows, where the head has scrolled away. */
const namesEvery = 24
const lanesAtMost = 12
const legend =
  'An arrow goes from whoever did something to whoever was told of it; dashed ones were told to agents only. The tables of this page say the same in words.'

export function picture(rows: readonly Row[], { title, cast }: Pick<RunRecord, 'title' | 'cast'>, id: string): Markup {
  const lanes = lanesOf(rows, cast)
  const gone = middleOf(rows, rowsAtMost)
  const isGone = new Set(gone)
  const shown = rows.filter((row) => !isGone.has(row))
  const width = sizes.time + sizes.text + lanes.length * sizes.lane + sizes.margin
  const height = sizes.head + (shown.length + (gone.length > 0 ? 1 : 0)) * sizes.row + 14
  const breakAt = gone.length > 0 ? Math.ceil(rowsAtMost / 2) : shown.length
  const drawn = shown.map((row, place) => rowOf(row, yOf(place + (place >= breakAt ? 1 : 0)), shown[place - 1]?.at ?? null, lanes))
  const names = lanes.map(({ name }) => name).join(', ')
  const size = markup`viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`
  return markup`<svg class="picture" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-about" ${size}>
<title id="${id}-title">${title}, from the top down</title>
<desc id="${id}-about">Lanes, from left to right: ${names}. ${legend}</desc>
${lanes.map((lane) => laneHead(lane, height))}
${shown.flatMap((_row, place) => (place > 0 && place % namesEvery === 0 ? [namesAgain(lanes, yOf(place + (place >= breakAt ? 1 : 0)))] : []))}
${drawn}
${gone.length > 0 ? markup`<text class="soft" x="${sizes.time}" y="${yOf(breakAt) + 4}">${gone.length} rows are left out of the picture here</text>` : null}
</svg>`
}

/** Customers first, then queues, then agents, so that what is for agents only crosses no customer's lane. */
function lanesOf(rows: readonly Row[], cast: RunRecord['cast']): Lane[] {
  const used = new Set(rows.flatMap(({ from, via, to, hiddenFrom }) => [from, via, hiddenFrom, ...to]))
  const known = [
    ...Object.keys(cast.customers).map((name) => ({ key: `customer:${name}`, name, kind: 'customer' as const })),
    ...[...used].filter((key): key is Viewer => key?.startsWith('visitor:') === true).map((key) => ({ key, name: nameOf(key), kind: 'visitor' as const })),
    ...Object.keys(cast.queues).map((name) => ({ key: queueLane(name), name, kind: 'queue' as const })),
    ...Object.keys(cast.agents).map((name) => ({ key: `agent:${name}`, name, kind: 'agent' as const }))
  ]
  const shown = known.length > lanesAtMost ? known.filter(({ key }) => used.has(key)) : known
  return shown.map((lane, place) => ({ ...lane, x: sizes.time + sizes.text + place * sizes.lane + sizes.lane / 2 }))
}

function yOf(place: number): number {
  return sizes.head + place * sizes.row + sizes.row / 2
}

function laneHead({ name, kind, x }: Lane, height: number): Markup {
  return markup`<line class="life ${kind}" x1="${x}" x2="${x}" y1="${sizes.head - 6}" y2="${height - 6}"/>
<text class="name" x="${x}" y="18">${clipped(name, 16)}</text><text class="soft middle" x="${x}" y="33">${kind}</text>
`
}

function namesAgain(lanes: readonly Lane[], y: number): Markup {
  return markup`${lanes.map(({ name, x }) => markup`<text class="again" x="${x}" y="${y - sizes.row / 2 + 3}">${clipped(name, 16)}</text>`)}`
}

function rowOf(row: Row, y: number, before: number | null, lanes: readonly Lane[]): Markup {
  const clock = row.at === before ? null : markup`<text class="soft clock" x="${sizes.time - 14}" y="${y + 4}">${clockText(row.at)}</text>`
  const sign = row.outcome === 'held' ? '✓ ' : row.outcome === 'broken' ? '✗ ' : ''
  const text = `${sign}${row.text}`
  const short = clipped(text, sizes.letters)
  const whole = short === text ? null : markup`<title>${text}</title>`
  const words = markup`<text class="said ${row.outcome ?? ''} ${row.kind}" x="${sizes.time}" y="${y + 4}">${short}${whole}</text>`
  return markup`<g>${clock}${words}${marksOf(row, y, lanes)}</g>
`
}

function marksOf(row: Row, y: number, lanes: readonly Lane[]): readonly Markup[] {
  const at = (key: LaneKey | null): number | null => lanes.find((lane) => lane.key === key)?.x ?? null
  const targets = row.to.flatMap((key) => at(key) ?? [])
  const from = at(row.from)
  switch (row.kind) {
    case 'told':
      return row.to.flatMap((key) => {
        const x = at(key)
        return x === null ? [] : [byItself(x, y, row.words.get(key) ?? '')]
      })
    case 'judged':
    case 'other':
      return from === null || row.outcome === 'noted' ? [] : [verdict(from, y, row.outcome ?? 'done')]
    case 'act':
      return [...arrows(row, from, at(row.via), targets, y), ...hidden(at(row.hiddenFrom), y)]
  }
}

/** A diamond for what nobody did. */
function byItself(x: number, y: number, word: string): Markup {
  return markup`<path class="itself" d="M${x} ${y - 5}l5 5-5 5-5-5z"/><text class="word" x="${x + 8}" y="${y + 3.5}">${clipped(word, 18)}</text>`
}

/** A round for what held, a square for what broke, a grey one for what was refused. */
function verdict(x: number, y: number, outcome: Outcome): Markup {
  const isGood = outcome === 'held' || outcome === 'done'
  if (isGood) return markup`<circle class="good" cx="${x}" cy="${y}" r="8"/><path class="tick" d="M${x - 3.5} ${y}l2.5 3 4.5-6"/>`
  return markup`<rect class="${outcome}" x="${x - 8}" y="${y - 8}" width="16" height="16"/><path class="tick" d="M${x - 3.5} ${y - 3.5}l7 7m0-7l-7 7"/>`
}

function arrows({ isPrivate, outcome }: Row, from: number | null, via: number | null, targets: readonly number[], y: number): readonly Markup[] {
  const kind = isPrivate ? 'private' : 'open'
  const start = via ?? from
  const reached = start === null ? [] : [Math.min(start, ...targets), Math.max(start, ...targets)].filter((x) => x !== start)
  const lines = [...(from === null || via === null || from === via ? [] : [[from, via] as const]), ...reached.map((x) => [start ?? x, x] as const)]
  const heads = [...(via !== null && from !== via && from !== null ? [head(from, via, y, kind)] : []), ...targets.map((x) => head(start ?? x, x, y, kind))]
  const isWrong = outcome === 'refused' || outcome === 'broken'
  const dot = from === null ? [] : isWrong ? [verdict(from, y, outcome)] : [markup`<circle class="dot ${kind}" cx="${from}" cy="${y}" r="4"/>`]
  const word = isWrong ? outcome : isPrivate ? 'agents only' : null
  // Beside the nearest end of the arrow, where no other text stands.
  const nearest = [...targets].sort((one, other) => Math.abs(one - (start ?? one)) - Math.abs(other - (start ?? other)))[0]
  const wordAt = isWrong || nearest === undefined || start === null ? (from ?? 0) + 34 : (start + nearest) / 2
  return [
    ...lines.map(([one, other]) => markup`<line class="arrow ${kind}" x1="${one}" x2="${other}" y1="${y}" y2="${y}"/>`),
    ...heads,
    ...dot,
    ...(word === null || from === null ? [] : [markup`<text class="word middle ${isWrong ? outcome : kind}" x="${wordAt}" y="${y - 4}">${word}</text>`])
  ]
}

function head(from: number, to: number, y: number, kind: string): Markup {
  const back = from < to ? -8 : 8
  return markup`<path class="head ${kind}" d="M${to} ${y}l${back} -4.5v9z"/>`
}

function hidden(x: number | null, y: number): readonly Markup[] {
  if (x === null) return []
  const word = markup`<text class="word middle private" x="${x}" y="${y + 3.5}">not told</text>`
  return [markup`<rect class="hidden" x="${x - 28}" y="${y - 8}" width="56" height="16" rx="8"/>${word}`]
}

function clipped(text: string, letters: number): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > letters ? `${line.slice(0, letters - 1)}…` : line
}
