import type { OpenApiDocument, SecurityScheme } from './documents.ts'
import { code, html, sentence, table } from './html.ts'
import type { Html } from './html.ts'
import { parameterRow } from './page-endpoints.ts'

/** What a reader wants to know first: how to get in, and what goes with every request. */

const steps: readonly (readonly [what: string, command: string])[] = [
  ['Sign in as an agent of the cast; the password is the name unless the cast says otherwise', 'curl -u Anna:Anna -c anna http://localhost:8080/api/v2/me'],
  ['Open the session', `curl -b anna -d '{"operationName":"StartContactCenterSession","channels":["chat"]}' http://localhost:8080/api/v2/me`],
  ['Ask for a chat, as a customer', `curl -d '{"operationName":"RequestChat","nickname":"Clara","endpoint":"Support"}' http://localhost:8080/api/v2/chats`],
  ['See what rings', `curl -b anna 'http://localhost:8080/api/v2/me/chats?fields=*'`],
  ['Accept it, with the id of the chat', `curl -b anna -d '{"operationName":"Accept"}' http://localhost:8080/api/v2/me/chats/{id}`]
]

const whoIsRung =
  'The port is 8080 unless Aside says another when it starts. Chats ring at agents who are ready: with a session, or with an open notification ' +
  'channel (ruling R21).'

export function firstStepsSection(): Html {
  return html`<section aria-labelledby="first-steps"><h2 id="first-steps">First steps</h2>
<ol>${steps.map(([what, command]) => html`<li>${what}:<pre><code>${command}</code></pre></li>`)}</ol>
<p>${sentence(whoIsRung)}</p>
</section>`
}

export function everyRequestSection({ components }: OpenApiDocument): Html {
  const { parameters, schemas, securitySchemes } = components
  const credentials = Object.values(securitySchemes).map((scheme) => [wayOf(scheme), sentence(`${scheme.description}.`)])
  return html`<section aria-labelledby="every-request"><h2 id="every-request">Every request</h2>
${table('Who is asking', ['By', 'What'], credentials)}
<p>${sentence('An explicit credential beats a cookie. Pages of other origins may call the API from a browser only when Aside was started with `--origin`.')}</p>
<p>${sentence(lists)}</p>
${table('What may come with any request', ['Name', 'Where', 'What', 'Meaning'], Object.values(parameters).map((parameter) => parameterRow(parameter, schemas)))}
</section>`
}

const lists =
  'A list without `fields` is one of addresses (`uris`); with it the things themselves come. Any other parameter of a list filters by the property ' +
  'of that name, several filters all at once: `/contacts?fields=*&type=User`. A value may be several with commas between them. ' +
  'A property that there is not is answered by 10.'

function wayOf({ scheme, name }: SecurityScheme): Html {
  if (scheme !== undefined) return code(`Authorization: ${scheme.charAt(0).toUpperCase()}${scheme.slice(1)}`)
  return html`cookie ${code(name ?? '')}`
}
