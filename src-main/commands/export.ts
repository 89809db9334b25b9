import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import type { CAC } from 'cac'
import { BadInput, exitCodes, say } from '../exit-codes.ts'
import { listed } from '../scenario/spelling.ts'
import { nicknameOf, viewersIn, viewersNamed } from '../scenario/transcript.ts'
import type { TranscriptSource } from '../scenario/transcript.ts'
import { transcriptFormats, transcriptIn } from '../scenario/transcript-formats.ts'
import type { Transcript, TranscriptFormat } from '../scenario/transcript-formats.ts'
import { chatsIn, sourceOfRecord, sourceOfRoom, transcriptOf } from '../scenario/transcript-source.ts'
import type { Viewer } from '../contract/viewer.ts'
import { openKeptRun } from './kept-runs.ts'
import type { GivenChoice } from './kept-runs.ts'
import { openTerminal } from './terminal.ts'
import { textOption } from './text-option.ts'

/** `aside export`: the transcript of a saved run, as the trainer sees it or as one viewer was told it. */
export function addExportCommand(cli: CAC): void {
  cli
    .command('export <run>', 'The transcript of a saved run: a record of "aside run --out", or the folder of "aside serve --data"')
    .option('--as <viewer>', 'Exactly what one agent or customer was told; all that anybody was told if not given')
    .option('--format <name>', 'text, csv, json or html; after the ending of the file if not given, else text. In CSV, cells that begin with = + - @ or a tab get an apostrophe, so that no spreadsheet runs them')
    .option('-o, --output <file>', 'The file to write; standard output if not given')
    .option('--redact', 'Replace names of customers, texts, user data and addresses')
    .option('--run <number>', 'Which run of a JSON report, by number or title; all of them if not given')
    .option('--room <name>', 'Which room of a log, where it holds more than one')
    .option('--chat <id>', 'One chat alone')
    .action((run: string, options: ExportOptions) => {
      const written = (name: 'as' | 'chat' | 'room'): object => (options[name] === undefined ? {} : { [name]: textOption(cli.rawArgs, `--${name}`) })
      process.exitCode = exportRun(run, { ...options, ...written('as'), ...written('chat'), ...written('room') })
    })
}

interface ExportOptions extends GivenChoice {
  readonly as?: unknown
  readonly format?: unknown
  readonly output?: unknown
  readonly redact?: unknown
  readonly chat?: unknown
}

interface NumberedSource {
  readonly number: number
  readonly source: TranscriptSource
  /** What a report had no room for. */
  readonly isWhole: boolean
}

function exportRun(path: string, options: ExportOptions): number {
  const file = fileIn(options.output)
  const format = formatIn(options.format, file)
  const sources = sourcesIn(path, options)
  const text = transcriptIn(format, transcriptsOf(sources, options))
  if (sources.some(({ isWhole }) => !isWhole)) say(`${path} had no room for all entries, so something is missing here too. Give a record (*.run.json) of "aside run --out FOLDER".`)
  if (file === null) openTerminal().write(text)
  else save(file, text)
  return exitCodes.held
}

function sourcesIn(path: string, options: ExportOptions): readonly NumberedSource[] {
  const kept = openKeptRun(path, options)
  try {
    if (kept.kind === 'records') {
      return kept.runs.map(({ number, record }) => ({ number, source: sourceOfRecord(record), isWhole: record.leftOut.frames === 0 }))
    }
    const { plan, entries } = kept.room.history()
    return [{ number: 1, source: sourceOfRoom(plan, entries), isWhole: true }]
  } finally {
    kept.close()
  }
}

/** Of several runs, those in which there is such a viewer and such a chat. */
function transcriptsOf(sources: readonly NumberedSource[], { as, chat, redact }: ExportOptions): readonly Transcript[] {
  const isMissing = (source: TranscriptSource): boolean => chat !== undefined && !chatsIn(source).includes(String(chat))
  const withChat = sources.filter(({ source }) => !isMissing(source))
  if (withChat.length === 0) throw new BadInput(`There is no chat "${String(chat)}" in it; there are ${listed([...new Set(sources.flatMap(({ source }) => chatsIn(source)))], 'and', 'none')}.`)
  const transcripts = withChat.flatMap(({ number, source }) => {
    const viewer = as === undefined ? null : viewerIn(String(as), source)
    const wanted = { run: number, chat: chat === undefined ? null : String(chat), redact: redact === true }
    return viewer === undefined ? [] : [transcriptOf(source, { ...wanted, as: viewer })]
  })
  if (transcripts.length > 0) return transcripts
  const there = [...new Set(sources.flatMap(({ source }) => viewersIn(source).map((viewer) => viewerText(viewer, source))))]
  throw new BadInput(`Nobody in it is "${String(as)}"; there are ${listed(there)}.`)
}

function viewerIn(name: string, source: TranscriptSource): Viewer | undefined {
  const [found, ...others] = viewersNamed(name, source)
  if (others.length > 0) throw new BadInput(`"${name}" may be ${listed(viewersNamed(name, source), 'or')}; say which.`)
  return found
}

function viewerText(viewer: Viewer, { entries }: TranscriptSource): string {
  if (!viewer.startsWith('visitor:')) return viewer.slice(viewer.indexOf(':') + 1)
  const nickname = nicknameOf(viewer, entries)
  return nickname === null ? viewer : `${nickname} (${viewer})`
}

function fileIn(output: unknown): string | null {
  if (output === undefined) return null
  if (typeof output === 'string' && output !== '') return output
  if (typeof output === 'number') return String(output)
  throw new BadInput('-o needs one path')
}

function formatIn(given: unknown, file: string | null): TranscriptFormat {
  const ending = file === null ? '' : extname(file).slice(1).toLowerCase()
  const name = given === undefined ? (ending === 'htm' ? 'html' : ending) : String(given)
  const format = transcriptFormats.find((known) => known === name)
  if (format === undefined && given !== undefined) throw new BadInput(`There is no format "${name}"; there are ${listed(transcriptFormats)}`)
  return format ?? 'text'
}

function save(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (error) {
    throw new BadInput(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}
