import type { Hono } from 'hono'
import { isDirecting } from '../contract/directing.ts'
import { openWindow, runCommand, runPiece, setFaults, startRun, switchChannel } from '../contract/control.ts'
import type { Stage } from '../contract/control.ts'
import { failureOf, malformed } from '../wire/return-codes.ts'
import { actingDoor } from './acting-door.ts'
import { newDoor } from './api.ts'
import type { DoorContext, DoorEnv, Doors } from './api.ts'
import { answerRun, directingDoor, noSuchRun, runIn } from './directing-door.ts'
import { editingDoor } from './editing-door.ts'
import { accessDenied, answer, wireAnswer } from './envelope.ts'
import { inspectionDoor } from './inspection-door.ts'
import type { Invitation } from './invitation.ts'
import { invitationDoor } from './invitation-door.ts'
import { suitesDoor } from './suites-door.ts'

/** `/control`: what a trainer may do, with the trainer's own token and no other. */
export function controlDoor({ host }: Doors, invitation: Invitation): Hono<DoorEnv> {
  const { stage } = host
  const door = newDoor()
  door.use(async (context, next) => {
    if (context.get('caller').kind !== 'trainer') return answer(context, accessDenied)
    await next()
  })
  door.get('/scenarios', async (context) => context.json(await stage.library()))
  door.get('/runs', (context) => context.json({ runs: stage.runs() }))
  door.get('/runs/:run', (context) => {
    const read = runPiece.safeParse(context.req.query())
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const whole = stage.whole(runIn(context), read.data)
    return whole ? context.json(whole) : answer(context, noSuchRun)
  })
  door.post('/runs', async (context) => {
    const read = startRun.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const run = await stage.start(read.data)
    return 'problem' in run ? answer(context, malformed(run.problem)) : context.json({ run })
  })
  door.post('/runs/:run', async (context) => {
    const read = runCommand.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    return answerRun(context, isDirecting(read.data) ? await stage.direct(runIn(context), read.data) : stage.command(runIn(context), read.data))
  })
  door.route('/editing', editingDoor(host.editing))
  door.post('/runs/:run/faults', (context) => changeRun(context, setFaults, stage))
  door.post('/runs/:run/channels', (context) => changeRun(context, switchChannel, stage))
  door.post('/runs/:run/windows', (context) => {
    const read = openWindow.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const url = stage.window(runIn(context), read.data)
    return url ? context.json({ url }) : answer(context, { statusCode: 6, statusMessage: 'There is nobody of that name in this run' })
  })
  door.route('/runs', directingDoor(stage))
  door.route('/recordings', actingDoor(host.acting))
  door.route('/suites', suitesDoor(host.suites))
  door.route('/invitation', invitationDoor(invitation))
  door.route('/', inspectionDoor(host))
  return door
}

async function changeRun(context: DoorContext, schema: typeof setFaults | typeof switchChannel, stage: Stage): Promise<Response> {
  const read = schema.safeParse(context.get('body'))
  if (!read.success) return answer(context, failureOf(read.error.issues[0]))
  const answered = await stage.change(runIn(context), read.data)
  return answered ? wireAnswer(context, answered) : answer(context, noSuchRun)
}
