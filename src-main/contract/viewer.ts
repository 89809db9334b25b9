/**
 * Who is told things and who asks for things. An agent is known by its name in the cast. A customer is its chat session,
 * never its nickname (R22): people of the cast keep one stream over all their chats, a visitor has one per chat.
 */
export type Viewer = `agent:${string}` | `customer:${string}` | `visitor:${string}`

export const agentViewer = (name: string): Viewer => `agent:${name}`
export const customerViewer = (name: string): Viewer => `customer:${name}`
export const visitorViewer = (chatId: string): Viewer => `visitor:${chatId}`

export function isAgent(viewer: Viewer): boolean {
  return viewer.startsWith('agent:')
}

/** The name in the cast, or for a visitor the id of its chat. */
export function nameOf(viewer: Viewer): string {
  return viewer.slice(viewer.indexOf(':') + 1)
}
