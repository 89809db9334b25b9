import type { Answer } from '../contract/client.ts'
import { nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Told } from '../wire/notifications.ts'
import type { AskedEvent, Happened } from './happened.ts'
import type { Broken } from './invariant.ts'
import type { People } from './people.ts'
import { clockText, quoted } from './wording.ts'

/** What one person asked (`->`), was told (`<-`), or what its line did (`--`). */
export interface LaneRow {
  readonly at: number
  readonly viewer: Viewer
  readonly way: '->' | '<-' | '--'
  readonly text: string
}

/** How far back is looked for what belongs to it, how much of it is kept, and how many rows and people are shown. */
const lookedAt = 200
const keptAtMost = 40
const rowsAtMost = 12
const lanesAtMost = 5
/** A terminal's 100, less the space that stands before the clock there. */
const columnsAtMost = 99
const clockColumn = 9

/** The last that happened in a chat, or to these people where it is about none. */
export function counterExample(happened: readonly Happened[], { chat, viewers }: Broken, people: People): LaneRow[] {
  const rows = happened.slice(-lookedAt).flatMap((event): LaneRow[] => {
    const { at, viewer, kind } = event
    if (viewer === null) return []
    if (kind === 'line') return [{ at, viewer, way: '--', text: event.change === 'broke' ? 'its line broke' : `its line was mended${event.catchUp ? ', with catching up' : ''}` }]
    const about = event.chat ?? (kind === 'asked' ? (event.answer?.chat ?? null) : null)
    if (chat === null ? !viewers.includes(viewer) : about !== chat) return []
    return [kind === 'asked' ? { at, viewer, way: '->', text: requestText(event) } : { at, viewer, way: '<-', text: `${toldText(event.frame.said, people)}` }]
  })
  const lanes = lanesOf(rows, viewers)
  return rows.filter(({ viewer }) => lanes.includes(viewer)).slice(-keptAtMost)
}

/** The same as a table for people: time on the left, one column a person, no wider than 100 columns. */
export function lanesText(rows: readonly LaneRow[]): string[] {
  const lanes = [...new Set(rows.map(({ viewer }) => viewer))]
  const lines = together(rows).slice(-rowsAtMost)
  if (lines.length === 0) return []
  const widths = fitted(lanes.map((lane) => Math.max(...lines.map((cells) => (cells.get(lane) ?? '').length), nameOf(lane).length)))
  const line = (clock: string, cells: readonly string[]): string =>
    `${clock.padStart(clockColumn - 2)}  ${cells.map((cell, place) => cut(cell, widths[place] ?? 0).padEnd(widths[place] ?? 0)).join('  ')}`.trimEnd()
  return [line('', lanes.map(nameOf)), ...lines.map((cells) => line(clockText(cells.at), lanes.map((lane) => cells.get(lane) ?? '')))]
}

/** A column that needs little leaves its room to the others. */
function fitted(wanted: readonly number[]): number[] {
  const room = columnsAtMost - clockColumn - 2 * (wanted.length - 1)
  const [widths] = [...wanted.entries()]
    .sort(([, one], [, other]) => one - other)
    .reduce<readonly [readonly (readonly [number, number])[], number]>(
      ([given, left], [place, width], done) => {
        const got = Math.min(width, Math.floor(left / (wanted.length - done)))
        return [[...given, [place, got]], left - got]
      },
      [[], room]
    )
  return widths.toSorted(([one], [other]) => one - other).map(([, width]) => width)
}

interface Line {
  readonly at: number
  get(lane: Viewer): string | undefined
}

/** A request and what came of it for others at the same moment stand beside each other. */
function together(rows: readonly LaneRow[]): Line[] {
  const lines: { at: number; cells: Map<Viewer, string> }[] = []
  for (const { at, viewer, way, text } of rows) {
    const last = lines.at(-1)
    const cell = `${way} ${text}`
    if (last && last.at === at && way !== '->' && !last.cells.has(viewer)) last.cells.set(viewer, cell)
    else lines.push({ at, cells: new Map([[viewer, cell]]) })
  }
  return lines.map(({ at, cells }) => ({ at, get: (lane) => cells.get(lane) }))
}

/** Those whom it is about, then whoever else had most to do with it; in the order in which they come. */
function lanesOf(rows: readonly LaneRow[], viewers: readonly Viewer[]): Viewer[] {
  const others = [...new Set(rows.map(({ viewer }) => viewer).reverse())].filter((viewer) => !viewers.includes(viewer))
  return [...viewers, ...others].slice(0, lanesAtMost)
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`
}

/** `Consult "Above my limit"`, and by what it was refused. */
function requestText({ name, operation, answer }: AskedEvent): string {
  const words = [operation.text, operation.note, operation.url, operation.noticeText].find((one) => typeof one === 'string')
  return `${name}${typeof words === 'string' ? ` ${quoted(words)}` : ''}${refusalText(answer)}`
}

function refusalText(answer: Answer | null): string {
  if (answer === null || answer.statusCode === 7) return ''
  if (answer.statusCode !== 0) return ` (refused by ${answer.statusCode})`
  return 'referenceId' in answer && answer.referenceId !== undefined ? ` (#${answer.referenceId})` : ''
}

/** `Chatting, with Anna and Clara`, `"Up to 300" of Ben, Agents` */
function toldText(said: Told, people: People): string {
  if ('channels' in said) return said.channels.map(({ userState }) => userState.state).join(', ')
  if ('messages' in said) {
    const message = said.messages.at(-1)
    if (!message) return 'no message'
    const visibility = 'visibility' in message && message.visibility !== 'All' ? `, ${message.visibility}` : ''
    const before = said.messages.length === 1 ? '' : `${said.messages.length - 1} before, then `
    return `${before}${message.index} ${message.text === undefined ? message.type : quoted(message.text)} of ${people.nameOf(message.from)}${visibility}`
  }
  const { chat, notificationType } = said
  const what = notificationType === 'StatusChange' ? chat.state : notificationType === 'Error' ? `Error ${'referenceId' in said && said.referenceId !== undefined ? `#${said.referenceId}` : ''}`.trimEnd() : notificationType
  const participants = chat.participants && chat.participants.length > 0 && notificationType !== 'Error' ? ` ${chat.participants.map((one) => people.nameOf(one)).join(', ')}` : ''
  return `${what === 'ParticipantsUpdated' ? 'with' : what}${participants}`
}
