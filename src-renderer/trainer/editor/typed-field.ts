import type { Attachment } from 'svelte/attachments'

type Field = HTMLInputElement | HTMLTextAreaElement

/** The value that each field was last to show, and what was last shown in it or handed over: what differs from that is being typed. */
const known = new WeakMap<Field, { readonly value: string; readonly text: string }>()

/**
 * Shows what stands in the story, but never in the place of what is being typed: an edit takes its time, and may come true
 * when somebody types again in the same field.
 */
export function shows(value: string): Attachment<Field> {
  return (field) => {
    const before = known.get(field)
    const isBeingTyped = field === document.activeElement && before !== undefined && field.value !== before.text
    if (!before || (before.value !== value && !isBeingTyped)) {
      field.value = value
      known.set(field, { value, text: value })
    } else known.set(field, { ...before, value })
    const handedOver = (): void => void known.set(field, { value, text: field.value })
    field.addEventListener('change', handedOver)
    return () => field.removeEventListener('change', handedOver)
  }
}
