import type { Request } from '../contract/client.ts'

/** A request as a client sends it: `path` is below the server's address, `body` is what goes as JSON, null for none. */
export interface Sent {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body: Readonly<Record<string, unknown>> | null
}

/** Where a request goes on the wire, or null for what no client can send: a channel that opens or closes, and what the trainer does. */
export function sentAs({ viewer, chat, operation }: Request): Sent | null {
  switch (operation.operationName) {
    case 'ChannelOpened':
    case 'ChannelClosed':
    case 'SetFaults':
    case 'SwitchChannel':
      return null
    case 'ReadFeed':
      return { method: 'GET', path: `/api/v2/chats/${chat}/messages`, body: null }
    case 'RequestChat':
      return post('/chats', operation)
  }
  // What stands in the address is no part of the body.
  const { user, channel, ...body }: Readonly<Record<string, unknown>> = { ...operation }
  if (user !== undefined) return post(chat === null ? `/users/${String(user)}/channels/${String(channel ?? 'chat')}` : `/users/${String(user)}/chats/${chat}`, body)
  if (chat === null) return post(channel === undefined ? '/me' : `/me/channels/${String(channel)}`, body)
  return post(viewer?.startsWith('agent:') ? `/me/chats/${chat}` : `/chats/${chat}`, body)
}

function post(path: string, body: object): Sent {
  return { method: 'POST', path: `/api/v2${path}`, body: { ...body } }
}
