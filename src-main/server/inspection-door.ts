import type { Hono } from 'hono'
import { momentOf, tokenOf } from '../contract/inspection.ts'
import { wantedReport } from '../contract/run-results.ts'
import { failureOf } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'
import { newDoor } from './api.ts'
import type { DoorContext, DoorEnv } from './api.ts'
import { answer } from './envelope.ts'
import type { Host } from './host.ts'

const nobody: Failure = { statusCode: 6, statusMessage: 'There is nobody of that name in this run' }
const noSuchRun: Failure = { statusCode: 6, statusMessage: 'There is no such run' }

/** What a trainer looks up of a run, below `/control`; who may call was asked before. */
export function inspectionDoor({ inspector }: Pick<Host, 'inspector'>): Hono<DoorEnv> {
  const door = newDoor()
  door.post('/runs/:run/tokens', (context) => {
    const read = tokenOf.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const token = inspector.token(runIn(context), read.data.viewer)
    return token === null ? answer(context, nobody) : context.json({ token })
  })
  door.get('/map', (context) => context.json(inspector.map()))
  door.get('/runs/:run/map', (context) => {
    const read = momentOf.safeParse(context.req.query())
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const moment = inspector.mapAt(runIn(context), read.data.at)
    return moment ? context.json(moment) : answer(context, noSuchRun)
  })
  door.get('/runs/:run/results', (context) => {
    const results = inspector.results(runIn(context))
    return results ? context.json(results) : answer(context, noSuchRun)
  })
  door.get('/runs/:run/report', (context) => {
    const read = wantedReport.safeParse(context.req.query())
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const report = inspector.report(runIn(context), read.data)
    if (!report) return answer(context, noSuchRun)
    context.header('content-type', report.type)
    context.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(report.name)}`)
    return context.body(report.text)
  })
  return door
}

function runIn(context: DoorContext): string {
  return context.req.param('run') ?? ''
}
