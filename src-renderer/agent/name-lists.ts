import { getLocale } from '../shared/messages/runtime.js'

/** `Anna`, `Anna and Ben`, `Anna, Ben, and Carol`, as the language has it. */
export function and(names: readonly string[]): string {
  return new Intl.ListFormat(getLocale(), { type: 'conjunction' }).format(names)
}
