/** The parts of the windows that have a file of words of their own. */
export const areas: readonly string[]
