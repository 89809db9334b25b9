import type { Hono } from 'hono'
import { checkText, copyFile, createFile, editText, helpText, readFile, rehearseText, removeFile, renameFile, restoreFile, saveFile } from '../contract/editing.ts'
import type { Editing, NotDone } from '../contract/editing.ts'
import { failureOf } from '../wire/return-codes.ts'
import type { Failure } from '../wire/return-codes.ts'
import { newDoor } from './api.ts'
import type { DoorContext, DoorEnv } from './api.ts'
import { answer } from './envelope.ts'

/** What reads a body. */
interface Schema<Asked> {
  safeParse(body: unknown): { readonly success: true; readonly data: Asked } | { readonly success: false; readonly error: { readonly issues: readonly Parameters<typeof failureOf>[0][] } }
}

/** `/control/editing`: the trainer's editor. Who may come here is asked by the control door. */
export function editingDoor(editing: Editing): Hono<DoorEnv> {
  const door = newDoor()
  door.get('/language', (context) => context.json(editing.language()))
  door.get('/templates', (context) => context.json({ templates: editing.templates() }))
  const post = <Asked>(path: string, schema: Schema<Asked>, done: (asked: Asked) => object | Promise<object>): void => {
    door.post(path, async (context) => {
      const read = schema.safeParse(context.get('body'))
      return read.success ? replied(context, await done(read.data)) : answer(context, failureOf(read.error.issues[0]))
    })
  }
  post('/read', readFile, ({ file }) => editing.read(file))
  post('/save', saveFile, (asked) => editing.save(asked))
  post('/create', createFile, (asked) => editing.create(asked))
  post('/copy', copyFile, (asked) => editing.copy(asked))
  post('/rename', renameFile, ({ file, to }) => editing.rename(file, to))
  post('/remove', removeFile, ({ file }) => editing.remove(file))
  post('/restore', restoreFile, ({ kept, file }) => editing.restore(kept, file))
  post('/check', checkText, ({ file, text }) => editing.check(file, text))
  post('/edit', editText, ({ file, text, edit }) => editing.edit(file, text, edit))
  post('/help', helpText, ({ file, text, line, column }) => editing.help(file, text, line, column))
  post('/rehearse', rehearseText, ({ file, text, line }) => editing.rehearse(file, text, line))
  return door
}

/** What was not done is answered with the code of the reason, and its sentence. */
function replied(context: DoorContext, done: object): Response {
  return isNotDone(done) ? answer(context, { statusCode: codes[done.why], statusMessage: done.refused }) : context.json(done)
}

const codes: Readonly<Record<NotDone['why'], Failure['statusCode']>> = { changed: 19, exists: 18, missing: 6, outside: 3, unwritable: 15, unreadable: 12, edit: 2 }

function isNotDone(done: object): done is NotDone {
  return 'refused' in done && 'why' in done
}
