import { z } from 'zod'

/** The parameters of reading, as they are documented; the doors read them (wire-facts 2.5, 4.1). */

export const paging = {
  startIndex: z.string().regex(/^\d{1,9}$/).optional().meta({ description: 'How many to pass over; 0 if not given' }),
  count: z.string().regex(/^\d{1,9}$/).optional().meta({ description: 'How many at most; all if not given' })
}

/** Of a thing or of the things of a list. */
export const fields = {
  fields: z.string().optional().meta({ description: 'Names of properties with commas between them, or `*` for all; a name that there is not is passed over' })
}

/** Of a list of things with addresses. Any other parameter is a filter: the name of a property and its value, or several with commas between them. */
export const listing = {
  fields: z.string().optional().meta({ description:
    'Without it the answer has addresses (`uris`), with it the things: names of properties with commas between them, or `*` for all' }),
  ...paging
}
