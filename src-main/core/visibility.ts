import type { Visibility } from '../wire/chat.ts'

/** With whose eyes a chat is looked at. Who is a supervisor is said chat by chat, not by role. */
export type Eye = 'customer' | 'agent' | 'supervisor'

/**
 * What a viewer may see, decided here and nowhere else: REST, sockets, Bayeux, transcripts, reports and desktop
 * notifications all ask this function. A customer sees what is for everybody, an agent also what is for agents, a
 * supervisor all.
 */
export function maySee(eye: Eye, visibility: Visibility): boolean {
  switch (eye) {
    case 'supervisor':
      return true
    case 'agent':
      return visibility !== 'Supervisors'
    case 'customer':
      return visibility === 'All'
  }
}
