import type { Viewer } from '../contract/viewer.ts'

interface Hold {
  /** Null for everything that its viewer asks for. */
  readonly operationName: string | null
}

/**
 * Requests that are kept on their way into a room, so that somebody can decide who wins a race. Nothing of this is stored:
 * what is held was not asked yet as far as the room knows.
 */
export class Holds {
  readonly #holds = new Map<Viewer, readonly Hold[]>()
  readonly #waiting = new Map<Viewer, readonly (() => void)[]>()

  /** Holds what a viewer asks for from now on: one operation, or everything with null. */
  hold(viewer: Viewer, operationName: string | null): void {
    this.#holds.set(viewer, [...(this.#holds.get(viewer) ?? []), { operationName }])
  }

  /** Lets in what waits, in the order of asking. */
  release(viewer: Viewer): void {
    const waiting = this.#waiting.get(viewer) ?? []
    this.#holds.delete(viewer)
    this.#waiting.delete(viewer)
    for (const goOn of waiting) goOn()
  }

  /** When a request may come in; null for at once. */
  passage(viewer: Viewer | null, operationName: unknown): Promise<void> | null {
    const holds = viewer === null ? [] : (this.#holds.get(viewer) ?? [])
    if (viewer === null || !holds.some((hold) => hold.operationName === null || hold.operationName === operationName)) return null
    return new Promise((goOn) => this.#waiting.set(viewer, [...(this.#waiting.get(viewer) ?? []), goOn]))
  }
}
