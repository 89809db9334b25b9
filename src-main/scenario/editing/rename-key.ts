import { isMap, isPair, isScalar, visit } from 'yaml'
import type { Pair, Scalar } from 'yaml'
import type { PlainPath } from '../../contract/editing.ts'
import { phraseIn } from '../expectation-reader.ts'
import { scalarText } from '../print-yaml.ts'
import { changed, EditRefused, nodeAt, pairIn, parsed } from '../text-places.ts'
import type { Change } from '../text-places.ts'

/** Other names for keys, and for people and queues wherever they stand. */

/** With another key in the place of one of a map. */
export function withNewKey(text: string, path: PlainPath, from: string, to: string): string {
  const file = parsed(text)
  const map = path.length === 0 ? file.document.contents : nodeAt(file, path)
  const pair = isMap(map) ? pairIn(map, from) : undefined
  const range = isScalar(pair?.key) ? pair.key.range : undefined
  if (!isMap(map) || !range) throw new EditRefused(`There is no "${from}" here any more`)
  if (pairIn(map, to)) throw new EditRefused(`"${to}" stands here already`)
  return changed(text, [{ start: range[0], end: range[1], put: scalarText(to, map.flow === true ? 'flow' : 'block') }])
}

/** The keys whose values are somebody. */
const naming: readonly string[] = ['target', 'queue', 'chat', 'of', 'hold', 'release', 'to', 'from']
const namingLists: readonly string[] = ['members', 'sees', 'participants']

/** With another name for somebody of the cast, in the cast, in every step and in every goal. */
export function withNameOf(text: string, from: string, to: string): string {
  const { document } = parsed(text)
  const cast = document.get('cast')
  const kinds = isMap(cast) ? cast.items.flatMap(({ value }) => (isMap(value) ? [value] : [])) : []
  if (!kinds.some((kind) => pairIn(kind, from))) throw new EditRefused(`${from} is not in the cast any more`)
  if (kinds.some((kind) => pairIn(kind, to))) throw new EditRefused(`"${to}" is in the cast already; give each agent, queue and customer a name of its own`)
  if (!/^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,63}$/u.test(to)) throw new EditRefused('A name starts with a letter or digit and has at most 64 letters, digits, spaces, dots, dashes or underscores')
  const changes: Change[] = []
  visit(document, {
    Scalar: (key, scalar, above) => {
      const { value, range } = scalar
      if (typeof value !== 'string' || !range) return
      const pairs = above.filter((one): one is Pair => isPair(one))
      const renamed = renamedIn(value, key === 'key', pairs.map(keyOf), from, to)
      const isFlow = above.some((one) => 'flow' in one && one.flow === true)
      if (renamed !== null) changes.push({ start: range[0], end: range[1], put: written(scalar, renamed, isFlow) })
    }
  })
  return changed(text, changes)
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : ''
}

/** Null where it means somebody else, or nobody at all. `keys` are those that it stands beneath, its own among them. */
function renamedIn(value: string, isKey: boolean, keys: readonly string[], from: string, to: string): string | null {
  const isInCast = keys[0] === 'cast'
  if (isKey) {
    if (isInCast) return keys.length === 3 && value === from ? to : null
    if (keys[0] !== 'steps' && keys[0] !== 'always') return null
    if (value === from) return to
    return value.startsWith(`${from} `) && phraseIn(value) === value.slice(from.length + 1) ? `${to}${value.slice(from.length)}` : null
  }
  const last = keys.at(-1) ?? ''
  if (last === 'goal') {
    const whole = new RegExp(`(?<![\\p{L}\\p{N}])${from.replace(/[.]/g, '\\.')}(?![\\p{L}\\p{N}])`, 'gu')
    return whole.test(value) ? value.replace(whole, () => to) : null
  }
  const isNamed = naming.includes(last) || namingLists.includes(last.split(' ').at(-1) ?? '')
  return isNamed && value === from ? to : null
}

function written({ type }: Scalar, value: string, isFlow: boolean): string {
  return type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? JSON.stringify(value) : scalarText(value, isFlow ? 'flow' : 'block')
}
