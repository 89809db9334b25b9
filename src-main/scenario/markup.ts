/** Text in which every value was escaped, or that is a constant of ours. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Value = string | number | null | Markup | readonly (Markup | null)[]

/** A piece of HTML, SVG or XML: texts in it are escaped, pieces are taken as they are, null is nothing. */
export function markup(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(strings.reduce((text, string, place) => text + shown(values[place - 1] ?? null) + string))
}

/** A text between tags. Its quotes stay, since frames are full of them and would double in size. */
export function verbatim(text: string): Markup {
  return new Markup(withoutControls(text).replace(/[&<>]/g, (sign) => entities[sign] ?? sign))
}

function shown(value: Value): string {
  if (value === null) return ''
  if (value instanceof Markup) return value.text
  if (typeof value === 'object') return value.map((one) => one?.text ?? '').join('')
  return withoutControls(String(value)).replace(/[&<>"'\n\t\r]/g, (sign) => entities[sign] ?? sign)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;'
}

/** XML knows no control characters, not even escaped ones, and no half of a pair. */
function withoutControls(text: string): string {
  return text.toWellFormed().replace(/(?![\t\n\r\u0085])\p{Cc}|[\ufdd0-\ufdef\ufffe\uffff]/gu, '')
}
