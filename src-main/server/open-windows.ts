import type { Viewer } from '../contract/viewer.ts'

const none: ReadonlySet<never> = new Set()

/** The open sockets of each viewer of each room. Asked for every frame that anybody is told, so found without making a name. */
export class OpenWindows<Socket> {
  readonly #rooms = new Map<string, Map<Viewer, Set<Socket>>>()

  add(room: string, viewer: Viewer, socket: Socket): void {
    const viewers = this.#of(room)
    const sockets = viewers.get(viewer) ?? new Set()
    viewers.set(viewer, sockets.add(socket))
  }

  remove(room: string, viewer: Viewer, socket: Socket): void {
    const viewers = this.#of(room)
    const sockets = viewers.get(viewer)
    if (sockets?.delete(socket) && sockets.size === 0) viewers.delete(viewer)
  }

  /** Those of a room, as they are and will be. */
  in(room: string): { of(viewer: Viewer): ReadonlySet<Socket> } {
    const viewers = this.#of(room)
    return { of: (viewer) => viewers.get(viewer) ?? none }
  }

  #of(room: string): Map<Viewer, Set<Socket>> {
    const known = this.#rooms.get(room)
    if (known) return known
    const viewers = new Map<Viewer, Set<Socket>>()
    this.#rooms.set(room, viewers)
    return viewers
  }
}
