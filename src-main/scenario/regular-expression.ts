import { createContext, Script } from 'node:vm'

/** So long may a regular expression of a scenario take for one text. */
const atMostMs = 1000

/** More than one repetition, or one of a group: the time that it takes may grow by a power, or without measure. */
const mayTakeLong = /[*+{][\s\S]*[*+{]|\)[*+{]/
const shortText = 2000

export class EndlessExpression extends Error {
  readonly pattern: string
  /** How long the text is for which it finds no end. */
  readonly letters: number

  constructor(pattern: RegExp, text: string) {
    super(`${String(pattern)} finds no end`)
    this.pattern = String(pattern)
    this.letters = text.length
  }
}

/** Whether a text is like a regular expression. Throws an EndlessExpression instead of going on for ever, as what scenarios say may. */
export function isLike(pattern: RegExp, text: string): boolean {
  if (text.length <= shortText && !mayTakeLong.test(pattern.source)) return pattern.test(text)
  context['pattern'] = pattern
  context['text'] = text
  try {
    return Boolean(asked.runInContext(context, { timeout: atMostMs }))
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new EndlessExpression(pattern, text)
    throw error
  } finally {
    context['pattern'] = context['text'] = null
  }
}

/** The same where nobody could be told: a text for which it finds no end is not like it. */
export function isSurelyLike(pattern: RegExp, text: string): boolean {
  try {
    return isLike(pattern, text)
  } catch (error) {
    if (error instanceof EndlessExpression) return false
    throw error
  }
}

/** Only in a context of its own can Node end what runs for too long. */
const context = createContext({ pattern: null, text: null }) as Record<string, unknown>
const asked = new Script('pattern.test(text)')
