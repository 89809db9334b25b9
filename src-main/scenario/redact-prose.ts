import type { Placeholders } from './placeholders.ts'

export interface Secrets {
  /** Texts of steps and expectations, with what is said instead. */
  readonly instead: ReadonlyMap<string, string>
  /** Customers, with what is said instead. */
  readonly names: ReadonlyMap<string, string>
  /** Names of agents and queues, which may stay. */
  readonly open: ReadonlySet<string>
  /** Sentences of the API, which may stay. */
  readonly sentences: ReadonlySet<string>
  readonly put: Placeholders
}

/** What is replaced, and by what. */
type Pair = [string, string]

/** A piece of a sentence; what is settled is looked at no more. */
interface Piece {
  readonly text: string
  readonly isSettled: boolean
}

/** Texts that are shorter are also ordinary words. */
const shortest = 4
/** Of a name each part counts: "Novak complains" is about Mrs Novak. */
const shortestName = 3

/** A sentence of ours that quotes people: what is known is replaced, and so is whatever else stands in quotes. */
export function scrubbed(sentence: string, { instead, names, open, sentences, put }: Secrets): string {
  const whole = [...instead].flatMap(([said, other]): Pair[] => (said === other ? [] : [[`"${said}"`, `"${other}"`], [said, other]]))
  const texts = put.texts().flatMap((text): Pair[] => {
    const quoted: Pair = [JSON.stringify(text), `"${put.text(text)}"`]
    return text.length < shortest ? [quoted] : [quoted, [text, put.text(text)]]
  })
  const kept = [...sentences].map((said): Pair => [`"${said}"`, `"${said}"`])
  const parts = [...names].flatMap(([name, other]) => partsOf(name).flatMap((part): Pair[] => (open.has(part) ? [] : [[part, other]])))
  const pieces = [...kept, ...longestFirst(whole), ...longestFirst(texts), ...longestFirst([...names]), ...longestFirst(parts)].reduce<readonly Piece[]>(
    (before, [said, other]) => (sentence.includes(said) ? before.flatMap((piece) => settled(piece, said, other)) : before),
    [{ text: sentence, isSettled: false }]
  )
  const said = pieces.map(({ text, isSettled }) => (isSettled ? text : withoutQuotations(text, put))).join('')
  // First name and family name each became the whole placeholder.
  return said.replace(/(customer \d+)(?: \1(?!\d))+/g, '$1')
}

function partsOf(name: string): string[] {
  return name.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length >= shortestName)
}

/** Whole words only: a customer named Al is not in "always". */
function settled(piece: Piece, said: string, other: string): Piece[] {
  if (piece.isSettled) return [piece]
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${said.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\p{L}\\p{N}_])`, 'u')
  const parts = piece.text.split(word)
  return parts.flatMap((text, place) => [...(place === 0 ? [] : [{ text: other, isSettled: true }]), { text, isSettled: false }])
}

function withoutQuotations(text: string, put: Placeholders): string {
  return text.replace(/"((?:[^"\\]|\\.)*)"/g, (_quotation, inside: string) => (inside === '' ? '""' : `"${put.text(inside)}"`))
}

function longestFirst(pairs: readonly Pair[]): Pair[] {
  return [...pairs].sort(([one], [other]) => other.length - one.length)
}
