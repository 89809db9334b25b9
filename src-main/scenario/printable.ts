/** A text of somebody else on one line of a terminal, where it may neither move the cursor nor turn the direction of reading. */
export function printable(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, '\ufffd')
}
