/** A piece of a page. Only `html` makes it, so every text in it is escaped. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Value = string | number | null | undefined | Html | readonly Html[]

/** A piece of a page with values in it: texts are escaped, pieces are taken as they are, null is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.reduce((text, string, place) => text + (place === 0 ? '' : shown(values[place - 1])) + string, ''))
}

/** A sentence in which `code` stands between backticks; rulings are linked to where they are told. */
export function sentence(text: string): Html {
  const parts = text.split('`').map((part, place) => (place % 2 === 1 ? `<code>${escaped(part)}</code>` : withRulings(escaped(part))))
  return new Html(parts.join(''))
}

/** Sentences with empty lines between them. */
export function paragraphs(text: string): Html {
  return html`${text.split('\n\n').map((part) => html`<p>${sentence(part)}</p>`)}`
}

/** A table; nothing where it has no rows. */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly Html[])[]): Html {
  if (rows.length === 0) return html``
  const head = heads.map((name) => html`<th scope="col">${name}</th>`)
  const body = rows.map(([first = html``, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`)
  return html`<table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`
}

/** Pieces with a text between each two. */
export function joined(parts: readonly Html[], between: string): Html {
  return html`${parts.map((part, place) => (place === 0 ? part : html`${between}${part}`))}`
}

export function code(text: string): Html {
  return html`<code>${text}</code>`
}

/** One sample beside the others. */
export interface Sample {
  readonly summary: string
  readonly value: unknown
}

/** Samples in JSON, each with a word for what it is. */
export function samples(listed: readonly Sample[]): Html {
  if (listed.length === 0) return html``
  const figures = listed.map(({ summary, value }) => html`<figure><figcaption>${summary}</figcaption><pre><code>${json(value)}</code></pre></figure>`)
  return html`<div class="examples">${figures}</div>`
}

const lineMax = 44

/** JSON as people read it: what is short stands on one line. */
function json(value: unknown): string {
  const line = JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ')
  return line.length <= lineMax ? line : JSON.stringify(value, null, 2)
}

function shown(value: Value): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(({ text }) => text).join('')
  return escaped(String(value))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}

function withRulings(text: string): string {
  return text.replaceAll(/\b(R\d{1,2}b?)\b/g, '<a href="#$1">$1</a>')
}
