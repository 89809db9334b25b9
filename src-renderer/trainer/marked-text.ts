/** Texts with the words that were looked for. */

export interface Piece {
  readonly text: string
  readonly isMatch: boolean
}

/** How much stands before the first match of a long text. */
const leadAtMost = 16

/** A text in pieces, matches and what is between them. */
export function piecesOf(text: string, words: readonly string[]): Piece[] {
  const lower = text.toLocaleLowerCase()
  // A few letters are longer in small, and then places do not agree.
  if (words.length === 0 || lower.length !== text.length) return [{ text, isMatch: false }]
  const isMatch = new Uint8Array(text.length)
  for (const word of words) for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + word.length)) isMatch.fill(1, at, at + word.length)
  const pieces: Piece[] = []
  for (let start = 0, at = 1; at <= text.length; at += 1) {
    if (at < text.length && isMatch[at] === isMatch[start]) continue
    pieces.push({ text: text.slice(start, at), isMatch: isMatch[start] === 1 })
    start = at
  }
  return pieces
}

/** A text from a little before its first match on, so that the match is seen where there is little room. */
export function fromFirstMatch(text: string, words: readonly string[]): string {
  const lower = text.toLocaleLowerCase()
  const places = words.map((word) => lower.indexOf(word)).filter((place) => place !== -1)
  const first = Math.min(...places)
  if (places.length === 0 || first <= 2 * leadAtMost) return text
  const space = text.indexOf(' ', first - leadAtMost)
  return `… ${text.slice(space !== -1 && space < first ? space + 1 : first)}`
}
