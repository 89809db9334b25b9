import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type { Document, Node, Pair, ScalarTag, Tags, YAMLError } from 'yaml'
import { filledIn, reusedIn } from './captures.ts'
import { reword, textsIn } from './texts.ts'
import type { FoundText } from './texts.ts'

/** A YAML text whose every value can be pointed at, and what is wrong with it as YAML. */

/** Something that is wrong with a file, for people. Lines and columns count from 1. */
export interface Problem {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
  /** The line as it stands in the file. */
  readonly source: string
}

export type Path = readonly PropertyKey[]

export interface Source {
  readonly file: string
  readonly value: unknown
  /** YAML's own problems; with any of these the value means little. */
  readonly broken: readonly Problem[]
  /** What is good YAML, but hardly what its author meant. */
  readonly doubtful: readonly Problem[]
  /** Points at the value of a path, or at its key; at the nearest thing above if there is no such path. */
  problem(path: Path, message: string, at?: 'value' | 'key'): Problem
  lineOf(path: Path): number
  /** The names that stand in it as `$name`. */
  readonly reused: readonly string[]
  /** What made a key out of half a text: a comma inside { }, or a question mark before it. */
  strayBy(path: Path): 'comma' | 'question mark' | null
}

/** Knows what texts of a file are in another language. */
export interface Wordings {
  wordsOf(file: string, texts: readonly FoundText[], lineAt: (offset: number) => number): ReadonlyMap<string, string>
}

export const bytesAtMost = 1024 * 1024
export const tooLarge = 'The file is larger than 1 MiB; a scenario is not'
const aliasesAtMost = 100
export const growsWithoutEnd = 'The aliases name each other so often that the file would grow without end; write it out'
const lineAtMost = 200
/** A sentence may quote what stands in the file, which may be anything. */
const messageAtMost = 600

/** `/limit/i` without quotes is a regular expression; with quotes it is a text. */
const regularExpression: ScalarTag = {
  tag: 'tag:aside,2026:regex',
  default: true,
  test: /^\/.+\/[imsu]*$/,
  resolve: (written, onError) => {
    const end = written.lastIndexOf('/')
    try {
      return new RegExp(written.slice(1, end), written.slice(end + 1))
    } catch (error) {
      onError(`${written} is no regular expression: ${error instanceof Error ? error.message : String(error)}`)
      return written
    }
  }
}

/** What scenarios have beside YAML's own kinds of values. */
export const customTags = (tags: Tags): Tags => [regularExpression, ...tags]

/** `given` is what `$name` stands for: every such name in the file becomes its value, and keeps its place. `language` has other words for its texts. */
export function sourceOf(file: string, text: string, given: ReadonlyMap<string, unknown> = new Map(), language: Wordings | null = null): Source {
  const counter = new LineCounter()
  const lines = text.split(/\r\n|\r|\n/)
  const at = (offset: number, message: string): Problem => {
    const { line, col } = counter.linePos(Math.min(offset, text.length))
    return { file, line: Math.max(1, line), column: Math.max(1, col), message: message.length > messageAtMost ? `${message.slice(0, messageAtMost)}…` : message, source: (lines[line - 1] ?? '').slice(0, lineAtMost) }
  }
  const unread = (message: string): Source => {
    const problem: Problem = { file, line: 1, column: 1, message, source: (lines[0] ?? '').slice(0, lineAtMost) }
    return { file, value: null, reused: [], broken: [problem], doubtful: [], problem: () => problem, lineOf: () => 1, strayBy: () => null }
  }
  if (Buffer.byteLength(text) > bytesAtMost) return unread(tooLarge)

  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'error', customTags })
  const problems = brokenYaml(document, text, at)
  if (language) reword(document, language.wordsOf(file, textsIn(document), (offset) => at(offset, '').line))
  // Each look through a long file takes its time, and most have nothing of the kind.
  const reused = text.includes('$') ? put(given, document) : []
  const broken = [...problems.filter(({ harmless }) => !harmless).map(({ problem }) => problem), ...(text.includes('*') ? brokenAliases(document, at) : [])]
  const plain = broken.length > 0 ? null : plainOf(document)
  if (broken.length === 0 && plain === null) broken.push(at(firstAlias(document), growsWithoutEnd))
  const doubtful = [...problems.filter(({ harmless }) => harmless).map(({ problem }) => problem), ...(text.includes('#') ? eatenTexts(document, text, at) : [])]
  const found = (path: Path): Found => find(document, path)
  const problem = (path: Path, message: string, where: 'value' | 'key' = 'value'): Problem => {
    const { key, value } = found(path)
    const node = where === 'key' ? (key ?? value) : isEmpty(value) ? (key ?? value) : value
    return at(node?.range?.[0] ?? 0, message)
  }
  return {
    file,
    reused,
    value: plain?.value ?? null,
    broken,
    doubtful,
    problem,
    lineOf: (path) => problem(path, '', 'key').line,
    strayBy: (path) => {
      const { key, value, inFlow } = found(path)
      if (!isEmpty(value)) return null
      if (/\?\s+$/.test(text.slice(0, key?.range?.[0] ?? 0))) return 'question mark'
      return inFlow ? 'comma' : null
    }
  }
}

