/** Adds what was heard to what is known, by its number and in its order, so that hearing something twice changes nothing. */
export function merge<Item>(known: readonly Item[], heard: readonly Item[], numberOf: (item: Item) => number): readonly Item[] {
  const [first] = heard
  const newest = known.at(-1)
  if (heard.length === 1 && first !== undefined && (newest === undefined || numberOf(first) > numberOf(newest))) return [...known, first]
  const byNumber = new Map(known.map((item) => [numberOf(item), item]))
  for (const item of heard) byNumber.set(numberOf(item), item)
  return [...byNumber.values()].sort((one, other) => numberOf(one) - numberOf(other))
}
