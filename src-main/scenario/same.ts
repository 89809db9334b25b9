/** Are these two the same as JSON, to the byte? Walks through both without writing either out. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((inside, place) => isSame(inside, other[place]))
  const [keys, others] = [Object.keys(one), Object.keys(other)]
  return keys.length === others.length && keys.every((key, place) => key === others[place] && isSame((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]))
}
