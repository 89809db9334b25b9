import type { RoomClient } from '../../contract/client.ts'
import { isAgent } from '../../contract/viewer.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Capability } from '../../wire/chat.ts'

/** What a capability lets an agent do. */
const verbs: Readonly<Partial<Record<Capability, readonly string[]>>> = {
  Accept: ['accept'],
  Reject: ['reject'],
  SendMessage: ['say'],
  SendToAgents: ['tellAgents'],
  Consult: ['consult'],
  CancelConsult: ['cancelConsult'],
  Invite: ['invite'],
  Transfer: ['transfer'],
  RemoveParticipantFromConference: ['remove'],
  Leave: ['leave'],
  Complete: ['complete'],
  SetDisposition: ['setDisposition'],
  AttachUserData: ['attachData'],
  UpdateUserData: ['updateData'],
  DeleteUserData: ['removeData'],
  SendUrl: ['sendUrl'],
  SendCustomNotice: ['notice'],
  SendCustomNoticeToAgents: ['noticeToAgents'],
  SendStartTypingNotification: ['type'],
  SendStartTypingToAgentsNotification: ['typeToAgents']
}

/** What somebody may do now with some effect: by an agent's capabilities, and by whether a customer is in a chat. */
export async function verbsThatMakeSense(viewer: Viewer, client: RoomClient): Promise<readonly string[]> {
  if (!isAgent(viewer)) return ['chat', 'say', 'type', 'leave']
  const chats = await client.chatsOf(viewer)
  const found = chats.flatMap(({ capabilities = [] }) => capabilities.flatMap((one) => verbs[one] ?? []))
  const state = await client.agentState(viewer)
  return [...new Set([...found, state === 'Ready' ? 'notReady' : 'ready'])]
}

