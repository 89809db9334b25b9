/** A text written on several lines that reads as one. */
export function prose(strings: TemplateStringsArray, ...values: readonly unknown[]): string {
  return String.raw({ raw: strings }, ...values).replace(/\s*\n\s*/g, ' ').trim()
}
