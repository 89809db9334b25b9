import { isMap, isSeq } from 'yaml'
import type { PlainPath, TextEdit } from '../../contract/editing.ts'
import { withoutStep, withStepBefore, withStepsOrdered } from '../edit.ts'
import { withoutKey, withValue } from '../edit-values.ts'
import { isRecord } from '../objections.ts'
import { changed, columnOf, dataOf, EditRefused, elementsOf, isFlow, linesOf, nodeAt, parsed } from '../text-places.ts'
import { elementLines } from './element-lines.ts'
import { plainOf, valueOf } from './plain-data.ts'
import { withNameOf, withNewKey } from './rename-key.ts'

/** A text after one change, and where what was changed stands now. */
export interface Changed {
  readonly text: string
  readonly path: PlainPath | null
}

/** Throws an `EditRefused` with a sentence where it cannot be done without touching other lines. */
export function editText(text: string, edit: TextEdit): Changed {
  switch (edit.do) {
    case 'set':
      return { text: withValue(text, edit.path, valueOf(edit.value)), path: edit.path }
    case 'unset':
      return { text: withoutKey(text, edit.path), path: null }
    case 'become':
      return { text: become(text, edit.path, valueOf(edit.data)), path: edit.path }
    case 'rewrite':
      return { text: rewritten(text, edit.path, edit.yaml), path: edit.path }
    case 'insert':
      return inserted(text, edit.path, edit.steps.flatMap((step) => elementLines(valueOf(step) as Readonly<Record<string, unknown>>)))
    case 'remove':
      return { text: withoutStep(text, edit.path), path: null }
    case 'duplicate':
      return duplicated(text, edit.path)
    case 'move':
      return moved(text, edit.path, edit.to)
    case 'rename':
      return { text: withNameOf(text, edit.from, edit.to), path: null }
    case 'kind':
      return { text: withKind(text, edit.kind), path: [edit.kind] }
  }
}

/** Key by key, so that what stays the same keeps its place, its quotes and its comments. */
function become(text: string, path: PlainPath, wanted: unknown): string {
  const present = valueIn(text, path)
  if (same(present, wanted)) return text
  const node = nodeAt(parsed(text), path)
  if (!isRecord(present) || !isRecord(wanted) || !isMap(node) || Object.keys(present).length === 0 || Object.keys(wanted).length === 0) return withValue(text, path, wanted)
  const [from, to] = [Object.keys(present).find((key) => !Object.hasOwn(wanted, key)), Object.keys(wanted).find((key) => !Object.hasOwn(present, key))]
  // Who does it, and what is expected, is a key: another name there is the same line still.
  const isSubject = from !== undefined && to !== undefined && Object.keys(present).indexOf(from) === Object.keys(wanted).indexOf(to)
  if (isSubject) return become(withNewKey(text, path, from, to), path, wanted)
  const added = Object.keys(wanted).filter((key) => !Object.hasOwn(present, key))
  const kept = Object.keys(wanted).filter((key) => Object.hasOwn(present, key))
  const gone = Object.keys(present).filter((key) => !Object.hasOwn(wanted, key))
  const withKept = kept.reduce((before, key) => become(before, [...path, key], wanted[key]), text)
  const withAdded = added.reduce((before, key) => withValue(before, [...path, key], wanted[key]), withKept)
  return gone.reduce((before, key) => withoutKey(before, [...path, key]), withAdded)
}

