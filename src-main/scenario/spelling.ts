/** The candidate that was probably meant, or null if none is near. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const lower = word.toLowerCase()
  const near = candidates
    .map((candidate) => ({ candidate, distance: distance(lower, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3)))
    .sort((one, other) => one.distance - other.distance)
  return near[0]?.candidate ?? null
}

/** Edits between two words; two letters that changed places are one edit. */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > 8) return from.length + to.length
  let before: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row += 1) {
    const line = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1]
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const edits = Math.min((above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + (same ? 0 : 1))
      line.push(swapped ? Math.min(edits, (before[column - 2] ?? 0) + 1) : edits)
    }
    before = above
    above = line
  }
  return above[to.length] ?? 0
}

/** `Anna, Ben or Clara` */
export function listed(words: readonly string[], last: 'and' | 'or' = 'and', none = 'nobody'): string {
  if (words.length < 2) return words[0] ?? none
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
