import { isMap, isPair, isScalar, isSeq, visit } from 'yaml'
import type { Document, Pair, Scalar } from 'yaml'

/** The texts of a file that an audience reads, each with an id that survives reordering: its own `id:`, or one made of its words. */
export interface FoundText {
  readonly id: string
  readonly text: string
  readonly offset: number
}

/** The keys whose values are read by people, be it in a step, in a habit or in an expectation of what was said. */
const wordings: readonly string[] = ['text', 'note', 'subject', 'caption', 'cue', 'hint', 'say', 'tellAgents', 'scenario', 'exercise', 'part', 'about']
/** A step's own id is that of what it says first of all. */
const named: readonly string[] = ['text', 'caption', 'cue', 'hint']

interface Wording {
  readonly scalar: Scalar
  readonly text: string
  readonly ownId: string | null
}

/** Each text once, in the order of the file. */
export function textsIn(document: Document): FoundText[] {
  const ids = new Map<string, string>()
  const found = wordingsIn(document)
  const owned = new Map(found.flatMap(({ text, ownId }) => (ownId === null ? [] : [[text, ownId] as const])))
  return found.flatMap(({ text, scalar }) => {
    if (ids.has(text)) return []
    const id = owned.get(text) ?? freeId(slugOf(text), [...ids.values(), ...owned.values()])
    ids.set(text, id)
    return [{ id, text, offset: scalar.range?.[0] ?? 0 }]
  })
}

/** Puts other words in the place of texts; what is said and what is expected to be heard change alike. */
export function reword(document: Document, words: ReadonlyMap<string, string>): void {
  for (const { scalar, text } of wordingsIn(document)) scalar.value = words.get(text) ?? text
}

function wordingsIn(document: Document): Wording[] {
  const found: Wording[] = []
  visit(document, {
    Pair: (_key, pair, path) => {
      const key = keyOf(pair)
      if (key === null || !wordings.includes(key)) return
      const ownId = named.includes(key) ? idBeside(path.at(-1)) : null
      for (const one of isSeq(pair.value) ? pair.value.items : [pair.value]) {
        if (isScalar(one) && typeof one.value === 'string' && isProse(one.value)) found.push({ scalar: one, text: one.value, ownId })
      }
    }
  })
  return found
}

/** A number needs no translation, nor does what is captured or given. */
function isProse(text: string): boolean {
  return /\p{L}/u.test(text) && !/^\$\w+$/.test(text)
}

function idBeside(map: unknown): string | null {
  const pair = isMap(map) ? map.items.find((item) => keyOf(item) === 'id') : undefined
  return pair && isScalar(pair.value) && typeof pair.value.value === 'string' ? pair.value.value : null
}

function keyOf(pair: unknown): string | null {
  return isPair(pair) && isScalar((pair as Pair).key) ? String(((pair as Pair).key as Scalar).value) : null
}

const wordsInId = 6

/** `Hello, where is my refund?` is `hello-where-is-my-refund`. */
function slugOf(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.slice(0, wordsInId).join('-').slice(0, 60)
}

function freeId(id: string, taken: readonly string[]): string {
  let number = 1
  while (taken.includes(number === 1 ? id : `${id}-${number}`)) number += 1
  return number === 1 ? id : `${id}-${number}`
}
