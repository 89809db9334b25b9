import type { Hono } from 'hono'
import type { RunRow, Stage } from '../contract/control.ts'
import { act, fork } from '../contract/directing.ts'
import { failureOf } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'
import { newDoor } from './api.ts'
import type { DoorContext, DoorEnv } from './api.ts'
import { answer, wireAnswer } from './envelope.ts'

export const noSuchRun: Failure = { statusCode: 6, statusMessage: 'There is no such run' }

/** Well asked, and not possible as the run stands. */
const notNow = (statusMessage: string): Failure => ({ statusCode: 2, statusMessage })

/** Below `/control/runs`: acting as somebody of a run's cast, starting a run again, and forking it. */
export function directingDoor(stage: Stage): Hono<DoorEnv> {
  const door = newDoor()
  door.get('/:run/people/:who', async (context) => {
    const part = await stage.part(runIn(context), context.req.param('who'))
    return part ? context.json({ part }) : answer(context, { statusCode: 6, statusMessage: 'There is nobody of that name in this run' })
  })
  door.post('/:run/act', async (context) => {
    const read = act.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const acted = await stage.act(runIn(context), read.data)
    if (acted === null) return answer(context, noSuchRun)
    if ('problem' in acted) return answer(context, notNow(acted.problem))
    return acted.held ? context.json({ held: true }) : wireAnswer(context, acted.answer)
  })
  door.post('/:run/restart', async (context) => answerRun(context, await stage.restart(runIn(context))))
  door.post('/:run/fork', (context) => {
    const read = fork.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    return answerRun(context, stage.fork(runIn(context), read.data.at))
  })
  return door
}

/** A run as it is now, or why what was asked of it cannot be done. */
export function answerRun(context: DoorContext, run: RunRow | { problem: string } | null): Response {
  if (run === null) return answer(context, noSuchRun)
  return 'problem' in run ? answer(context, notNow(run.problem)) : context.json({ run })
}

export function runIn(context: DoorContext): string {
  return context.req.param('run') ?? ''
}
