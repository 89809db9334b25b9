import type { Heard, RoomClient } from '../contract/client.ts'
import { nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { ToldFrame } from './aside.ts'

interface Waiting {
  readonly fits: (viewer: Viewer, frame: ToldFrame) => boolean
  readonly found: (frame: ToldFrame) => void
  readonly failed: (error: Error) => void
}

/** Remembers all that anybody was told, and lets others wait for what they want to hear. */
export class Hearing {
  readonly #told: { readonly viewer: Viewer; readonly frame: ToldFrame }[] = []
  readonly #waiting = new Set<Waiting>()
  readonly #unlisten: () => void

  constructor(client: RoomClient) {
    this.#unlisten = client.listen((heard) => this.#hear(heard))
  }

  told(viewer?: Viewer): readonly ToldFrame[] {
    return this.#told.flatMap((one) => (viewer === undefined || one.viewer === viewer ? [one.frame] : []))
  }

  hears(viewer: Viewer, fits: (frame: ToldFrame) => boolean): Promise<ToldFrame> {
    const known = this.told(viewer).find(fits)
    if (known) return Promise.resolve(known)
    return new Promise((found, failed) => this.#waiting.add({ fits: (of, frame) => of === viewer && fits(frame), found, failed }))
  }

  close(): void {
    this.#unlisten()
    for (const { failed } of this.#waiting) failed(new Error('Aside was closed before anything was told that fits'))
    this.#waiting.clear()
  }

  #hear({ viewer, seq, at, said }: Heard): void {
    const frame: ToldFrame = { to: nameOf(viewer), seq, at, said }
    this.#told.push({ viewer, frame })
    for (const one of [...this.#waiting]) this.#try(one, viewer, frame)
  }

  /** What somebody else's function throws is theirs to see, and must not break what the room is doing. */
  #try(one: Waiting, viewer: Viewer, frame: ToldFrame): void {
    try {
      if (!one.fits(viewer, frame)) return
      one.found(frame)
    } catch (error) {
      one.failed(error instanceof Error ? error : new Error(String(error)))
    }
    this.#waiting.delete(one)
  }
}
