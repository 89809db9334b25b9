import type { Failure } from '../wire/return-codes.ts'
import { malformed } from '../wire/return-codes.ts'
import type { DoorContext } from './api.ts'
import { answer } from './envelope.ts'

/**
 * The lists of the API, all read in one way (wire-facts 4.1): without `fields` they are lists of addresses, with it an array
 * named after the resource, and whatever else is asked filters, each filter beside the others.
 */
export interface Collection<Item extends object> {
  /** The name of the array. */
  readonly name: string
  readonly items: readonly Item[]
  /** An item as the session's dialect has it. */
  readonly shown: (item: Item) => object
  /** The fields that it has there: what a filter may name. */
  readonly fields: readonly string[]
  /** Null where items have no address of their own: then the list comes whole. */
  readonly uriOf: ((item: Item) => string) | null
  /** Known clients read this list whole without naming fields, so it comes beside its addresses. */
  readonly isReadWhole?: boolean
}

/** What a list's parameters are called; `_` begins what libraries add to get past a cache. */
const parameters: ReadonlySet<string> = new Set(['fields', 'subresources', 'resolveUris', 'startIndex', 'count', 'dialect', 'profile'])

export function answerCollection<Item extends object>(context: DoorContext, { name, items, shown, fields, uriOf, isReadWhole }: Collection<Item>): Response {
  const filters = Object.entries(context.req.queries()).filter(([parameter]) => !parameters.has(parameter) && !parameter.startsWith('_'))
  const unknown = filters.find(([field]) => !fields.includes(field))
  if (unknown) return answer(context, malformed(`Filter "${unknown[0].slice(0, 80)}": ${name} have no such field; they have ${fields.join(', ')}`))
  const rows = items.map((item) => ({ item, shows: shown(item) as Readonly<Record<string, unknown>> }))
  const found = rows.filter(({ shows }) => filters.every(([field, wanted]) => wanted.every((one) => isMet(shows[field], one))))
  const page = paged(context, found)
  if ('statusCode' in page) return answer(context, page)
  const asked = context.req.query('fields')
  const comesWhole = asked !== undefined || isReadWhole || !uriOf
  return answer(context, {
    statusCode: 0 as const,
    ...(uriOf && asked === undefined ? { uris: page.map(({ item }) => uriOf(item)) } : {}),
    ...(comesWhole ? { [name]: page.map(({ shows }) => chosen(shows, asked ?? '*')) } : {})
  })
}

/** `fields=*`, or the named ones; a name that the resource does not have is passed over (wire-facts 4.1). */
export function chosen(shows: object, fields: string): object {
  if (fields === '*') return shows
  const names = fields.split(',').map((name) => name.trim())
  return Object.fromEntries(Object.entries(shows).filter(([name]) => names.includes(name)))
}

/** With the fields of the dialect alone. */
export function only(fields: readonly string[]): (item: object) => object {
  return (item) => Object.fromEntries(Object.entries(item).filter(([name]) => fields.includes(name)))
}

/** A list as the API pages it: `startIndex` and `count`, both optional (wire-facts 2.5). */
function paged<Item>(context: DoorContext, items: readonly Item[]): readonly Item[] | Failure {
  const start = wholeNumber(context.req.query('startIndex'), 0)
  const count = wholeNumber(context.req.query('count'), items.length)
  if (start === null || count === null) return malformed('Parameters "startIndex" and "count" must be whole numbers from 0')
  return items.slice(start, start + count)
}

function wholeNumber(text: string | undefined, otherwise: number): number | null {
  if (text === undefined) return otherwise
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

/** A filter is one value or several with commas between them (as for contacts); of a list, one item is enough. */
function isMet(value: unknown, wanted: string): boolean {
  if (Array.isArray(value)) return value.some((one) => isMet(one, wanted))
  if (value === undefined || typeof value === 'object') return false
  return String(value) === wanted || wanted.split(',').includes(String(value))
}
