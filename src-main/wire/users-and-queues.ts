import type { ChannelState } from './notifications.ts'

/** The people and queues of the account (wire-facts 4.2, 4.4). What `extended` adds comes last. */

export interface UserResource {
  id: string
  userName: string
  firstName: string
  lastName: string
  uri: string
  path: string
  /** Can this colleague be asked now, and how many more chats could it take (`extended`). */
  availability?: { state: ChannelState['userState']['state']; freePlaces: number }
  nickname?: string
}

/** The signed-in agent itself. */
export interface MeResource extends UserResource {
  enabled: true
  roles: string[]
  channels: ChannelState[]
}

export interface QueueResource {
  id: string
  name: string
  channel: 'chat'
  uri: string
  path: string
  /** How many members could be asked now, and how many there are (`extended`). */
  availability?: { ready: number; members: number }
}
