import type { AsyncApiDocument, Frame, Schemas } from './documents.ts'
import { code, html, joined, samples, sentence } from './html.ts'
import type { Html } from './html.ts'
import { propertiesTable } from './page-schema.ts'

/** What is told, and over which channels. */
export function framesSection({ servers, channels, components }: AsyncApiDocument, schemasOfTheApi: Schemas): Html {
  const { messages, schemas } = components
  // A link leads to the section of a thing; those that only frames have are told of here.
  const all = { ...schemasOfTheApi, ...schemas }
  return html`<section aria-labelledby="notifications"><h2 id="notifications">Notifications</h2>
<p>The same frames come over socket.io and over Bayeux. An agent with an open channel is there to be asked (${sentence('ruling R21')}).</p>
${Object.values(servers).map(({ title, pathname, description }) => html`<h3>${title}</h3><p>At ${code(pathname)}. ${sentence(description)}</p>`)}
<h3>Channels</h3>
<ul>${Object.values(channels).map(channel)}</ul>
${Object.entries(messages).map(([id, frame]) => article(id, frame, all))}
</section>`
}

function channel({ address, title, messages }: AsyncApiDocument['channels'][string]): Html {
  return html`<li>${address === null ? 'socket.io' : code(address)}: ${title}. ${linksTo(Object.keys(messages))}</li>`
}

function article(id: string, { summary, examples = [], 'x-socketio': { event } }: Frame, schemas: Schemas): Html {
  const schema = schemas[id]
  return html`<article aria-labelledby="frame-${id}">
<h3 id="frame-${id}">${id}</h3>
<p class="summary">${sentence(summary)}.</p>
<p class="note">On socket.io the event ${code(event)}.</p>
${schema ? propertiesTable('Properties', schema, schemas) : null}
${samples(examples.map(({ summary: what, payload }) => ({ summary: what, value: payload })))}
</article>`
}

function linksTo(ids: readonly string[]): Html {
  return joined(ids.map((id) => html`<a href="#frame-${id}">${id}</a>`), ', ')
}
