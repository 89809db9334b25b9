import { z } from 'zod'
import {
  contactAnswer,
  contactsAnswer,
  dispositionAnswer,
  dispositionsAnswer,
  featureAnswer,
  featuresAnswer,
  groupAnswer,
  groupsAnswer,
  queueAnswer,
  queuesAnswer,
  serviceAnswer,
  servicesAnswer,
  settingsAnswer,
  settingsGroupAnswer,
  skillAnswer,
  skillsAnswer,
  supervisedChatsAnswer,
  userAnswer,
  usersAnswer,
  versionAnswer
} from './answers.ts'
import type { Endpoint } from './endpoint.ts'
import { fields, listing } from './list-parameters.ts'
import { intrudeOperation, userChatOperation } from './operations.ts'
import { acknowledged } from './return-codes.ts'

const readWhole = 'The list comes whole beside its addresses: known clients read it so.'

/** Whom an agent may ask, what a supervisor may do, and what else the account has. */
export const accountEndpoints: readonly Endpoint[] = [
  list('people', 'users', 'getUsers', 'All colleagues', 'Their addresses are good as `targetUri`.', usersAnswer),
  single('people', 'users', 'getUser', 'One colleague', userAnswer),
  list('people', 'queues', 'getQueues', 'All queues', 'Their addresses are good as `targetUri`.', queuesAnswer),
  single('people', 'queues', 'getQueue', 'One queue', queueAnswer),
  list('people', 'contacts', 'getContacts', 'People and queues in one list', `Good as \`targetUri\`. ${readWhole}`, contactsAnswer),
  single('people', 'contacts', 'getContact', 'One contact', contactAnswer),
  list('people', 'groups', 'getGroups', 'All groups', 'Each queue has one.', groupsAnswer),
  single('people', 'groups', 'getGroup', 'One group', groupAnswer),
  list('people', 'skills', 'getSkills', 'All skills', 'Those that anybody has.', skillsAnswer),
  single('people', 'skills', 'getSkill', 'One skill', skillAnswer),
  {
    method: 'post',
    path: '/users/{user}/channels/{channel}',
    id: 'superviseUser',
    tag: 'supervision',
    summary: "Watch an agent's chats, or change its readiness",
    about:
      'Monitoring is for the channel `chat`; on the others there is only the readiness to change. It needs the role of a supervisor, ' +
      'and whoever watches needs the feature `api-supervisor` too, else 5.',
    callers: ['supervisor'],
    body: userChatOperation,
    answer: acknowledged
  },
  {
    method: 'get',
    path: '/users/{user}/chats',
    id: 'getChatsOfUser',
    tag: 'supervision',
    summary: 'The chats that an agent has now',
    about:
      'Ours: the API names no way to learn which chats one may come into. Who and what about, not what is said. It needs the role of a supervisor ' +
      'and the feature `api-supervisor`; for anybody else nothing is there: 6.',
    callers: ['supervisor'],
    answer: supervisedChatsAnswer
  },
  {
    method: 'post',
    path: '/users/{user}/chats/{chat}',
    id: 'intrude',
    tag: 'supervision',
    summary: 'Come into a chat that an agent has now',
    about: 'It needs the role of a supervisor and the feature `api-supervisor`, else 5.',
    callers: ['supervisor'],
    body: intrudeOperation,
    answer: acknowledged
  },
  list('account', 'features', 'getFeatures', 'What the account may use', 'The setting `features` names it.', featuresAnswer),
  single('account', 'features', 'getFeature', 'One feature', featureAnswer),
  list('account', 'services', 'getServices', 'The back ends', 'Which of them are active; a channel that is switched off shows here.', servicesAnswer),
  single('account', 'services', 'getService', 'One back end', serviceAnswer),
  list('account', 'dispositions', 'getDispositions', 'How a chat may be said to have ended', 'The setting `dispositions` lists them.', dispositionsAnswer),
  single('account', 'dispositions', 'getDisposition', 'One disposition', dispositionAnswer),
  list('account', 'settings', 'getSettings', 'All settings in their groups', readWhole, settingsAnswer),
  {
    method: 'get',
    path: '/settings/{group}',
    id: 'getSettingsGroup',
    tag: 'account',
    summary: 'One group of settings',
    about: '`agent-states`, `dispositions` or `interaction-workspace`. The ids of the agent states are the documented ones.',
    callers: ['agent'],
    answer: settingsGroupAnswer
  },
  {
    method: 'get',
    path: '/diagnostics/version',
    id: 'getVersion',
    tag: 'account',
    summary: 'Which version answers',
    about: 'It goes with the dialect that the session speaks.',
    callers: ['agent'],
    answer: versionAnswer
  }
]

function list(tag: Endpoint['tag'], name: string, id: string, summary: string, about: string, answer: z.ZodType): Endpoint {
  return { method: 'get', path: `/${name}`, id, tag, summary, about, callers: ['agent'], query: z.object(listing), answer }
}

function single(tag: Endpoint['tag'], name: string, id: string, summary: string, answer: z.ZodType): Endpoint {
  return { method: 'get', path: `/${name}/{id}`, id, tag, summary, about: '', callers: ['agent'], query: z.object(fields), answer }
}
