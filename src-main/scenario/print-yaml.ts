import { isRecord } from './objections.ts'

/** Plain data as YAML in our house style: blocks, short lists in [ ], quotes where YAML needs them and around what people say. */

/** The keys whose texts stand in quotes, since they are sentences. */
const spoken: readonly string[] = ['text', 'note', 'subject', 'caption', 'cue', 'hint', 'say', 'tellAgents', 'uri', 'url', 'noticeText', 'errorMessage', 'statusMessage']

/** `key: value`, with the lines of a block beneath it. */
export function entryLines(key: string, value: unknown): string[] {
  const name = scalarText(key)
  const [colon, ...above] = name.length > keyAtMost ? [':', `? ${name}`] : [`${name}:`]
  if (value === null || value === undefined) return [...above, colon]
  if (!isBlock(value)) return [...above, `${colon} ${inline(value, 'block', spoken.includes(key))}`]
  return [...above, colon, ...indented(blockLines(value))]
}

/** A map or list that is not empty, one line for each thing in it. */
export function blockLines(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => itemLines(isRecord(one) ? entriesOf(one) : [inline(one, 'block')]))
  return isRecord(value) ? entriesOf(value) : []
}

/** Lines as one item of a list: the first begins with a dash, the others stand beneath it. */
export function itemLines(lines: readonly string[]): string[] {
  return lines.map((line, place) => (place === 0 ? `- ${line}` : `  ${line}`))
}

export function indented(lines: readonly string[], by = '  '): string[] {
  return lines.map((line) => (line === '' ? line : `${by}${line}`))
}

/** `{ text: "Yes", visibility: Agents }`; null where something in it cannot stand in braces. */
export function flowText(value: unknown): string | null {
  return canFlow(value) ? inline(value, 'flow') : null
}

/** The same, with tags where braces cannot hold something as it is. */
export function flowed(value: unknown): string {
  return inline(value, 'flow')
}

/** Does it take lines of its own? Lists of short things stand in [ ]. */
export function isBlock(value: unknown): boolean {
  if (!canFlow(value) && (Array.isArray(value) || isRecord(value))) return true
  if (Array.isArray(value)) return value.length > 0 && value.every((one) => isRecord(one) && Object.keys(one).length > 0)
  return isRecord(value) && Object.keys(value).length > 0
}

function entriesOf(value: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(value).flatMap(([key, one]) => entryLines(key, one))
}

type Where = 'block' | 'flow'

function inline(value: unknown, where: Where, isSpoken = false): string {
  if (typeof value === 'string') return isSpoken ? quotedText(value) : scalarText(value, where)
  if (value instanceof RegExp) return regularExpressionText(value, where)
  if (Object.is(value, -0)) return '-0'
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map((one) => inline(one, 'flow', isSpoken)).join(', ')}]`
  const entries = Object.entries(value).map(([key, one]) => `${scalarText(key, 'flow')}: ${inline(one, 'flow', spoken.includes(key))}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

function canFlow(value: unknown): boolean {
  if (value instanceof RegExp) return isPlainPattern(value, 'flow')
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, one]) => scalarText(key, 'flow').length <= keyAtMost && canFlow(one))
}

/** A text without quotes where YAML takes it for a text in any case. */
export function scalarText(text: string, where: 'block' | 'flow' = 'block'): string {
  const isPlain = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{P}\p{S} ]*[\p{L}\p{N}\p{P}\p{S}])?$/u.test(text) && !/: | #|:$/.test(text) && !(where === 'flow' && /[,[\]{}?]|:(?!\S)/.test(text))
  if (/^\$[A-Za-z_]\w*$/.test(text)) return text
  const isOther = /^(?:null|true|false)$/i.test(text) || !Number.isNaN(Number(text))
  return isPlain && !isOther ? text : quotedText(text)
}

/** Every text can stand like this: what YAML's quotes know is what JSON's know. */
export function quotedText(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** YAML takes no longer key on one line with its value. */
const keyAtMost = 900

/** In quotes it would be a text; where it cannot stand without, its tag says what it is. */
function regularExpressionText(pattern: RegExp, where: Where): string {
  return isPlainPattern(pattern, where) ? String(pattern) : `!<tag:aside,2026:regex> ${quotedText(String(pattern))}`
}

function isPlainPattern(pattern: RegExp, where: Where): boolean {
  const text = String(pattern)
  return !/\s#|:\s|[\t\n\r]/.test(text) && !(where === 'flow' && /[,[\]{}]/.test(text))
}
