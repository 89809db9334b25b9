/**
 * Spreadsheets take a cell that begins with one of these for a formula, quoted or not, and run what a customer wrote. An
 * apostrophe before it makes it a text. Spaces before the sign and its full-width twins count too.
 */
const formula = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/

/** One cell of RFC 4180: quotes doubled, and quoted where it has to be. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  const text = String(value)
  const safe = formula.test(text) && typeof value !== 'number' ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows with their head, as RFC 4180 has them. */
export function csvOf(columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return [columns.join(','), ...rows.map((row) => row.map(csvCell).join(',')), ''].join('\r\n')
}
