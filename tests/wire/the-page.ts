/**
 * The page's own samples as JSON. Where the page prints what no server sends, `artefacts` lists what it prints and what
 * these vectors hold instead (rulings, top).
 */
export const artefacts: readonly { prints: string; holds: string; because: string }[] = [
  { prints: "u'nickname': u'TestName'", holds: '"nickname": "TestName"', because: 'the page shows a Python dump; the wire is JSON' },
  { prints: '1389039246007L', holds: '1389039246007', because: "Python's mark of a long integer" },
  { prints: 'http: //localhost: 8080/api/v2', holds: 'http://localhost:8080/api/v2', because: 'spaces that the PDF put in' },
  { prints: '2014-01-0612: 14: 06.007-0800', holds: '2014-01-06 12:14:06.007-0800', because: 'a space lost and others put in by the PDF' },
  { prints: 'Operationfailed', holds: 'Operation failed', because: 'a space lost; the text of the page has it' }
]

export const request = {
  operationName: 'Consult',
  targetUri: 'http://localhost:8080/api/v2/users/429a55994ef64991a77acb77c1cf9041'
}

export const response = { statusCode: 0, referenceId: 35 }

export const firstNotification = {
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
    id: '0000Na9B26EF006E',
    capabilities: [
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
    ],
    uri: 'http://localhost:8080/api/v2/chats/0000Na9B26EF006E'
  }
}

export const secondNotification = {
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
  chatUri: 'http://localhost:8080/api/v2/chats/0000Na9B26EF006E'
}

export const failedNotification = {
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
    capabilities: [
      'Transfer',
      'Leave',
      'Invite',
      'Consult',
      'SetInFocus',
      'SetDisposition',
      'AttachUserData',
      'DeleteUserData',
      'UpdateUserData',
      'Complete',
      'SendMessage',
      'SendStartTypingNotification',
      'SendStopTypingNotification'
    ],
    uri: 'http://localhost:8080/api/v2/chats/0000Na9B26EF006M'
  }
}
