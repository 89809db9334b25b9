import { capabilityTable } from '../core/capabilities.ts'
import type { Situation } from '../core/capabilities.ts'
import { httpStatus, returnCodes } from '../wire/return-codes.ts'
import type { StatusCode } from '../wire/return-codes.ts'
import { failureKinds, failureStatuses } from './failures.ts'
import { code, html, joined, sentence, table } from './html.ts'
import type { Html } from './html.ts'
import { limits } from './limits.ts'
import { typeOf } from './page-schema.ts'
import { rulings } from './rulings.ts'
import { switches } from './switches.ts'
import type { Switch } from './switches.ts'

/** The tables at the end of the page, each from the data that the code itself goes by. */

export function returnCodesSection(): Html {
  const codes = (Object.keys(returnCodes).map(Number) as StatusCode[]).map((statusCode) => {
    return [code(String(statusCode)), html`${statusesOf(statusCode)}`, html`${returnCodes[statusCode]}`]
  })
  const statuses = failureStatuses.map((status) => [html`${status}`, sentence(failureKinds[status].meaning)])
  return html`<section aria-labelledby="return-codes"><h2 id="return-codes">Return codes</h2>
<p>The codes are the API's; the HTTP statuses are ${sentence('ruling R16')}.</p>
${table('Return codes', ['statusCode', 'HTTP', 'Meaning'], codes)}
${table('HTTP statuses', ['HTTP', 'When'], statuses)}
</section>`
}

/** The HTTP statuses that a return code comes with, its own first. */
function statusesOf(statusCode: StatusCode): string {
  const others = failureStatuses.filter((status) => (failureKinds[status].codes as readonly number[]).includes(statusCode))
  return [...new Set([httpStatus(statusCode), ...others])].join(' or ')
}

export function capabilitiesSection(): Html {
  const rows = Object.entries(capabilityTable)
    .filter(([, listed]) => listed.length > 0)
    .map(([situation, listed]) => [html`${situations[situation as Situation]}`, joined(listed.map(code), ', ')])
  return html`<section aria-labelledby="capabilities"><h2 id="capabilities">Who may do what</h2>
<p>${sentence(aboutCapabilities)}</p>
${table('Situations', ['Situation', 'Capabilities'], rows)}
</section>`
}

const aboutCapabilities =
  'Each chat lists in `capabilities` what its agent may do now, in this order (ruling R4). `extended` adds `CancelConsult` and ' +
  '`RemoveParticipantFromConference` while they apply, and the operations for addresses and notices wherever the like can be sent.'

const situations: Readonly<Record<Situation, string>> = {
  invited: 'Invited',
  alone: 'Alone with the customer',
  withAgents: 'With another agent in the chat',
  consultant: 'Consultant',
  leftChat: 'Has left, and the chat is not marked done',
  customerGone: 'The customer has gone',
  monitor: 'Supervisor: monitors',
  coach: 'Supervisor: coaches',
  bargeIn: 'Supervisor: barges in',
  outside: 'Not in the chat'
}

export function rulingsSection(): Html {
  const all = switches()
  const rows = rulings.map(({ id, question, ruling }) => [
    html`<span id="${id}">${id}</span>`,
    sentence(question),
    sentence(`${ruling}.`),
    switchList(all.filter((one) => one.rulings.includes(id)))
  ])
  return html`<section aria-labelledby="rulings"><h2 id="rulings">Rulings</h2>
<p>What the sources are silent about we decided. A ruling is ours, never the product's.</p>
<p>${sentence('Most have a switch, which a scenario turns under `settings`.')}</p>
${table('Rulings and their switches', ['No.', 'Question', 'Ruling', 'Switch'], rows)}
</section>`
}

function switchList(found: readonly Switch[]): Html {
  if (found.length === 0) return html``
  return html`<ul class="plain">${found.map((one) => html`<li><a href="#${anchor(one)}">${code(one.name)}</a></li>`)}</ul>`
}

export function switchesSection(): Html {
  const rows = switches().map((one) => [
    html`<code id="${anchor(one)}">${one.name}</code>`,
    html`${one.place === 'settings' ? 'settings' : `cast: ${one.place}`}`,
    one.isDuration ? html`duration` : typeOf(one.schema, {}),
    sentence(one.meaning)
  ])
  return html`<section aria-labelledby="switches"><h2 id="switches">Switches</h2>
<p>${sentence('What a scenario may say otherwise, under `settings` or for somebody in its cast. A duration reads `500ms`, `30s`, `2m` or `1h`.')}</p>
${table('Switches', ['Name', 'Where', 'What', 'Meaning'], rows)}
</section>`
}

function anchor({ place, name }: Switch): string {
  return `switch-${place}-${name.replaceAll(' ', '-')}`
}

export function limitsSection(): Html {
  return html`<section aria-labelledby="limits"><h2 id="limits">Limits</h2>
${table('Limits', ['Of what', 'How much', 'And beyond'], limits.map(({ of, limit, beyond }) => [html`${of}`, sentence(limit), sentence(`${beyond}.`)]))}
</section>`
}
