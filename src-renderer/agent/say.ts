import { sayingOf } from '../shared/saying.ts'

/** What the API tells agents, in the window's language. */
export const say = sayingOf(async () => (await import('./phrases.ts')).phrases)
