import type { Hono } from 'hono'
import { startSuite, suiteCommand, suiteReport } from '../contract/suites.ts'
import type { Suites } from '../contract/suites.ts'
import { failureOf, malformed } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'
import { newDoor } from './api.ts'
import type { DoorContext, DoorEnv } from './api.ts'
import { answer } from './envelope.ts'

const noSuchSuite: Failure = { statusCode: 6, statusMessage: 'There are no such results any more; run the scenarios again' }

/** `/control/suites`: playing many scenarios of the library at a time. */
export function suitesDoor(suites: Suites): Hono<DoorEnv> {
  const door = newDoor()
  door.get('/', (context) => context.json({ suites: suites.all() }))
  door.post('/', async (context) => {
    const read = startSuite.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const suite = await suites.start(read.data)
    return 'problem' in suite ? answer(context, malformed(suite.problem)) : context.json({ suite })
  })
  door.get('/:id', (context) => {
    const whole = suites.whole(idIn(context))
    return whole ? context.json(whole) : answer(context, noSuchSuite)
  })
  door.post('/:id', (context) => {
    const read = suiteCommand.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const suite = suites.command(idIn(context), read.data)
    return suite ? context.json({ suite }) : answer(context, noSuchSuite)
  })
  door.get('/:id/reports/:as', (context) => {
    const read = suiteReport.safeParse(context.req.param('as'))
    if (!read.success) return answer(context, malformed('A report is either html or junit'))
    const text = suites.report(idIn(context), read.data)
    if (text === null) return answer(context, noSuchSuite)
    return typeof text === 'string' ? context.json({ text }) : answer(context, { statusCode: 2, statusMessage: text.problem })
  })
  return door
}

function idIn(context: DoorContext): string {
  return context.req.param('id') ?? ''
}
