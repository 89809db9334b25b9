import type { Schema, Schemas } from './documents.ts'
import { nameIn } from './documents.ts'
import { code, html, joined, sentence, table } from './html.ts'
import type { Html } from './html.ts'

/** How schemas are shown: what may stand where, in words. */

/** Where a named schema is told of on the page. */
export function schemaAnchor(name: string): string {
  return `schema-${name}`
}

/** The named schemas with a section of their own, but not those that are parts of another. */
export function things(schemas: Schemas): [name: string, schema: Schema][] {
  return Object.entries(schemas).filter(([name, schema]) => isThing(schema) && wholeOf(name, schemas) === null)
}

/** Whatever has properties, or is one of many words. */
function isThing(schema: Schema): boolean {
  return schema.properties !== undefined || (schema.enum?.length ?? 0) > wordsOnTheSpotMax
}

const wordsOnTheSpotMax = 8

/** The thing of which these are the fields that were asked for; null for what is no such part. */
function wholeOf(name: string, schemas: Schemas): string | null {
  const whole = name.replace(/Fields$/, '')
  return whole !== name && schemas[whole] ? whole : null
}

/** What a value may be, in a few words. */
export function typeOf(schema: Schema, schemas: Schemas): Html {
  if (schema.$ref !== undefined) return named(nameIn(schema.$ref), schemas)
  if (schema.const !== undefined) return code(JSON.stringify(schema.const))
  if (schema.enum) return joined(schema.enum.map((value) => code(JSON.stringify(value))), ', ')
  const options = (schema.oneOf ?? schema.anyOf ?? schema.allOf)?.filter(({ $ref }) => $ref === undefined || wholeOf(nameIn($ref), schemas) === null)
  if (options) return joined(options.map((option) => typeOf(option, schemas)), ' or ')
  if (schema.items) return html`list of ${typeOf(schema.items, schemas)}`
  if (typeof schema.additionalProperties === 'object') return html`any names, each with ${typeOf(schema.additionalProperties, schemas)}`
  const kinds = [schema.type ?? []].flat().map((type) => typeWords[type] ?? type)
  return html`${kinds.length > 0 ? kinds.join(' or ') : 'anything'}${sizeOf(schema)}`
}

const typeWords: Readonly<Record<string, string>> = { string: 'text', integer: 'whole number', boolean: 'true or false' }

/** One row a property; those of an object inside stand below it under a dotted name. */
export function propertiesTable(caption: string, schema: Schema, schemas: Schemas, without: readonly string[] = []): Html {
  return table(caption, ['Name', 'What', 'Meaning'], rows(schema, schemas, '').filter(([name]) => !without.includes(name)).map(([, cells]) => cells))
}

function rows(schema: Schema, schemas: Schemas, prefix: string): [name: string, cells: Html[]][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]): [string, Html[]][] => {
    const name = `${prefix}${key}`
    const isRequired = schema.required?.includes(key)
    const inner = property.properties ? property : property.items?.properties ? property.items : null
    const label = html`<code>${name}</code>${isRequired ? null : html` <span class="note">optional</span>`}`
    const own = [label, typeOf(property, schemas), sentence(property.description ?? '')]
    return [[name, own], ...(inner ? rows(inner, schemas, `${name}.`) : [])]
  })
}

/** A thing is linked to; a list of words or a text is told on the spot. */
function named(name: string, schemas: Schemas): Html {
  const schema = schemas[name]
  if (!schema) return code(name)
  return isThing(schema) ? html`<a href="#${schemaAnchor(name)}">${name}</a>` : typeOf(schema, schemas)
}

function sizeOf({ minLength, maxLength, minimum, maximum }: Schema): string {
  const characters = maxLength === undefined ? '' : `, at most ${maxLength.toLocaleString('en-GB')} characters`
  const filled = maxLength === undefined && minLength ? ', not empty' : ''
  const from = minimum === undefined ? '' : ` from ${minimum}`
  const to = maximum === undefined ? '' : ` to ${maximum}`
  return `${characters}${filled}${from}${to}`
}
