import { z } from 'zod'

/** How long the path of a file in the library may be; a sentence about it still fits a window. */
export const pathAtMost = 380

/** The path of a file in the trainer's library, from the library's own folder on. */
export const libraryFile = z.string().min(1).max(pathAtMost)
