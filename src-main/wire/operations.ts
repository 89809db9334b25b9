import { z } from 'zod'

/** What an agent may ask on `POST /me/chats/{id}` (wire-facts 1.1). Unknown keys are ignored, as by the API. */

const text = z.string().min(1, 'must not be empty').max(64_000, 'must be at most 64,000 characters')
const targetUri = z.string().min(1, 'must not be empty').max(2000, 'must be at most 2,000 characters')

/** A goodbye text that may go with an exit. */
const goodbye = { text: text.optional() }

/** Ours, not the page's: why the colleague is asked. Only the invited agent sees it (R1). */
const note = z.string().max(1000, 'must be at most 1,000 characters').optional()

export const agentOperation = z.discriminatedUnion('operationName', [
  z.object({ operationName: z.literal('Accept'), nickname: z.string().min(1).max(200).optional() }),
  z.object({ operationName: z.literal('Reject') }),
  z.object({ operationName: z.literal('SendMessage'), text }),
  z.object({ operationName: z.literal('SendToAgents'), text }),
  z.object({ operationName: z.literal('SendStartTypingNotification') }),
  z.object({ operationName: z.literal('SendStopTypingNotification') }),
  z.object({ operationName: z.literal('SendStartTypingToAgentsNotification') }),
  z.object({ operationName: z.literal('SendStopTypingToAgentsNotification') }),
  z.object({ operationName: z.literal('Consult'), targetUri, note }),
  z.object({ operationName: z.literal('CancelConsult') }),
  z.object({ operationName: z.literal('Invite'), targetUri, note }),
  z.object({ operationName: z.literal('Transfer'), targetUri: targetUri.optional(), queueName: z.string().min(1).optional(), note, ...goodbye }),
  z.object({ operationName: z.literal('Leave'), ...goodbye }),
  z.object({ operationName: z.literal('Complete'), ...goodbye }),
  z.object({
    operationName: z.literal('RemoveParticipantFromConference'),
    targetUri: targetUri.optional(),
    userUri: targetUri.optional()
  })
])

export type AgentOperation = z.infer<typeof agentOperation>
export type AgentOperationName = AgentOperation['operationName']

/** What an agent may ask on `POST /me` (wire-facts 4.2, 4.3). */
export const sessionOperation = z.discriminatedUnion('operationName', [
  z.object({ operationName: z.literal('StartContactCenterSession'), channels: z.array(z.string()).optional() }),
  z.object({ operationName: z.literal('EndContactCenterSession') }),
  z.object({ operationName: z.literal('Ready') }),
  z.object({ operationName: z.literal('NotReady') })
])

export type SessionOperation = z.infer<typeof sessionOperation>
