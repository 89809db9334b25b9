import { z } from 'zod'

/** A chat as one agent sees it, and who is in it (wire-facts 2). What only `extended` has is said at each field. */

/** A client takes `Completed` and `Revoked` as the end of the chat for it (wire-facts 2.2). */
export const chatState = z.enum(['Invited', 'Chatting', 'LeftChat', 'Completed', 'Revoked']).meta({ id: 'ChatState', description: "The agent's own state in the chat" })

/** Who may see a message or a participant (wire-facts 2.5). */
export const visibility = z.enum(['All', 'Agents', 'Supervisors']).meta({ id: 'Visibility', description: 'Who may see it: everybody, agents only, or supervisors only' })

export const capability = z
  .enum([
    'Accept',
    'Reject',
    'Transfer',
    'Leave',
    'Invite',
    'Consult',
    'SetInFocus',
    'SetDisposition',
    'AttachUserData',
    'DeleteUserData',
    'UpdateUserData',
    'SendToAgents',
    'SendStartTypingToAgentsNotification',
    'SendStopTypingToAgentsNotification',
    'Complete',
    'SendMessage',
    'SendStartTypingNotification',
    'SendStopTypingNotification',
    'CancelConsult',
    'RemoveParticipantFromConference',
    'SendUrl',
    'SendCustomNotice',
    'SendCustomNoticeToAgents',
    'SwitchToMonitor',
    'SwitchToCoach',
    'SwitchBargeIn'
  ])
  .meta({ id: 'Capability', description: 'An operation that the agent may ask for now; `SwitchBargeIn` is spelt so, though its operation is `SwitchToBargeIn`' })

export const userData = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .meta({ id: 'UserData', description: 'What is attached to the chat' })

export const participant = z
  .object({
    nickname: z.string(),
    type: z.enum(['Agent', 'Customer']),
    participantId: z.string().regex(/^[0-9A-F]{16}$/),
    id: z.string().optional().meta({ description: '`extended`' }),
    uri: z.string().optional().meta({ description: '`extended`: the user for an agent; clients find themselves by it' }),
    path: z.string().optional().meta({ description: '`extended`' }),
    visibility: visibility.optional().meta({ description: '`extended`: `Agents` for whoever takes part privately' }),
    watches: z.string().optional().meta({ description: '`extended`, ours: of a supervisor, the path of the agent whom it watches' })
  })
  .meta({ id: 'Participant' })

export const invitationMark = z
  .object({
    kind: z.enum(['chat', 'consult', 'transfer', 'conference', 'supervision']),
    from: z.string(),
    note: z.string().optional(),
    expiresAt: z.number().optional().meta({ description: 'Milliseconds since 1970; missing where nobody has to answer in time' })
  })
  .meta({ id: 'InvitationMark', description: 'What an invited agent is told about the invitation (`extended`, ruling R1)' })

export const consultMark = z
  .object({
    state: z.enum(['pending', 'active']),
    target: z.string().meta({ description: 'The name of an agent or a queue' }),
    referenceId: z.number(),
    expiresAt: z.number().optional().meta({ description: 'Milliseconds since 1970' })
  })
  .meta({ id: 'ConsultMark', description: "Where the asking agent's own consult stands (`extended`, ruling R1b)" })

export const pendingMark = z
  .object({
    kind: z.enum(['transfer', 'conference']),
    target: z.string(),
    referenceId: z.number(),
    expiresAt: z.number().optional()
  })
  .meta({ id: 'PendingMark', description: 'What else the agent has asked for and nobody has answered (`extended`)' })

/** Keys in the page's order. A chat that is over has only id, uri and state (wire-facts 1.1, Complete). */
export const chatResource = z
  .object({
    participants: z.array(participant).optional(),
    state: chatState,
    id: z.string().regex(/^[0-9A-Za-z]{16}$/),
    capabilities: z.array(capability).optional(),
    uri: z.string(),
    path: z.string().optional().meta({ description: '`extended`' }),
    subject: z.string().optional().meta({ description: '`extended`, by GET and with the invitation' }),
    queue: z.string().optional().meta({ description: '`extended`, by GET and with the invitation' }),
    startedAt: z.number().optional().meta({ description: '`extended`, by GET: when the customer asked, milliseconds since 1970' }),
    receivedDate: z.string().optional().meta({ description: '`extended`, by GET: the same as yyyy-MM-dd HH:mm:ss.SSSZ' }),
    chatType: z.literal('Inbound').optional().meta({ description: '`extended`, by GET' }),
    suggestedQueueUris: z.array(z.string()).optional().meta({ description: '`extended`, by GET' }),
    userData: userData.optional().meta({ description: 'With the invitation, with PropertiesUpdated and by GET' }),
    invitation: invitationMark.optional(),
    consult: consultMark.optional(),
    pending: pendingMark.optional()
  })
  .meta({ id: 'Chat' })

export type ChatState = z.infer<typeof chatState>
export type Visibility = z.infer<typeof visibility>
export type Capability = z.infer<typeof capability>
export type Participant = z.infer<typeof participant>
export type UserData = Readonly<z.infer<typeof userData>>
/** Times are simulation time in milliseconds since 1970. */
export type InvitationMark = z.infer<typeof invitationMark>
export type ConsultMark = z.infer<typeof consultMark>
export type PendingMark = z.infer<typeof pendingMark>
export type ChatResource = z.infer<typeof chatResource>

export const finalStates: readonly ChatState[] = ['Completed', 'Revoked']
