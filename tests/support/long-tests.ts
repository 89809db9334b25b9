/**
 * `npm run test:long` runs the same tests of faults and snapshots with many more cases, and other ones each time: the seed is
 * printed, and ASIDE_SEED=... gives the same again. `npm test` always has the same few.
 */

const { ASIDE_LONG: long, ASIDE_SEED: given } = process.env

export const isLong = long !== undefined

/** How many times as many cases. */
export const longRuns = isLong ? 20 : 1

export const seed = given === undefined ? 11 : Number(given)
