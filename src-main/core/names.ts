import type { Viewer } from '../contract/viewer.ts'

/** The name in the cast, or for a visitor the id of its chat. */
export function nameOf(viewer: Viewer): string {
  return viewer.slice(viewer.indexOf(':') + 1)
}
