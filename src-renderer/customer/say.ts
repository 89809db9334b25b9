import { sayingOf } from '../shared/saying.ts'

/** What the API tells customers, in the window's language. What it tells agents is not on this page at all. */
export const say = sayingOf(async () => (await import('./phrases.ts')).phrases)
