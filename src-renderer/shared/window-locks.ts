/**
 * Locks that go with their window. A page over plain HTTP from the network has none of the browser's (`navigator.locks` is for
 * secure contexts alone), so there each window is on its own: it holds what it asks for, and rings by itself.
 */
export interface WindowLocks {
  /** Holds the lock as long as the promise is open that `hold` returns. */
  request(name: string, options: { mode: 'shared' | 'exclusive' }, hold: () => Promise<void> | undefined): Promise<unknown>
  isHeld(name: string): Promise<boolean>
}

const own: Record<string, number> = {}

const ofThisWindow: WindowLocks = {
  request: async (name, _options, hold) => {
    own[name] = (own[name] ?? 0) + 1
    await hold()
    own[name] -= 1
  },
  isHeld: (name) => Promise.resolve((own[name] ?? 0) > 0)
}

const ofTheBrowser: WindowLocks = {
  request: (name, options, hold) => navigator.locks.request(name, options, hold),
  isHeld: async (name) => {
    const { held = [] } = await navigator.locks.query()
    return held.some((lock) => lock.name === name)
  }
}

export const windowLocks: WindowLocks = 'locks' in navigator ? ofTheBrowser : ofThisWindow