/** The lines of one element, written anew; those of its comments above stay. */
function rewritten(text: string, path: PlainPath, yaml: string): string {
  const file = parsed(text)
  const list = nodeAt(file, path.slice(0, -1))
  const place = Number(path.at(-1))
  const element = isSeq(list) ? elementsOf(list)[place] : undefined
  if (!isSeq(list) || !element) throw new EditRefused('This line is no longer there')
  const lines = yaml.replace(/\s+$/, '').split(/\r?\n/)
  const read = lines.join('\n').trim() === '' ? null : readable(lines.join('\n'))
  if (!Array.isArray(read) || read.length !== 1) throw new EditRefused('This must be one step that begins with "- "; its other lines stand two spaces further in')
  if (isFlow(list)) throw new EditRefused('This stands within [ ]; change it in the YAML view')
  const margin = ' '.repeat(columnOf(text, element.start))
  const put = lines.map((line, at) => (at === 0 || line === '' ? line : `${margin}${line}`)).join(file.lineEnd)
  const whole = changed(text, [{ start: element.start, end: element.end, put }])
  if (!same(valueIn(whole, path), read[0])) throw new EditRefused('Written like this it would change the lines around it; look at its indentation and its quotes')
  return whole
}

function readable(yaml: string): unknown {
  try {
    return dataOf(parsed(yaml))
  } catch {
    throw new EditRefused('This cannot be read; look at its quotes, its colons and its indentation')
  }
}

function inserted(text: string, path: PlainPath, lines: readonly string[]): Changed {
  const file = parsed(text)
  const list = nodeAt(file, path.slice(0, -1))
  if (list === undefined && path.length === 2) return { text: withList(text, String(path[0]), lines, file.lineEnd), path: [...path.slice(0, 1), 0] }
  const place = isSeq(list) ? Math.min(Number(path.at(-1)), list.items.length) : 0
  const at = [...path.slice(0, -1), place]
  return { text: withStepBefore(text, at, lines), path: at }
}

/** A list that was not there yet stands at the end of the file. */
function withList(text: string, key: string, lines: readonly string[], lineEnd: string): string {
  return `${text.trimEnd()}${lineEnd}${lineEnd}${key}:${lineEnd}${lines.map((line) => `  ${line}${lineEnd}`).join('')}`
}

/** With its comments, beneath itself. */
function duplicated(text: string, path: PlainPath): Changed {
  const file = parsed(text)
  const list = nodeAt(file, path.slice(0, -1))
  const place = Number(path.at(-1))
  if (!isSeq(list) || !elementsOf(list)[place]) throw new EditRefused('This line is no longer there')
  const next = [...path.slice(0, -1), place + 1]
  if (isFlow(list)) {
    const value = valueIn(text, path)
    return inserted(text, next, isRecord(value) ? elementLines(value) : [])
  }
  const { start, end } = linesOf(file, list, place)
  const margin = columnOf(text, elementsOf(list)[place]?.start ?? 0)
  const lines = text.slice(start, end).replace(/\r?\n$/, '').split(/\r?\n/).map((line) => line.slice(Math.min(margin, /^ */.exec(line)?.[0].length ?? 0)))
  return inserted(text, next, lines)
}

function moved(text: string, path: PlainPath, to: number): Changed {
  const listPath = path.slice(0, -1)
  const list = nodeAt(parsed(text), listPath)
  const from = Number(path.at(-1))
  if (!isSeq(list) || from >= list.items.length) throw new EditRefused('This line is no longer there')
  const at = Math.min(to, list.items.length - 1)
  const others = list.items.map((_item, place) => place).filter((place) => place !== from)
  const order = others.toSpliced(at, 0, from)
  return { text: withStepsOrdered(text, listPath, order), path: [...listPath, at] }
}

function withKind(text: string, kind: 'scenario' | 'exercise'): string {
  const other = kind === 'scenario' ? 'exercise' : 'scenario'
  return nodeAt(parsed(text), [kind]) === undefined ? withNewKey(text, [], other, kind) : text
}

function valueIn(text: string, path: PlainPath): unknown {
  return path.reduce<unknown>((inside, step) => (typeof inside === 'object' && inside !== null ? (inside as Readonly<Record<string, unknown>>)[step] : undefined), dataOf(parsed(text)))
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(plainOf(one)) === JSON.stringify(plainOf(other))
}
