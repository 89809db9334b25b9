/** A text of somebody else on one line of a terminal, where it may neither move the cursor nor turn the direction of reading. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '\ufffd')
}
