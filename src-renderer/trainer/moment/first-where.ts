/** The place of the first item for which it is so, in items that are ordered by it; their number where it is so for none. */
export function firstWhere<Item>(items: readonly Item[], isSo: (item: Item) => boolean): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && !isSo(item)) low = middle + 1
    else high = middle
  }
  return low
}