/** Puts what is given in the place of its name, and says which names there are. */
function put(given: ReadonlyMap<string, unknown>, document: Document): string[] {
  const names = new Set<string>()
  visit(document, {
    Scalar: (_key, scalar) => {
      const { value } = scalar
      if (typeof value !== 'string') return
      for (const name of reusedIn(value)) names.add(name)
      const filled = filledIn(value, given)
      // In quotes all is text.
      scalar.value = scalar.type === 'PLAIN' ? filled : typeof filled === 'string' ? filled : String(filled)
    }
  })
  return [...names]
}

type At = (offset: number, message: string) => Problem

/**
 * One problem a line: YAML's later complaints about a line follow from the first. A harmless one spoils its own line only,
 * so that the others can still be read.
 */
function brokenYaml(document: Document, text: string, at: At): { problem: Problem; harmless: boolean }[] {
  const problems = [...document.errors, ...document.warnings].map((error) => ({
    problem: at(unclosedQuote(document, error) ?? error.pos[0], yamlSentence(error, text)),
    harmless: error.code === 'DUPLICATE_KEY' || error.code === 'TAG_RESOLVE_FAILED'
  }))
  return problems.filter((one, place) => problems.findIndex(({ problem }) => problem.line === one.problem.line) === place)
}

/** YAML's own traps, each named as such and with its fix. */
function yamlSentence(error: YAMLError, text: string): string {
  const offset = error.pos[0]
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const lineEnd = text.indexOf('\n', offset) === -1 ? text.length : text.indexOf('\n', offset)
  const here = text.slice(offset, lineEnd).trimEnd()
  if (/^ *\t/.test(text.slice(lineStart, lineEnd))) return 'A tab indents this line; YAML takes spaces only'
  switch (error.code) {
    case 'MISSING_CHAR': {
      const [, key, value] = /^([\p{L}\p{N}][\p{L}\p{N} _.-]*):(\S.*)$/u.exec(here) ?? []
      if (key && value) return `A space is missing after the colon; write ${key}: ${value}`
      if (error.message.includes('quote')) return 'A quote was opened and never closed'
      return error.message.includes('key') ? `"${here}" is neither a text in its place nor "key: value"` : error.message
    }
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      if (here.startsWith('? ')) return 'A question mark at the start makes a key here; put the text into quotes'
      if (/^[^"']*\S: /.test(here)) return 'A colon with a space ends a text here; put the text into quotes'
      return 'The next line is indented more than this one, which holds a value already; give both the same indentation'
    case 'UNEXPECTED_TOKEN':
      if (/["']\s*$/.test(text.slice(lineStart, offset))) return 'The text goes on after its closing quote; put all of it into one pair of "quotes"'
      return error.message
    case 'BAD_SCALAR_START':
      return `A text cannot start with ${here[0] ?? 'this'}; put it into quotes`
    case 'DUPLICATE_KEY':
      return `"${/^["']?([^:"']*)/.exec(here)?.[1]?.trim() ?? here}" stands here twice`
    case 'MULTIPLE_DOCS':
      return 'A second document starts here; one file holds one scenario'
    case 'TAG_RESOLVE_FAILED':
      return error.message.startsWith('Unresolved tag') ? 'An exclamation mark at the start makes a YAML tag; put the text into quotes' : error.message
    default:
      return error.message.includes('call stack') ? 'This nests deeper than a scenario does' : error.message
  }
}

/** YAML complains where the file ends; people look for where the quote was opened. */
function unclosedQuote(document: Document, error: YAMLError): number | null {
  if (error.code !== 'MISSING_CHAR' || !error.message.includes('quote')) return null
  let opened: number | null = null
  visit(document, {
    Scalar: (_key, { type, range }) => {
      const isQuoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE'
      if (isQuoted && range && range[0] <= error.pos[0] && error.pos[0] <= range[2]) opened = range[0]
    }
  })
  return opened
}

/** What a document says as plain data; null where its aliases of aliases would fill the memory. */
export function plainOf(document: Document): { readonly value: unknown } | null {
  try {
    return { value: document.toJS({ maxAliasCount: aliasesAtMost }) as unknown }
  } catch (error) {
    if (error instanceof ReferenceError) return null
    throw error
  }
}

function firstAlias(document: Document): number {
  let first = 0
  visit(document, {
    Alias: (_key, alias) => {
      first = alias.range?.[0] ?? 0
      return visit.BREAK
    }
  })
  return first
}

function brokenAliases(document: Document, at: At): Problem[] {
  const problems: Problem[] = []
  let aliases = 0
  visit(document, {
    Alias: (_key, alias) => {
      aliases += 1
      const offset = alias.range?.[0] ?? 0
      if (!alias.resolve(document)) problems.push(at(offset, `A star at the start makes a YAML alias, and there is no "&${alias.source}"; put the text into quotes`))
      else if (aliases === aliasesAtMost + 1) problems.push(at(offset, `More than ${aliasesAtMost} YAML aliases; write it out`))
    }
  })
  return problems
}

/** `text: I am #1` is the text "I am" with a comment. */
function eatenTexts(document: Document, text: string, at: At): Problem[] {
  const problems: Problem[] = []
  visit(document, {
    Scalar: (key, scalar) => {
      const end = scalar.range?.[1]
      if (key === 'key' || scalar.type !== 'PLAIN' || end === undefined || !scalar.comment) return
      if (/^ *#[^\s#]/.test(text.slice(end))) {
        problems.push(at(text.indexOf('#', end), 'The # ends the text here; put the text into quotes, or write "# " if this is a comment'))
      }
    }
  })
  return problems
}

interface Found {
  readonly key: Node | null
  readonly value: Node | null
  readonly inFlow: boolean
}

function find(document: Document, path: Path): Found {
  let found: Found = { key: null, value: isNode(document.contents) ? document.contents : null, inFlow: false }
  for (const step of path) {
    const inside = isAlias(found.value) ? (found.value.resolve(document) ?? null) : found.value
    const inFlow = found.inFlow || ((isMap(inside) || isSeq(inside)) && inside.flow === true)
    if (isMap(inside)) {
      const pair: Pair | undefined = inside.items.find((item) => isScalar(item.key) && String(item.key.value ?? '') === String(step))
      if (!pair) return found
      found = { key: isNode(pair.key) ? pair.key : null, value: isNode(pair.value) ? pair.value : null, inFlow }
    } else if (isSeq(inside)) {
      const item = inside.items[Number(step)]
      if (!isNode(item)) return found
      found = { key: null, value: item, inFlow }
    } else {
      return found
    }
  }
  return found
}

/** A value that is written with no character at all. */
function isEmpty(node: Node | null): boolean {
  return !node || (isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1])
}
