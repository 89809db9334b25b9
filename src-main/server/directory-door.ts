import type { Hono } from 'hono'
import type { Dialect } from '../wire/dialect.ts'
import { agentCalling, newDoor, paged } from './api.ts'
import type { DoorContext, DoorEnv, Doors } from './api.ts'
import { answer } from './envelope.ts'
import type { HostedRoom } from './host.ts'

/** `/api/v2/users` and `/api/v2/queues`: whom an agent may ask (wire-facts 4.4). */
export function directoryDoor({ host }: Doors): Hono<DoorEnv> {
  const door = newDoor()
  const list = (context: DoorContext, name: 'users' | 'queues', of: (hosted: HostedRoom) => readonly { uri: string }[]): Response => {
    const agent = agentCalling(context, host)
    if ('statusCode' in agent) return answer(context, agent)
    const found = paged(context, of(agent.hosted))
    if ('statusCode' in found) return answer(context, found)
    const fields = context.req.query('fields')
    if (fields === undefined) return answer(context, { statusCode: 0, uris: found.map(({ uri }) => uri) })
    const { wire } = agent.hosted.room.plan
    return answer(context, { statusCode: 0, [name]: found.map((item) => chosen(inDialect(wire, item), fields)) })
  }
  const single = (context: DoorContext, name: 'user' | 'queue', of: (hosted: HostedRoom) => readonly { id: string }[]): Response => {
    const agent = agentCalling(context, host)
    if ('statusCode' in agent) return answer(context, agent)
    const found = of(agent.hosted).find(({ id }) => id === context.req.param('id'))
    if (!found) return answer(context, { statusCode: 6, statusMessage: `There is no such ${name}` })
    return answer(context, { statusCode: 0, [name]: inDialect(agent.hosted.room.plan.wire, found) })
  }
  door.get('/users', (context) => list(context, 'users', ({ views }) => views.users()))
  door.get('/users/:id', (context) => single(context, 'user', ({ views }) => views.users()))
  door.get('/queues', (context) => list(context, 'queues', ({ views }) => views.queues()))
  door.get('/queues/:id', (context) => single(context, 'queue', ({ views }) => views.queues()))
  return door
}

/** Without what only `extended` has. */
export function inDialect<Item extends object>(dialect: Dialect, item: Item): Item {
  if (dialect === 'extended') return item
  const { availability: _availability, nickname: _nickname, ...page } = item as Item & { availability?: unknown; nickname?: unknown }
  return page as Item
}

/** `fields=*`, or the named ones (wire-facts 4.1). */
function chosen(item: object, fields: string): object {
  if (fields === '*') return item
  const names = fields.split(',').map((name) => name.trim())
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)))
}
