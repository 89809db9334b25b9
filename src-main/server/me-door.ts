import type { Hono } from 'hono'
import type { ChannelState } from '../wire/agent-states.ts'
import { channelIn, chatIn } from '../wire/dialect.ts'
import { fieldNames } from '../wire/fields.ts'
import type { ResourceName } from '../wire/fields.ts'
import { malformed } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'
import { forAgent, newDoor } from './api.ts'
import type { CallingAgent, DoorContext, DoorEnv, Doors } from './api.ts'
import { noSuchChannel } from './agent-door.ts'
import { readChat, readChats, readMessages, readParticipants } from './chat-reading.ts'
import { answerCollection, chosen, only } from './collection.ts'
import { readAll } from './directory-door.ts'
import { answer } from './envelope.ts'
import { giveSession } from './session-cookie.ts'

/** What an agent reads of itself, on `/api/v2/me` and below (wire-facts 4.2). */
export function meDoor(doors: Doors): Hono<DoorEnv> {
  const door = newDoor()
  // Known clients ask with a slash at the end, too.
  for (const path of ['/me', '/me/']) door.get(path, forAgent(doors, (context, agent) => readMe(context, agent, doors)))
  door.get('/me/channels', forAgent(doors, readChannels))
  door.get('/me/channels/:channel', forAgent(doors, readChannel))
  door.get('/me/chats', forAgent(doors, readChats('chats')))
  door.get('/me/interactions', forAgent(doors, readChats('interactions')))
  door.get('/me/chats/:id', forAgent(doors, readChat))
  door.get('/me/chats/:id/messages', forAgent(doors, readMessages))
  door.get('/me/chats/:id/participants', forAgent(doors, readParticipants))
  door.get('/me/features', forAgent(doors, readList('features', 'feature', ({ hosted }) => hosted.views.features())))
  door.get('/me/groups', forAgent(doors, readList('groups', 'group', ({ hosted, name }) => hosted.views.groups(name))))
  door.get('/me/skills', forAgent(doors, readList('skills', 'mySkill', ({ hosted, name }) => hosted.views.me(name).skills)))
  door.get('/me/devices', forAgent(doors, readList('devices', 'device', () => [])))
  door.get('/me/calls', forAgent(doors, readList('calls', 'call', () => [])))
  door.get('/me/settings', forAgent(doors, (context, agent) => answer(context, { statusCode: 0, settings: subresources.settings(agent) })))
  return door
}

/** The rest of an agent, which comes with it only where it is asked for. */
const subresources = {
  devices: () => [],
  calls: () => [],
  channels: channelsOf,
  channelStates: channelsOf,
  interactions: chatsOf,
  chats: chatsOf,
  settings: ({ hosted, name: agent }) => ({
    'interaction-workspace': Object.fromEntries(hosted.views.workspace(agent).map(({ name, value }) => [name, value]))
  }),
  groups: ({ hosted, name }) => hosted.views.groups(name),
  skills: ({ hosted, name }) => hosted.views.me(name).skills,
  features: ({ hosted }) => hosted.views.features()
} as const satisfies Record<string, (agent: CallingAgent) => object>

type Subresource = keyof typeof subresources

function channelsOf({ hosted, name, dialect }: CallingAgent): ChannelState[] {
  return hosted.views.me(name).channels.map((channel) => channelIn(dialect, channel))
}

function chatsOf({ hosted, viewer, dialect }: CallingAgent): object[] {
  return hosted.views.chatsOf(viewer).map((chat) => chatIn(dialect, chat))
}

/** By password the answer gives a session, and to our own windows a token that is theirs alone. */
function readMe(context: DoorContext, agent: CallingAgent, { host, tokens, port }: Doors): Response {
  const { room, viewer, name, hosted, dialect } = agent
  const asked = subresourcesIn(context)
  const unknown = asked.find((one) => !Object.hasOwn(subresources, one))
  if (unknown !== undefined) return answer(context, noSuchSubresource(unknown))
  if (agent.by === 'password' && !agent.switchesDialect) giveSession(context, agent, host, tokens, port())
  if (agent.by === 'password' && context.req.header('x-aside-token')) context.header('x-aside-token', tokens.give({ kind: 'viewer', room, viewer }))
  const user = chosen(only(fieldNames('me', dialect))({ ...hosted.views.me(name), channels: channelsOf(agent) }), context.req.query('fields') ?? '*')
  const rest = Object.fromEntries(asked.map((one) => [one, subresources[one as Subresource](agent)]))
  return answer(context, { statusCode: 0, user: { ...user, ...rest } })
}

function noSuchSubresource(name: string): Failure {
  return malformed(`Parameter "subresources": there is no "${name.slice(0, 80)}"; there are ${Object.keys(subresources).join(', ')}`)
}

function subresourcesIn(context: DoorContext): readonly string[] {
  const asked = context.req.query('subresources') ?? ''
  if (asked === '*') return Object.keys(subresources)
  return asked === '' ? [] : asked.split(',').map((one) => one.trim())
}

function readChannels(context: DoorContext, agent: CallingAgent): Response {
  return answerCollection(context, {
    name: 'channels',
    items: channelsOf(agent),
    shown: (channel) => channel,
    fields: fieldNames('channel', agent.dialect),
    uriOf: ({ channel }) => `${agent.hosted.room.plan.base}/api/v2/me/channels/${channel}`
  })
}

function readChannel(context: DoorContext, agent: CallingAgent): Response {
  const channel = channelsOf(agent).find((one) => one.channel === context.req.param('channel'))
  return channel ? answer(context, { statusCode: 0, channel }) : answer(context, noSuchChannel)
}

/** A list of things that have addresses. */
function readList(name: string, resource: ResourceName, of: (agent: CallingAgent) => readonly { uri: string }[]) {
  return (context: DoorContext, agent: CallingAgent): Response => readAll(context, agent, { name, resource, items: of(agent) })
}
