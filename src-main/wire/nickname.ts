import { z } from 'zod'

/**
 * A name as it stands in sentences, lists, tables and the lines of a terminal: whoever is called so comes from outside. It may
 * be of any language, but has no line break or control character, nothing that turns the direction of reading round for what
 * stands behind it, and something to see. (U+200C and U+200D stay: Persian and Indian names have them.)
 */
export const nickname = z
  .string()
  .min(1, 'must not be empty')
  .max(200, 'must be at most 200 characters')
  .refine((name) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(name) && !turning.test(name) && name.isWellFormed(), 'must be a name in one line that can be seen, without control characters and without marks that turn the direction of reading')

const turning = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u
