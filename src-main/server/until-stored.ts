const againMs = 1000

/** The log cannot take something in; what it says is for people. */
export function isStoreProblem(error: unknown): error is Error {
  return error instanceof Error && error.name === 'StoreProblem'
}

/**
 * For what nobody asked for and so nobody can be refused: that a window is gone stays true, and is stored as soon as there is
 * room for it. `isOver` says when nobody needs to know any more.
 */
export async function untilStored(act: () => void | Promise<void>, isOver: () => boolean): Promise<void> {
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!isStoreProblem(error)) throw error
    }
    await new Promise((again) => setTimeout(again, againMs).unref())
    if (isOver()) return
  }
}
