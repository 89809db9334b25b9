/** What we decided where the sources are silent. Whoever knows better changes one setting, or one function. */
export interface Ruling {
  readonly id: string
  readonly question: string
  readonly ruling: string
}

export const rulings: readonly Ruling[] = [
  {
    id: 'R1',
    question: 'What does the target of a Consult, Invite or Transfer get?',
    ruling:
      '`StatusChange` to `Invited` with `Accept` and `Reject` and the chat\'s user data; in `extended` also `invitation`. It may read the transcript ' +
      'before it answers'
  },
  {
    id: 'R1b',
    question: 'What does the asking agent get while it waits?',
    ruling:
      'Nothing until there is an outcome. In `extended` its chat says where the consult stands (`consult`), and its capabilities have `CancelConsult` or ' +
      '`RemoveParticipantFromConference`'
  },
  {
    id: 'R2',
    question: 'Who hears what when a consult is accepted?',
    ruling:
      'The target: `Chatting` with nobody listed, then the list, then the history. The other agents: the list, then `ParticipantJoined` with visibility ' +
      '`Agents`. The customer: nothing at all'
  },
  {
    id: 'R3',
    question: 'When has the asking agent a second leg?',
    ruling:
      'From the acceptance until the last of its consultants is gone or seen by everybody; it takes no message index. With one, `participants` begins with ' +
      'second legs and consultants, then the customer, then the others'
  },
  { id: 'R4', question: 'Who may do what?', ruling: 'One table of situations, below. Whatever a consultant says goes to agents only, however it is sent' },
  {
    id: 'R5',
    question: 'How many consults at a time?',
    ruling: 'One that waits for an answer, per agent and chat. Once it is accepted another may be asked, up to a limit'
  },
  {
    id: 'R6',
    question: 'What if nothing comes of a consult?',
    ruling:
      'It was acknowledged with a `referenceId`; later the asking agent gets `Error`, "Operation failed", that number and its chat as it is. Who rejected ' +
      'gets `Completed`; who did not answer gets `Revoked` and is made not ready'
  },
  {
    id: 'R7',
    question: 'What does CancelConsult do?',
    ruling:
      'Before the acceptance: acknowledged, nothing to the asking agent, `Revoked` to the target. Afterwards: acknowledged, then `Error` with the ' +
      'cancel\'s own number, and the consult goes on'
  },
  {
    id: 'R8',
    question: 'A transfer to the consultant?',
    ruling: 'No second acceptance and the same `participantId`: the customer sees it join, then the giver leave; the giver gets `Completed`'
  },
  {
    id: 'R9',
    question: 'A conference with the consultant?',
    ruling:
      'No second acceptance and the same `participantId`: `ParticipantJoined` with visibility `All`. Only now does the customer see it, and nothing that was ' +
      'said before'
  },
  {
    id: 'R10',
    question: 'A consultant leaves, or is removed?',
    ruling: 'Itself: `Completed`. Agents: the list without it, then `ParticipantLeft` with visibility `Agents`. The customer: nothing'
  },
  {
    id: 'R11',
    question: 'The owner leaves while only consultants remain?',
    ruling: 'The owner gets `Completed`. The consultant who came first becomes owner as by a transfer, or the chat ends'
  },
  {
    id: 'R12',
    question: 'The customer leaves during a consult?',
    ruling: 'The consult ends with the chat: consultants get `Completed`, the owner sees `ParticipantLeft` and the list without the customer'
  },
  {
    id: 'R13',
    question: 'Transfer or Invite of somebody who is not in the chat?',
    ruling:
      'An invitation. The giver stays until the taker accepts; otherwise it gets `Error` and still has the chat. A consult that waits is taken back, one ' +
      'that runs ends'
  },
  {
    id: 'R14',
    question: 'Where is a `referenceId`?',
    ruling:
      'A counter per agent. In the answers to Consult, Invite and CancelConsult; in `StatusChange` and `PropertiesUpdated` for the requester, and in ' +
      '`Error`; never in `ParticipantsUpdated` or `NewMessages`'
  },
  {
    id: 'R15',
    question: 'How are messages numbered?',
    ruling:
      'One counter per chat over all visibilities, so an agent may see gaps. The customer\'s own feed has numbers of its own without gaps, no times, and ' +
      'participants "1", "2" ...: nothing in it tells of a hidden agent'
  },
  {
    id: 'R16',
    question: 'Which HTTP status goes with which return code?',
    ruling: 'The table of return codes, below. What fails later is acknowledged with 200'
  },
  {
    id: 'R17',
    question: 'Whose clock, and which ids?',
    ruling:
      'The room\'s own time. `timestampSeconds` is in milliseconds. A chat\'s id has 16 characters and counts in base 36; a `participantId` is 4 ' +
      'characters, 8 of Unix seconds and 4 of a counter, in hexadecimal'
  },
  {
    id: 'R18',
    question: 'Which member of a queue is asked?',
    ruling:
      'Ready members with a free place, longest idle first. Who rejects or does not answer is passed over, and made not ready on no answer. A direct ' +
      'consult takes no place, one through a queue does'
  },
  { id: 'R19', question: 'One agent in two windows?', ruling: 'One session: both are told, the first to answer wins, the other sees the result' },
  {
    id: 'R20',
    question: 'The same request twice?',
    ruling:
      'Judged by the state that it finds, so a second one may be refused (2). With the same `Idempotency-Key` a retry gets the first answer again, also ' +
      'after a restart'
  },
  {
    id: 'R21',
    question: 'When is an agent ready?',
    ruling:
      'With a session and an open notification channel, or after `StartContactCenterSession`. Who lost the last channel keeps its chats for a while, then ' +
      'it is as if it had left'
  },
  {
    id: 'R22',
    question: 'Who is asking on `/chats/{id}`?',
    ruling:
      'The credential decides: an agent\'s session sees the agents\' side, a customer\'s token for that chat the customer\'s; neither, or both: 403 with ' +
      '20. A customer is its chat session, never its nickname'
  },
  {
    id: 'R23',
    question: 'A mandatory disposition that can no longer be set?',
    ruling:
      'It is not waited for: where the settings let nobody set it any more, since the chat has ended or its key is fixed, `Complete` goes without. ' +
      'Otherwise nobody could ever mark that chat done'
  },
  {
    id: 'R24',
    question: 'Why is an agent not ready?',
    ruling:
      '`NotReady` may carry a `reason`, any word; `/settings/agent-states` lists those of the setting `notReadyReasons`. In `extended` the agent\'s own ' +
      '`userState` and its `availability` for colleagues carry it until the readiness changes. No customer ever learns of it'
  }
]
