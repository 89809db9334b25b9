import { sayingOf } from '../shared/saying.ts'

/** What doors, the checker and the API say, in the window's language. */
export const say = sayingOf(async () => (await import('./phrases.ts')).sentences)

/** The same for what was expected, what always has to hold, and what was found instead. */
export const judged = sayingOf(async () => (await import('./phrases.ts')).judgements)

/** What the scenario language says of its own words, in the window's language. */
export const explained = sayingOf(async () => (await import('./phrases.ts')).notes)
