import type { Hono } from 'hono'
import { recordingCommand, recordingText, startRecording } from '../contract/acting.ts'
import type { Acting } from '../contract/acting.ts'
import { failureOf, malformed } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'
import { newDoor } from './api.ts'
import type { DoorContext, DoorEnv } from './api.ts'
import { answer } from './envelope.ts'

const noSuchRecording: Failure = { statusCode: 6, statusMessage: 'There is no such recording; it was saved or discarded' }

/** `/control/recordings`: acting a scenario instead of writing it. */
export function actingDoor(acting: Acting): Hono<DoorEnv> {
  const door = newDoor()
  door.get('/', (context) => context.json({ recordings: acting.recordings() }))
  door.post('/', (context) => {
    const read = startRecording.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const recording = acting.start(read.data)
    return 'problem' in recording ? answer(context, malformed(recording.problem)) : context.json({ recording })
  })
  door.get('/:id', (context) => {
    const whole = acting.whole(idIn(context))
    return whole ? context.json(whole) : answer(context, noSuchRecording)
  })
  door.post('/:id', async (context) => {
    const read = recordingCommand.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const whole = await acting.command(idIn(context), read.data)
    if (whole === null) return answer(context, noSuchRecording)
    return 'problem' in whole ? answer(context, malformed(whole.problem)) : context.json(whole)
  })
  door.post('/:id/text', (context) => {
    const read = recordingText.safeParse(context.get('body'))
    if (!read.success) return answer(context, failureOf(read.error.issues[0]))
    const text = acting.text(idIn(context), read.data)
    if (text === null) return answer(context, noSuchRecording)
    return typeof text === 'string' ? context.json({ text }) : answer(context, malformed(text.problem))
  })
  return door
}

function idIn(context: DoorContext): string {
  return context.req.param('id') ?? ''
}
