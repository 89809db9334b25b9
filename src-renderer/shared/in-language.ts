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

/** What parts a number from its tenths. */
export function decimalSign(): string {
  return new Intl.NumberFormat(formatLocale()).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.'
}

/** Compares as a reader would put things in order: `step 2` before `step 10`. */
export function inOrder(one: string, other: string): number {
  const locale = formatLocale()
  const collator = collators.get(locale) ?? new Intl.Collator(locale, { numeric: true })
  collators.set(locale, collator)
  return collator.compare(one, other)
}

/** Thousands of comparisons need one of them. */
const collators = new Map<string, Intl.Collator>()
