import { parse } from 'csv-parse/sync'
import { rows as rowsModel } from '../contract/scenario.ts'
import { complaints } from './complaints.ts'
import type { Library } from './library.ts'
import type { Problem, Source } from './source.ts'

/** What `$name` stands for in a file: a column of the row that is played, or a parameter of the include. */
export type Given = ReadonlyMap<string, unknown>

/** The rows of `with:`, from the file itself or from a CSV file beside it; null where a scenario has none. */
export function rowsIn(source: Source, said: unknown, library: Library): { readonly rows: readonly Given[] | null; readonly problems: readonly Problem[] } {
  if (said === undefined) return { rows: null, problems: [] }
  const read = rowsModel.safeParse(said)
  if (!read.success) return { rows: [], problems: complaints(source, read.error.issues, ['with'], () => []) }
  if (typeof read.data !== 'string') return { rows: read.data.map((row) => new Map(Object.entries(row))), problems: [] }
  const opened = library.open(read.data, source.file)
  if ('problem' in opened) return { rows: [], problems: [source.problem(['with'], opened.problem)] }
  return rowsOfCsv(opened.file, opened.text)
}

const rowsAtMost = 1000
const columnName = /^[A-Za-z_]\w{0,63}$/

/** The first line names the columns. Spreadsheets write commas, semicolons or tabs between them. */
function rowsOfCsv(file: string, text: string): { rows: readonly Given[]; problems: readonly Problem[] } {
  const lines = text.split(/\r\n|\r|\n/)
  const problem = (line: number, message: string): Problem => ({ file, line, column: 1, message, source: (lines[line - 1] ?? '').slice(0, 200) })
  const refused = (line: number, message: string) => ({ rows: [], problems: [problem(line, message)] })
  try {
    const [columns = [], ...records] = parse(text, { bom: true, trim: true, skip_empty_lines: true, delimiter: delimiterOf(lines[0] ?? '') }) as string[][]
    const strange = columns.find((column) => !columnName.test(column))
    const twice = columns.find((column, place) => columns.indexOf(column) < place)
    if (records.length === 0) return refused(1, 'A file of rows has a line with the names of the columns, and a line for each row')
    if (strange !== undefined) return refused(1, `"${strange}" is no name of a column; it takes letters, digits and underscores, so that $name can stand for it`)
    if (twice !== undefined) return refused(1, `There are two columns "${twice}"`)
    if (records.length > rowsAtMost) return refused(rowsAtMost + 2, `More than ${rowsAtMost} rows; split the file`)
    return { rows: records.map((cells) => new Map(columns.map((column, place) => [column, cells[place] ?? '']))), problems: [] }
  } catch (error) {
    const line = typeof error === 'object' && error !== null && 'lines' in error && typeof error.lines === 'number' ? error.lines : 1
    return refused(line, csvSentence(error))
  }
}

function delimiterOf(header: string): string {
  const counted = [',', ';', '\t'].map((delimiter) => ({ delimiter, times: header.split(delimiter).length }))
  return counted.reduce((most, one) => (one.times > most.times ? one : most)).delimiter
}

function csvSentence(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  if (code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') return 'This row has not as many cells as there are columns; put a cell with a comma into quotes'
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'A quote was opened and never closed'
  if (code === 'INVALID_OPENING_QUOTE' || code === 'CSV_INVALID_CLOSING_QUOTE') return 'A quote inside a cell is written twice, and the cell is put into quotes'
  return `This is no CSV: ${error instanceof Error ? error.message : String(error)}`
}
