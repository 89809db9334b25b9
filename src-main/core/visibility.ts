import type { Visibility } from '../wire/chat.ts'
import type { Viewer } from '../contract/viewer.ts'

/**
 * What a viewer may see, decided here and nowhere else: REST, sockets, transcripts, reports and desktop notifications all
 * ask this function. A customer sees what is for everybody; an agent also what is for agents.
 */
export function maySee(viewer: Viewer, visibility: Visibility): boolean {
  if (viewer.startsWith('agent:')) return visibility !== 'Supervisors'
  return visibility === 'All'
}
