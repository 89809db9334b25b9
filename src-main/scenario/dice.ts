/**
 * A whole number from `least` to `most`, both included, drawn from a seed and a name: the same name gets the same number on
 * every machine and in every clock, whatever else was drawn before it.
 */
export function drawn(seed: number, name: string, least: number, most: number): number {
  return least + Math.floor((mixed(seed, name) / 0x1_0000_0000) * (most - least + 1))
}

/** FNV-1a over the name, then the finish of MurmurHash3, so that names that differ in one letter lie far apart. */
function mixed(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let place = 0; place < name.length; place += 1) hash = Math.imul(hash ^ name.charCodeAt(place), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
