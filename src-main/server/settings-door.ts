import type { Hono } from 'hono'
import { profiles } from '../wire/profile.ts'
import type { Failure } from '../wire/return-codes.ts'
import { forAgent, newDoor } from './api.ts'
import type { DoorEnv, Doors } from './api.ts'
import { readAll } from './directory-door.ts'
import { answer } from './envelope.ts'

const noSuchGroup: Failure = { statusCode: 6, statusMessage: 'There are no such settings; GET /api/v2/settings lists those there are' }

/** `/api/v2/settings` in their groups, and which version answers (wire-facts 4.2, 4.3, 4.5). A group comes whole: clients ask for no fields. */
export function settingsDoor(doors: Doors): Hono<DoorEnv> {
  const door = newDoor()
  door.get('/settings', forAgent(doors, (context, agent) => {
    const items = agent.hosted.views.settings(agent.name)
    return readAll(context, agent, { name: 'settings', resource: 'settings', items, isReadWhole: true })
  }))
  door.get('/settings/:group', forAgent(doors, (context, { hosted, name }) => {
    const group = hosted.views.settings(name).find(({ id }) => id === context.req.param('group'))
    return group ? answer(context, { statusCode: 0, settings: group.settings, key: 'name' }) : answer(context, noSuchGroup)
  }))
  door.get('/diagnostics/version', forAgent(doors, (context, { dialect }) => answer(context, { statusCode: 0, version: profiles[dialect].version })))
  return door
}
