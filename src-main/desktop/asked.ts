import { resolve } from 'node:path'

/**
 * What somebody outside asks of Aside: a link `aside://run/<path of a scenario in the library>`, or a file that was
 * double-clicked. A link comes from anywhere, so it can name a scenario and nothing else: no switch, no folder, no address.
 */
export type Asked =
  | { readonly kind: 'play'; readonly file: string }
  | { readonly kind: 'open'; readonly path: string }
  /** A link that is none of ours, as far as it can be shown. */
  | { readonly kind: 'odd'; readonly link: string }

const longest = 1000

export function isLink(word: string): boolean {
  return /^aside:/i.test(word)
}

/**
 * What a start's words ask for, the first of it; null for a plain start. With a link among them nothing else counts: whoever
 * wrote the link may have put the rest of the line into it.
 */
export function askedBy(words: readonly string[], folder: string): Asked | null {
  const link = words.find(isLink)
  if (link !== undefined) return askedByLink(link)
  const file = words.find((word) => !word.startsWith('-') && /\.aside$/i.test(word))
  return file === undefined ? null : { kind: 'open', path: resolve(folder, file) }
}

export function askedByLink(link: string): Asked {
  const file = fileIn(link)
  return file === null ? { kind: 'odd', link: shown(link) } : { kind: 'play', file }
}

/** The path that a link names, if it could be one of the library's at all. */
function fileIn(link: string): string | null {
  // As it is written: whoever reads addresses makes .. disappear.
  const written = link.length > longest ? undefined : /^aside:\/\/run\/([^?#]+?)\/?$/i.exec(link)?.[1]
  const path = written === undefined ? null : decoded(written)
  if (path === null || path === '' || hasControl(path) || /[\\:]/.test(path)) return null
  return path.split('/').some((part) => part === '' || part === '.' || part === '..') ? null : path
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function hasControl(text: string): boolean {
  return /\p{C}/u.test(text)
}

/** Fit for a dialog: one line that is not too long and turns no writing direction round. */
function shown(link: string): string {
  const plain = link.replace(/\p{C}/gu, '�')
  return plain.length > 200 ? `${plain.slice(0, 200)}…` : plain
}
