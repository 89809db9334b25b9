import type { AsyncApiDocument, OpenApiDocument, Schema, Schemas } from './documents.ts'
import { failureKinds } from './failures.ts'
import type { Html } from './html.ts'
import { html, paragraphs, sentence } from './html.ts'
import { noteOf } from './operation-notes.ts'
import { everyRequestSection, firstStepsSection } from './page-beginning.ts'
import { addressesOf, badge, endpointsSection, isAnswer, operationsIn, tagAnchor, wordFor } from './page-endpoints.ts'
import { framesSection } from './page-frames.ts'
import { propertiesTable, schemaAnchor, things, typeOf } from './page-schema.ts'
import { capabilitiesSection, limitsSection, returnCodesSection, rulingsSection, switchesSection } from './page-tables.ts'

/** The reference as one page that needs neither network nor script. */
export function page(api: OpenApiDocument, frames: AsyncApiDocument): string {
  const { title } = api.info
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/docs/reference.css">
</head>
<body>
<a class="skip" href="#content">To the content</a>
<nav aria-label="Contents">${contents(api, frames)}</nav>
<main id="content">
<h1>${title}</h1>
${paragraphs(api.info.description)}
<p>As documents for tools: <a href="/docs/openapi.json">OpenAPI 3.1</a> and <a href="/docs/asyncapi.json">AsyncAPI 3.0</a>.</p>
${firstStepsSection()}
${everyRequestSection(api)}
${api.tags.map(({ name }) => endpointsSection(name, api))}
${operations(api)}
${framesSection(frames, api.components.schemas)}
${thingsSection(api)}
${capabilitiesSection()}
${returnCodesSection()}
${rulingsSection()}
${switchesSection()}
${limitsSection()}
</main>
</body>
</html>
`
  return text
}

function contents(api: OpenApiDocument, frames: AsyncApiDocument): Html {
  const addresses = addressesOf(api)
  const parts = api.tags.map(({ name }) => {
    const own = addresses.filter(({ operation }) => operation.tags.includes(name))
    return part(tagAnchor(name), name, own.map(({ method, path, operation }) => link(operation.operationId, html`${badge(method)} ${path}`)))
  })
  const operationLinks = operationNames(api).map((name) => link(schemaAnchor(name), html`${wordFor(name)}${isCustomers(name) ? ' (customer)' : null}`))
  const messages = Object.keys(frames.components.messages).map((id) => link(`frame-${id}`, html`${id}`))
  return html`<p class="brand">Aside</p><ul>
${link('first-steps', html`First steps`)}${link('every-request', html`Every request`)}
${parts}
${part('operations', 'Operations', operationLinks)}
${part('notifications', 'Notifications', messages)}
${link('things', html`Things`)}${link('capabilities', html`Who may do what`)}${link('return-codes', html`Return codes`)}
${link('rulings', html`Rulings`)}${link('switches', html`Switches`)}${link('limits', html`Limits`)}
</ul>`
}

function part(anchor: string, name: string, items: readonly Html[]): Html {
  return html`<li><a href="#${anchor}">${name}</a><ul>${items}</ul></li>`
}

function link(anchor: string, words: Html): Html {
  return html`<li><a href="#${anchor}">${words}</a></li>`
}

/** The names of all operations that some address takes, each once, in the order of the addresses. */
function operationNames(api: OpenApiDocument): string[] {
  const named = addressesOf(api).flatMap(({ operation }) => operationsIn(operation.requestBody?.content['application/json'].schema ?? {}))
  return [...new Set(named)]
}

function isCustomers(name: string): boolean {
  return wordFor(name) !== name
}

function operations(api: OpenApiDocument): Html {
  const { schemas } = api.components
  return html`<section aria-labelledby="operations"><h2 id="operations">Operations</h2>
<p>${sentence('The body names the operation in `operationName`; its other properties are listed here.')}</p>
${operationNames(api).map((name) => operation(name, schemas[name] ?? {}, api))}
</section>`
}

function operation(name: string, schema: Schema, { components }: OpenApiDocument): Html {
  const note = noteOf(name)
  const [what = ''] = (schema.description ?? '').split('. Told: ')
  const by = isCustomers(name) ? html` <span class="note">by a customer</span>` : null
  return html`<article aria-labelledby="${schemaAnchor(name)}">
<h3 id="${schemaAnchor(name)}">${wordFor(name)}${by}</h3>
<p class="summary">${sentence(what)}.</p>
${note ? html`<p>${sentence(note.told)}.</p>` : null}
${note?.refused === undefined ? null : html`<p>Refused: ${sentence(note.refused)}.</p>`}
${propertiesTable('Properties', schema, components.schemas, ['operationName'])}
</article>`
}

/** All that answers and frames are made of. */
function thingsSection(api: OpenApiDocument): Html {
  const { schemas } = api.components
  const toldElsewhere = new Set([...operationNames(api), ...Object.values(failureKinds).map(({ id }) => id)])
  const own = things(schemas).filter(([name]) => !toldElsewhere.has(name) && !isAnswer(name))
  return html`<section aria-labelledby="things"><h2 id="things">Things</h2>
<p>${sentence('What answers and notifications are made of. Nothing else is ever in them. What only `extended` has says so.')}</p>
${own.map(([name, schema]) => thing(name, schema, schemas))}
</section>`
}

function thing(name: string, schema: Schema, schemas: Schemas): Html {
  return html`<article aria-labelledby="${schemaAnchor(name)}">
<h3 id="${schemaAnchor(name)}">${name}</h3>
${schema.description === undefined ? null : html`<p>${sentence(schema.description)}.</p>`}
${schema.properties ? propertiesTable('Properties', schema, schemas) : html`<p>${typeOf(schema, schemas)}</p>`}
</article>`
}
