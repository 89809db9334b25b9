/** Samples of requests and answers. `consult` is the published page's own, to the letter; the tests hold all of them against the schemas. */

interface Example {
  readonly summary: string
  readonly value: unknown
}

type Examples = Readonly<Record<string, Readonly<Record<string, Example>>>>

const consult = { operationName: 'Consult', targetUri: 'http://localhost:8080/api/v2/users/429a55994ef64991a77acb77c1cf9041' }
const targetUri = consult.targetUri
const queueUri = 'http://localhost:8080/api/v2/queues/613eefbe51914d04b98c843dc4e8be86'

const inAChat = {
  accept: { summary: 'Enter the chat', value: { operationName: 'Accept', nickname: 'Anna' } },
  say: { summary: 'Say something to everybody', value: { operationName: 'SendMessage', text: 'One moment, please' } },
  consult: { summary: 'Ask a colleague privately; the page\'s own sample', value: consult },
  note: { summary: 'Ask a queue, with a note', value: { operationName: 'Consult', targetUri: queueUri, note: 'Above my limit' } },
  cancel: { summary: 'Take it back', value: { operationName: 'CancelConsult' } },
  tellAgents: { summary: 'Say something to agents only', value: { operationName: 'SendToAgents', text: 'Can you approve 250?' } },
  invite: { summary: 'Make it a conference', value: { operationName: 'Invite', targetUri } },
  transfer: { summary: 'Hand the chat over', value: { operationName: 'Transfer', targetUri } },
  remove: { summary: 'Remove the consultant', value: { operationName: 'RemoveParticipantFromConference', targetUri } },
  data: { summary: 'Attach data', value: { operationName: 'AttachUserData', userData: { Order: '4711', Amount: 250 } } },
  disposition: { summary: 'Say how it ended', value: { operationName: 'SetDisposition', disposition: 'IssueResolved' } },
  complete: { summary: 'Mark it done, with a goodbye', value: { operationName: 'Complete', text: 'Goodbye' } }
}

export const requestExamples: Examples = {
  actInMyChat: inAChat,
  actInChat: {
    customer: { summary: 'A customer says something', value: { operationName: 'SendMessage', text: 'Hello, where is my refund?' } },
    complete: { summary: 'A customer leaves', value: { operationName: 'Complete' } },
    consult: inAChat.consult
  },
  requestChat: {
    refund: { summary: 'Ask for a chat', value: { operationName: 'RequestChat', nickname: 'Clara', subject: 'Refund', endpoint: 'Support' } }
  },
  changeMySession: {
    start: { summary: 'Open the session', value: { operationName: 'StartContactCenterSession', channels: ['chat'] } },
    ready: { summary: 'Become ready', value: { operationName: 'Ready' } },
    end: { summary: 'End the session', value: { operationName: 'EndContactCenterSession' } }
  },
  changeMyChannel: { notReady: { summary: 'Become not ready', value: { operationName: 'NotReady' } } },
  superviseUser: {
    coach: { summary: 'Coach the next chat', value: { operationName: 'Coach', supervisorMonitoringMode: 'NextChat', nickname: 'Sue' } },
    ready: { summary: 'Make the agent ready', value: { operationName: 'Ready' } }
  },
  intrude: { bargeIn: { summary: 'Speak in the chat', value: { operationName: 'Intrude', supervisorVisibilityMode: 'BargeIn' } } },
  bayeux: {
    handshake: { summary: 'Shake hands', value: [{ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'], id: '1' }] },
    subscribe: { summary: 'Subscribe', value: [{ channel: '/meta/subscribe', clientId: '2b1c9f', subscription: '/v2/me/*', id: '2' }] },
    connect: { summary: 'Wait for what is told', value: [{ channel: '/meta/connect', clientId: '2b1c9f', connectionType: 'long-polling', id: '3' }] }
  }
}

const acknowledged = { summary: 'Acknowledged', value: { statusCode: 0 } }

export const answerExamples: Examples = {
  actInMyChat: { consult: { summary: 'To a consult; the page\'s own sample', value: { statusCode: 0, referenceId: 35 } }, done: acknowledged },
  requestChat: { given: { summary: 'The new chat', value: { id: '0000Na9B26EF006E', statusCode: 0, path: '/api/v2/chats/0000Na9B26EF006E' } } },
  changeMySession: {
    done: acknowledged,
    partly: {
      summary: 'Some channels did not open',
      value: {
        statusCode: 7,
        failed: [{ statusCode: 4, statusMessage: 'Interaction server connection is not opened', channel: 'multimedia' }],
        succeeded: [{ statusCode: 0, channel: 'voice' }]
      }
    }
  }
}

const id = '0000Na9B26EF006E'
const uri = `http://localhost:8080/api/v2/chats/${id}`
const withAnotherAgent = [
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
  'SendStopTypingNotification'
]

/** The published page's own samples, in JSON where the page prints something else. */
export const pageSamples = {
  request: consult,
  response: { statusCode: 0, referenceId: 35 },
  participantsUpdated: {
    notificationType: 'ParticipantsUpdated',
    messageType: 'ChatStateChangeMessage',
    chat: {
      participants: [
        { nickname: 'TestName', type: 'Agent', participantId: '009052CB05C900EA' },
        { nickname: 'BFriend', type: 'Agent', participantId: '009052CB05CA00EB' },
        { nickname: 'FirstL', type: 'Customer', participantId: '009052CB056C00E5' },
        { nickname: 'TestName', type: 'Agent', participantId: '009052CB057100E7' }
      ],
      state: 'Chatting',
      id,
      capabilities: withAnotherAgent,
      uri
    }
  },
  participantJoined: {
    messages: [
      {
        index: 3,
        from: { nickname: 'BFriend', type: 'Agent', participantId: '009052CB05CA00EB' },
        timestamp: '2014-01-06 12:14:06.007-0800',
        visibility: 'Agents',
        type: 'ParticipantJoined',
        timestampSeconds: 1389039246007
      }
    ],
    notificationType: 'NewMessages',
    messageType: 'MessageLogUpdated',
    chatUri: uri
  },
  failed: {
    notificationType: 'Error',
    messageType: 'ChatStateChangeMessage',
    errorMessage: 'Operation failed',
    referenceId: 36,
    chat: {
      participants: [
        { nickname: 'TestName', type: 'Agent', participantId: '009052CB110900F5' },
        { nickname: 'FirstL', type: 'Customer', participantId: '009052CB10CC00F0' }
      ],
      state: 'Chatting',
      id: '0000Na9B26EF006M',
      capabilities: withAnotherAgent.filter((name) => !name.includes('ToAgents')),
      uri: 'http://localhost:8080/api/v2/chats/0000Na9B26EF006M'
    }
  }
}

/** As AsyncAPI lists the examples of a message. */
export const notificationExamples: Readonly<Record<string, readonly { name: string; summary: string; payload: unknown }[]>> = {
  ChatStateChangeMessage: [
    { name: 'accepted', summary: 'The consultant is there; the page\'s own sample', payload: pageSamples.participantsUpdated },
    { name: 'failed', summary: 'Nothing came of the consult; the page\'s own sample', payload: pageSamples.failed }
  ],
  MessageLogUpdated: [{ name: 'joined', summary: 'The consultant has joined, for agents only; the page\'s own sample', payload: pageSamples.participantJoined }]
}
