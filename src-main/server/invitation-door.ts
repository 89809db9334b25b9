import type { Hono } from 'hono'
import { invitationCommand } from '../contract/invitation.ts'
import { failureOf } from '../wire/return-codes.ts'
import { newDoor } from './api.ts'
import type { DoorEnv } from './api.ts'
import { answer } from './envelope.ts'
import type { Invitation } from './invitation.ts'

/** `/control/invitation`: opening the doors to the network, and closing them. Who may come here is asked by the control door. */
export function invitationDoor(invitation: Invitation): Hono<DoorEnv> {
  const door = newDoor()
  door.get('/', (context) => context.json(invitation.state()))
  door.post('/', async (context) => {
    const read = invitationCommand.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const done = await invitation.command(read.data)
    return 'problem' in done ? answer(context, { statusCode: 2, statusMessage: done.problem }) : context.json(done)
  })
  return door
}
