import type { EndpointCaller } from '../wire/endpoint.ts'
import type { OpenApiDocument, Operation, Parameter, Schema, Schemas } from './documents.ts'
import { nameIn } from './documents.ts'
import { code, html, joined, paragraphs, samples, sentence, table } from './html.ts'
import type { Html } from './html.ts'
import { propertiesTable, typeOf } from './page-schema.ts'

/** One address of the API with its method. */
export interface Address {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

/** All addresses, in the order of the document. */
export function addressesOf({ paths }: OpenApiDocument): Address[] {
  return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method, path, operation })))
}

export function tagAnchor(tag: string): string {
  return tag.toLowerCase().replaceAll(/[^a-z]+/g, '-')
}

/** The addresses of one part of the API, each with what it takes and gives. */
export function endpointsSection(tag: string, document: OpenApiDocument): Html {
  const own = addressesOf(document).filter(({ operation }) => operation.tags.includes(tag))
  return html`<section aria-labelledby="${tagAnchor(tag)}"><h2 id="${tagAnchor(tag)}">${tag}</h2>${own.map((address) => article(address, document))}</section>`
}

function article({ method, path, operation }: Address, document: OpenApiDocument): Html {
  const { operationId, summary, description, requestBody, responses } = operation
  const { schemas } = document.components
  const request = requestBody?.content['application/json']
  const answer = responses['200'].content['application/json']
  return html`<article aria-labelledby="${operationId}">
<h3 id="${operationId}">${badge(method)} <code>/api/v2${path}</code></h3>
<p class="summary">${summary}</p>
${description ? paragraphs(description) : null}
<p class="note">Called by: ${callers(operation)}.</p>
${parameters(operation, document)}
${request ? html`<h4>Request</h4>${body(request.schema, document)}${samples(Object.values(request.examples ?? {}))}` : null}
<h4>Answer</h4><p>${shapeOf(answer.schema, schemas)}</p>${samples(Object.values(answer.examples ?? {}))}
</article>`
}

/** The method of an address. */
export function badge(method: string): Html {
  return html`<span class="method ${method}">${method.toUpperCase()}</span>`
}

function callers({ 'x-callers': listed }: Operation): string {
  return listed.map((caller) => callerWords[caller]).join(' and ')
}

const callerWords: Readonly<Record<EndpointCaller, string>> = {
  agent: 'agents',
  supervisor: 'supervisors',
  customer: 'the customer of the chat',
  anybody: 'anybody'
}

/** Those of this address; what may stand with every request is told once, above. */
function parameters({ parameters: listed = [] }: Operation, { components }: OpenApiDocument): Html {
  const own = listed.filter(({ $ref }) => $ref === undefined)
  return table('Parameters', ['Name', 'Where', 'What', 'Meaning'], own.map((parameter) => parameterRow(parameter, components.schemas)))
}

/** One row of a table of parameters. */
export function parameterRow({ name, in: place, schema, description }: Parameter, schemas: OpenApiDocument['components']['schemas']): Html[] {
  return [html`<code>${name}</code>`, html`${place}`, typeOf(schema, schemas), sentence(description ?? '')]
}

/** Operations are links to where they are told of. */
function body(schema: Schema, { components }: OpenApiDocument): Html {
  const refs = operationsIn(schema)
  if (refs.length > 1) return html`<p>One of: ${joined(refs.map((name) => html`<a href="#schema-${name}">${wordFor(name)}</a>`), ', ')}.</p>`
  const [only] = refs
  return only ? html`<p><a href="#schema-${only}">${wordFor(only)}</a></p>` : propertiesTable('Properties', schema, components.schemas)
}

/** The names of all schemas that a body may follow. */
export function operationsIn({ $ref, oneOf, anyOf }: Schema): string[] {
  if ($ref !== undefined) return [nameIn($ref)]
  return [...(oneOf ?? []), ...(anyOf ?? [])].flatMap(operationsIn)
}

/** A customer's operation has the same name on the wire as an agent's. */
export function wordFor(name: string): string {
  return name.replace(/^Customer(?=[A-Z])/, '')
}

/** An answer is told of on the spot, with links to the things in it. */
function shapeOf(schema: Schema, schemas: Schemas): Html {
  const options = schema.oneOf ?? schema.anyOf
  if (options) return joined(options.map((option) => shapeOf(option, schemas)), ' or ')
  const answer = schema.$ref !== undefined && isAnswer(nameIn(schema.$ref)) ? schemas[nameIn(schema.$ref)] : undefined
  if (!answer) return typeOf(schema, schemas)
  return html`{ ${joined(Object.entries(answer.properties ?? {}).map(([name, property]) => html`${code(name)}: ${typeOf(property, schemas)}`), ', ')} }`
}

/** Whether a schema is the envelope of one answer, and no thing of its own. */
export function isAnswer(name: string): boolean {
  return name.endsWith('Answer')
}
