import type { HeldRequest } from '../contract/directing.ts'
import type { Viewer } from '../contract/viewer.ts'

interface Waiting extends HeldRequest {
  readonly goOn: () => void
}

/**
 * Requests that are kept on their way into a room, so that somebody can decide who wins a race, or everything stands still.
 * Nothing of this is stored: what is held was not asked yet as far as the room knows. Whatever is let in comes in the order
 * of asking.
 */
export class Holds {
  /** Null stands for everything that its viewer asks for. */
  readonly #holds = new Map<Viewer, readonly (string | null)[]>()
  readonly #watchers = new Set<() => void>()
  #waiting: readonly Waiting[] = []
  #isFrozen = false
  #last = 0

  /** Nothing of anybody comes in. */
  get isFrozen(): boolean {
    return this.#isFrozen
  }

  /** What is held of a viewer: operations, or everything with null. */
  of(viewer: Viewer): readonly (string | null)[] {
    return this.#holds.get(viewer) ?? []
  }

  /** What waits, in the order of asking. */
  waiting(): readonly HeldRequest[] {
    return this.#waiting.map(({ n, viewer, operationName }) => ({ n, viewer, operationName }))
  }

  /** Called when other things are held, or wait, than before. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed)
    return () => this.#watchers.delete(changed)
  }

  /** Holds what a viewer asks for from now on: one operation, or everything with null. */
  hold(viewer: Viewer, operationName: string | null): void {
    if (this.of(viewer).includes(operationName)) return
    this.#holds.set(viewer, [...this.of(viewer), operationName])
    this.#tell()
  }

  /** Holds nothing more of a viewer, and lets in what waits; while everything is frozen, that still waits. */
  release(viewer: Viewer): void {
    this.#holds.delete(viewer)
    this.#letIn((one) => one.viewer === viewer && !this.#isFrozen)
  }

  /** Lets one request in; what else its viewer asks for is held as before. False if it does not wait, or everything is frozen. */
  releaseOne(n: number): boolean {
    if (this.#isFrozen || !this.#waiting.some((one) => one.n === n)) return false
    this.#letIn((one) => one.n === n)
    return true
  }

  freeze(): void {
    this.#isFrozen = true
    this.#tell()
  }

  /** Lets in what came meanwhile, but for what is held otherwise. */
  thaw(): void {
    this.#isFrozen = false
    this.#letIn(({ viewer, operationName }) => !this.#isHeld(viewer, operationName))
  }

  /** When a request may come in; null for at once. */
  passage(viewer: Viewer | null, operationName: unknown): Promise<void> | null {
    if (!this.#isFrozen && !this.#isHeld(viewer, operationName)) return null
    return this.#wait(viewer, operationName)
  }

  /** The same for what nobody asks for, such as the opening of a channel: only where everything is frozen. */
  passageOfWindow(viewer: Viewer, operationName: string): Promise<void> | null {
    return this.#isFrozen ? this.#wait(viewer, operationName) : null
  }

  #wait(viewer: Viewer | null, operationName: unknown): Promise<void> {
    return new Promise((goOn) => {
      this.#last += 1
      this.#waiting = [...this.#waiting, { n: this.#last, viewer, operationName: typeof operationName === 'string' ? operationName : '', goOn }]
      this.#tell()
    })
  }

  #isHeld(viewer: Viewer | null, operationName: unknown): boolean {
    return viewer !== null && this.of(viewer).some((held) => held === null || held === operationName)
  }

  #letIn(isLetIn: (one: Waiting) => boolean): void {
    const letIn = this.#waiting.filter(isLetIn)
    this.#waiting = this.#waiting.filter((one) => !letIn.includes(one))
    for (const { goOn } of letIn) goOn()
    this.#tell()
  }

  #tell(): void {
    for (const changed of this.#watchers) changed()
  }
}
