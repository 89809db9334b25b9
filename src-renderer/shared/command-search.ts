import type { Command } from './commands.svelte.ts'

/** Which commands fit what was typed: every word has to begin one of theirs, accents aside. Those used last come first, what every page has comes last. */
export function foundCommands(all: readonly Command[], typed: string, recent: readonly string[]): readonly Command[] {
  const wanted = wordsOf(typed)
  const found = all.filter(({ title, also }) => {
    const words = wordsOf(`${title} ${also ?? ''}`)
    return wanted.every((part) => words.some((word) => word.startsWith(part)))
  })
  const place = ({ id }: Command): number => (recent.includes(id) ? recent.indexOf(id) : recent.length + Number(/^(?:shared|settings)\./.test(id)))
  return found.toSorted((one, other) => place(one) - place(other))
}

function wordsOf(text: string): string[] {
  return text.toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '').split(/[^\p{L}\p{N}]+/u).filter(Boolean)
}
