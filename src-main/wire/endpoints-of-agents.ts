import { z } from 'zod'
import {
  callsAnswer,
  channelAnswer,
  channelsAnswer,
  chatAnswer,
  chatsAnswer,
  devicesAnswer,
  featuresAnswer,
  groupsAnswer,
  interactionsAnswer,
  meAnswer,
  messagesAnswer,
  mySettingsAnswer,
  mySkillsAnswer,
  participantsAnswer
} from './answers.ts'
import type { Endpoint } from './endpoint.ts'
import { fields, listing, paging } from './list-parameters.ts'
import { agentOperation, sessionOperation, stateChange } from './operations.ts'
import { acknowledged, partialSuccess } from './return-codes.ts'

/** `/me`: an agent's own session, readiness and chats. */
export const agentEndpoints: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/me',
    id: 'getMe',
    tag: 'session',
    summary: 'Who am I',
    about: 'The signed-in agent. By name and password the answer sets the session cookie, which the notification channel needs too.',
    callers: ['agent'],
    query: z.object({
      subresources: z.string().optional().meta({
        description: '`*`, or names with commas between them: devices, calls, channels, channelStates, interactions, chats, settings, groups, skills, features'
      }),
      ...fields
    }),
    answer: meAnswer
  },
  {
    method: 'post',
    path: '/me',
    id: 'changeMySession',
    tag: 'session',
    summary: 'Open or end the session, become ready or not',
    about:
      'What changes is told on the topic `/v2/me/channels`. Where some channels open and others do not, the return code is 7 and clients take it as a ' +
      'success.',
    callers: ['agent'],
    body: sessionOperation,
    answer: z.union([acknowledged, partialSuccess])
  },
  {
    method: 'get',
    path: '/me/channels',
    id: 'getMyChannels',
    tag: 'session',
    summary: 'My readiness on all channels',
    about: 'The channels that the room has; the setting `channels` names them.',
    callers: ['agent'],
    query: z.object(listing),
    answer: channelsAnswer
  },
  {
    method: 'get',
    path: '/me/channels/{channel}',
    id: 'getMyChannel',
    tag: 'session',
    summary: 'My readiness on one channel',
    about: '',
    callers: ['agent'],
    answer: channelAnswer
  },
  {
    method: 'post',
    path: '/me/channels/{channel}',
    id: 'changeMyChannel',
    tag: 'session',
    summary: 'Become ready or not on one channel',
    about: '6 for a channel that the API does not know, 4 for one that the room does not have; 503 while its back end is down.',
    callers: ['agent'],
    body: stateChange,
    answer: acknowledged
  },
  list('features', 'getMyFeatures', 'What I may use', featuresAnswer),
  list('groups', 'getMyGroups', 'The groups that I am in', groupsAnswer),
  list('skills', 'getMySkills', 'My skills with their levels', mySkillsAnswer),
  list('devices', 'getMyDevices', 'My telephones: nobody has one here', devicesAnswer),
  list('calls', 'getMyCalls', 'My calls: nobody has one here', callsAnswer),
  {
    method: 'get',
    path: '/me/settings',
    id: 'getMySettings',
    tag: 'session',
    summary: 'What my desktop is set to',
    about: 'By group and name; all values are text.',
    callers: ['agent'],
    answer: mySettingsAnswer
  },
  {
    method: 'get',
    path: '/me/chats',
    id: 'getMyChats',
    tag: 'chats',
    summary: 'All chats that I am in or am invited to',
    about: 'Oldest first.',
    callers: ['agent'],
    query: z.object(listing),
    answer: chatsAnswer
  },
  {
    method: 'get',
    path: '/me/interactions',
    id: 'getMyInteractions',
    tag: 'chats',
    summary: 'All my interactions',
    about: 'All interactions here are chats.',
    callers: ['agent'],
    query: z.object(listing),
    answer: interactionsAnswer
  },
  {
    method: 'get',
    path: '/me/chats/{id}',
    id: 'getMyChat',
    tag: 'chats',
    summary: 'One chat as I see it',
    about: 'What an agent may not see of a chat is not there (ruling R22).',
    callers: ['agent'],
    query: z.object(fields),
    answer: chatAnswer
  },
  {
    method: 'post',
    path: '/me/chats/{id}',
    id: 'actInMyChat',
    tag: 'chats',
    summary: 'Do something in a chat',
    about: 'The operation that `operationName` names. What is possible now stands in `capabilities` of the chat; all else is answered by 2.',
    callers: ['agent'],
    body: agentOperation,
    answer: acknowledged
  },
  {
    method: 'get',
    path: '/me/chats/{id}/messages',
    id: 'getMyMessages',
    tag: 'chats',
    summary: 'What was said in a chat',
    about: 'All that the agent may see, from the start. An invited agent may read it too, unless the setting `preview` is off: then 3 (ruling R1).',
    callers: ['agent'],
    query: z.object({ ...fields, ...paging }),
    answer: messagesAnswer
  },
  {
    method: 'get',
    path: '/me/chats/{id}/participants',
    id: 'getMyParticipants',
    tag: 'chats',
    summary: 'Who is in a chat',
    about: 'In the order of the chat itself (ruling R3).',
    callers: ['agent'],
    query: z.object(listing),
    answer: participantsAnswer
  }
]

function list(name: string, id: string, summary: string, answer: z.ZodType): Endpoint {
  return { method: 'get', path: `/me/${name}`, id, tag: 'session', summary, about: '', callers: ['agent'], query: z.object(listing), answer }
}
