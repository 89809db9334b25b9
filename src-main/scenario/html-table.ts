import { markup } from './markup.ts'
import type { Markup } from './markup.ts'

/** Tables of a report: heads, and cells that stand under them. */

export function table(caption: string, heads: readonly Markup[], rows: readonly Markup[]): Markup {
  return markup`<table><caption>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>${rows}</tbody></table>`
}

export function head(name: string, width: 'number' | 'short' | 'wide' = 'wide'): Markup {
  return width === 'wide' ? markup`<th scope="col">${name}</th>` : markup`<th scope="col" class="${width}">${name}</th>`
}

export function row(cells: readonly Markup[], isBroken = false, name: string | null = isBroken ? 'broken' : null): Markup {
  return markup`<tr${name === null ? null : markup` class="${name}"`}>${cells}</tr>
`
}

/** The cell by which its row is called. */
export function heading(inside: Markup | string): Markup {
  return markup`<th scope="row">${inside}</th>`
}

export function cell(inside: Markup | string | null, width: 'short' | 'wide' = 'wide'): Markup {
  return width === 'wide' ? markup`<td>${inside}</td>` : markup`<td class="${width}">${inside}</td>`
}

export function number(inside: string | number): Markup {
  return markup`<td class="number">${inside}</td>`
}
