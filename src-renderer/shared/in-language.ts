import { formatLocale } from './language.svelte.ts'

/** Numbers, lists and order as the chosen language has them. */

/** `Anna`, `Anna and Ben`, `Anna, Ben and Carol`. */
export function and(names: readonly string[]): string {
  return new Intl.ListFormat(formatLocale(), { type: 'conjunction' }).format(names)
}

/** `red, green, blue`: things beside each other, without a word between. */
export function beside(things: readonly string[]): string {
  return new Intl.ListFormat(formatLocale(), { type: 'unit', style: 'short' }).format(things)
}

export function number(value: number): string {
  return new Intl.NumberFormat(formatLocale()).format(value)
}

/** Compares as a reader would put things in order: `step 2` before `step 10`. */
export function inOrder(one: string, other: string): number {
  return new Intl.Collator(formatLocale(), { numeric: true }).compare(one, other)
}
