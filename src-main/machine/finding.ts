/** What was looked for on this machine. */
export interface Finding {
  readonly name: string
  readonly isThere: boolean
  /** Neither `aside run` nor `aside serve` works without it. */
  readonly isNeeded: boolean
  /** What was found, or what is the case instead. */
  readonly found: string
  /** What to do about it, in one sentence; null where nothing is to be done. */
  readonly fix: string | null
}

export function there(name: string, found: string, isNeeded = false): Finding {
  return { name, isThere: true, isNeeded, found, fix: null }
}

export function missing(name: string, found: string, fix: string, isNeeded = false): Finding {
  return { name, isThere: false, isNeeded, found, fix }
}

/** A look that itself fails has found nothing. */
export async function looked(name: string, isNeeded: boolean, look: () => Finding | Promise<Finding>): Promise<Finding> {
  try {
    return await look()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return missing(name, `could not be looked at (${why})`, 'Run "npm ci" in the folder of Aside and try again.', isNeeded)
  }
}
