import { csvOf } from './csv-cell.ts'
import { htmlPage } from './html-page.ts'
import { cell, head, heading, number, row, table } from './html-table.ts'
import { markup } from './markup.ts'
import type { Markup } from './markup.ts'
import { printable } from './printable.ts'
import { count } from './report.ts'
import type { TranscriptRow } from './transcript.ts'
import { onlyText, rowText, whoText } from './transcript-words.ts'
import { clockText } from './wording.ts'

/** Transcripts of the runs of one file, written out whole. */

export interface Transcript {
  /** Its place in the file, from 1. */
  readonly run: number
  /** As the trainer knows it; null in what was told to one viewer, since nobody told it the title. */
  readonly about: { readonly title: string; readonly seed: number; readonly wire: string; readonly endedAt: number } | null
  /** Whose eyes it was seen with, by name; null for the trainer's. */
  readonly as: string | null
  readonly rows: readonly TranscriptRow[]
}

export const transcriptFormats = ['text', 'csv', 'json', 'html'] as const
export type TranscriptFormat = (typeof transcriptFormats)[number]

export function transcriptIn(format: TranscriptFormat, transcripts: readonly Transcript[]): string {
  switch (format) {
    case 'text':
      return transcripts.map(asText).join('\n')
    case 'csv':
      return asCsv(transcripts)
    case 'json':
      return asJson(transcripts)
    case 'html':
      return asHtml(transcripts)
  }
}

function asText({ run, about, as, rows }: Transcript): string {
  const hasChats = hasManyChats(rows)
  const width = Math.min(32, Math.max(0, ...rows.map((one) => whoText(one).length)))
  const lines = rows.map((one) => {
    const start = `${clockText(one.at).padStart(6)}  ${printable(whoText(one)).padEnd(width)}  `
    const marks = [onlyText(one), hasChats ? (one.chat ?? '') : ''].filter((mark) => mark !== '').map((mark) => `[${printable(mark)}] `)
    const [first = '', ...others] = rowText(one).split(/\r\n|[\r\n\u2028\u2029]/).map(printable)
    return [`${start}${marks.join('')}${first}`.trimEnd(), ...others.map((line) => `${' '.repeat(start.length)}${line}`.trimEnd())].join('\n')
  })
  return `${[...headLines({ run, about, as, rows }), '', ...lines].join('\n')}\n`
}

function headLines({ run, about, as, rows }: Transcript): string[] {
  const told = `${count(rows.length, 'line')}, times are simulation time`
  if (about) return [printable(about.title), `As the trainer sees it. Run ${run}, seed ${about.seed}, ${about.wire}, ${clockText(about.endedAt)} long, ${told}.`]
  return [`As it was told to ${printable(as ?? '')}: ${told}.`]
}

const columns = ['run', 'at', 'time', 'chat', 'kind', 'from', 'to', 'visibility', 'text', 'state', 'participants', 'data'] as const

/** RFC 4180: a head, CRLF, quotes doubled. Names in a list are parted by semicolons; `data` is JSON. */
function asCsv(transcripts: readonly Transcript[]): string {
  const rows = transcripts.flatMap(({ run, rows }) =>
    rows.map(({ at, to, participants, data, chat, kind, from, visibility, text, state }) =>
      [run, at, clockText(at), chat, kind, from, to.join('; '), visibility, text, state, participants?.join('; ') ?? null, data === null ? null : JSON.stringify(data)]
    )
  )
  return csvOf(columns, rows)
}

/** `format` is raised when a key changes its meaning or goes; a key that is added raises nothing. */
function asJson(transcripts: readonly Transcript[]): string {
  return `${JSON.stringify({ format: 1, transcripts: transcripts.map(({ run, as, about, rows }) => ({ run, as, ...(about ?? {}), rows: rows.map(withTime) })) }, null, 2)}\n`
}

/** The keys in the order of the columns. */
function withTime({ at, chat, kind, from, to, visibility, text, state, participants, data }: TranscriptRow): object {
  return { at, time: clockText(at), chat, kind, from, to, visibility, text, state, participants, data }
}

function asHtml(transcripts: readonly Transcript[]): string {
  const [first] = transcripts
  const name = first?.about && transcripts.length === 1 ? first.about.title : first?.as ? `as told to ${first.as}` : count(transcripts.length, 'run')
  const body = markup`<header><h1>Aside: what was said</h1></header>
<main>
${transcripts.map((one) => section(one, transcripts.length > 1))}</main>
`
  return htmlPage(`Transcript: ${name} (Aside)`, body)
}

function section(transcript: Transcript, isOneOfMany: boolean): Markup {
  const { run, rows } = transcript
  const [title = '', ...about] = headLines(transcript)
  const hasChats = hasManyChats(rows)
  const heads = [head('Time', 'number'), head('Who'), head('What'), ...(hasChats ? [head('Chat', 'number')] : [])]
  return markup`<article aria-labelledby="transcript-${run}">
<h2 id="transcript-${run}">${isOneOfMany && transcript.about === null ? `Run ${run}. ` : ''}${title}</h2>
${about.map((line) => markup`<p class="soft">${line}</p>`)}
${table('In the order in which it was told', heads, rows.map((one) => htmlRow(one, hasChats)))}
</article>
`
}

function htmlRow(one: TranscriptRow, hasChats: boolean): Markup {
  const only = onlyText(one)
  const lines = rowText(one).split(/\r\n|[\r\n\u2028\u2029]/)
  const what = markup`${only === '' ? null : markup`<span class="verdict only">${only}</span> `}${lines.map((line, place) => markup`${place === 0 ? null : markup`<br>`}${line}`)}`
  const isTold = ['StatusChange', 'ParticipantsUpdated', 'PropertiesUpdated', 'Readiness', 'TypingStarted', 'TypingStopped', 'ParticipantJoined', 'ParticipantLeft'].includes(one.kind)
  const cells = [number(clockText(one.at)), heading(whoText(one)), cell(isTold ? markup`<span class="soft">${what}</span>` : what), ...(hasChats ? [number(one.chat ?? '')] : [])]
  return row(cells, false, only === '' ? null : 'only')
}

function hasManyChats(rows: readonly TranscriptRow[]): boolean {
  return new Set(rows.flatMap(({ chat }) => chat ?? [])).size > 1
}
