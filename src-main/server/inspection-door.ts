import type { Hono } from 'hono'
import { tokenOf } from '../contract/inspection.ts'
import { failureOf } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'
import { newDoor } from './api.ts'
import type { DoorContext, DoorEnv } from './api.ts'
import { answer } from './envelope.ts'
import type { Host } from './host.ts'

const nobody: Failure = { statusCode: 6, statusMessage: 'There is nobody of that name in this run' }

/** What a trainer looks up of a run, below `/control`; who may call was asked before. */
export function inspectionDoor({ inspector }: Pick<Host, 'inspector'>): Hono<DoorEnv> {
  const door = newDoor()
  door.post('/runs/:run/tokens', (context) => {
    const read = tokenOf.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const token = inspector.token(runIn(context), read.data.viewer)
    return token === null ? answer(context, nobody) : context.json({ token })
  })
  return door
}

function runIn(context: DoorContext): string {
  return context.req.param('run') ?? ''
}
