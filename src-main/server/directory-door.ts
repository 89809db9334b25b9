import type { Hono } from 'hono'
import { fieldNames } from '../wire/fields.ts'
import type { ResourceName } from '../wire/fields.ts'
import type { Failure } from '../wire/return-codes.ts'
import { forAgent, newDoor } from './api.ts'
import type { CallingAgent, DoorContext, DoorEnv, Doors } from './api.ts'
import { answerCollection, chosen, only } from './collection.ts'
import { answer } from './envelope.ts'

interface Resource {
  readonly id: string
  readonly uri: string
}

/** What the account has, each as a list and one by one (wire-facts 4.2, 4.4). */
const lists: readonly { path: string; single: ResourceName; of: (agent: CallingAgent) => readonly Resource[]; isReadWhole?: boolean }[] = [
  { path: 'users', single: 'user', of: ({ hosted }) => hosted.views.users() },
  { path: 'queues', single: 'queue', of: ({ hosted }) => hosted.views.queues() },
  { path: 'contacts', single: 'contact', of: ({ hosted }) => hosted.views.contacts(), isReadWhole: true },
  { path: 'groups', single: 'group', of: ({ hosted }) => hosted.views.groups() },
  { path: 'skills', single: 'skill', of: ({ hosted }) => hosted.views.skills() },
  { path: 'features', single: 'feature', of: ({ hosted }) => hosted.views.features() },
  { path: 'services', single: 'service', of: ({ hosted }) => hosted.views.services() },
  { path: 'dispositions', single: 'disposition', of: ({ hosted }) => hosted.views.dispositions() }
]

/** `/api/v2/users` and its like: whom an agent may ask, and with what it works. */
export function directoryDoor(doors: Doors): Hono<DoorEnv> {
  const door = newDoor()
  for (const { path, single, of, isReadWhole = false } of lists) {
    door.get(`/${path}`, forAgent(doors, (context, agent) => readAll(context, agent, { name: path, resource: single, items: of(agent), isReadWhole })))
    door.get(`/${path}/:id`, forAgent(doors, (context, agent) => readOne(context, agent, single, of(agent))))
  }
  return door
}

/** A list of things that have addresses; `resource` says which fields they have in the session's dialect. */
export function readAll(
  context: DoorContext,
  { dialect }: CallingAgent,
  { name, resource, items, isReadWhole = false }: { name: string; resource: ResourceName; items: readonly { uri: string }[]; isReadWhole?: boolean }
): Response {
  const fields = fieldNames(resource, dialect)
  return answerCollection(context, { name, items, shown: only(fields), fields, uriOf: ({ uri }) => uri, isReadWhole })
}

function readOne(context: DoorContext, { dialect }: CallingAgent, resource: ResourceName, of: readonly Resource[]): Response {
  const found = of.find(({ id }) => id === context.req.param('id'))
  if (!found) return answer(context, noSuch(resource))
  return answer(context, { statusCode: 0, [resource]: chosen(only(fieldNames(resource, dialect))(found), context.req.query('fields') ?? '*') })
}

function noSuch(resource: ResourceName): Failure {
  return { statusCode: 6, statusMessage: `There is no such ${resource}` }
}
