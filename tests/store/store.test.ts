import { copyFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { logIn, putAside } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import { schemaVersion } from '../../src-main/store/schema.ts'
import { StoreProblem } from '../../src-main/store/store-problem.ts'
import { freshFolder, Rehearsal } from '../support/rooms.ts'

function problemWith(file: string): StoreProblem {
  try {
    Store.open(file).close()
  } catch (error) {
    if (error instanceof StoreProblem) return error
    throw error
  }
  throw new Error('the log was opened')
}

function aLog(): string {
  const rehearsal = new Rehearsal()
  rehearsal.chatWithAnna()
  for (let number = 0; number < 200; number += 1) rehearsal.customer({ operationName: 'SendMessage', text: `Message ${number}` })
  rehearsal.store.close()
  return rehearsal.file
}

test('a second start on the same log is refused with one sentence that says what to do', () => {
  const rehearsal = new Rehearsal()
  const tried = spawnSync(process.execPath, ['--input-type=module', '-e', `import { Store } from ${JSON.stringify(new URL('../../src-main/store/store.ts', import.meta.url).href)}; try { Store.open(${JSON.stringify(rehearsal.file)}) } catch (error) { console.log(error.kind, error.message) }`])
  expect(tried.stdout.toString()).toMatch(/^in_use The log .* is in use by another Aside\. Close that one/)
})

test('a file that is no database is named, and kept as it is', () => {
  const file = logIn(freshFolder())
  writeFileSync(file, 'not a database at all, but long enough to be looked at by SQLite '.repeat(50))
  const before = readFileSync(file)
  expect(problemWith(file)).toMatchObject({ kind: 'damaged' })
  expect(problemWith(file).message).toContain(file)
  expect(readFileSync(file)).toEqual(before)
})

test('a log that was cut off is found damaged when it is opened', () => {
  const file = aLog()
  truncateSync(file, readFileSync(file).length - 3 * 4096)
  expect(problemWith(file).kind).toBe('damaged')
})

test('a log of a newer Aside is named as such, and kept as it is', () => {
  const file = aLog()
  const db = new Database(file)
  db.pragma('user_version = 99')
  db.close()
  const before = readFileSync(file)
  expect(problemWith(file).kind).toBe('newer')
  expect(readFileSync(file)).toEqual(before)
})

test('of an input and what it brought about all is stored, or nothing', () => {
  const store = Store.open(logIn(freshFolder()))
  const room = store.addRoom('main')
  const input = { at: 1, viewer: 'agent:Anna', chat: null, operation: { operationName: 'Ready' }, outcome: { statusCode: 0 }, key: null } as const
  const event = { at: 1, event: { type: 'AgentNotReady', agent: 'Anna' }, told: {} } as const
  const unwritable = { ...event, told: { 'agent:Anna': 1n as unknown as number } }
  expect(() => store.append(room, input, [event, unwritable])).toThrow('BigInt')
  expect([...store.inputs(room), ...store.events(room)]).toEqual([])
  store.append(room, input, [event])
  expect([[...store.inputs(room)].length, [...store.events(room)].length]).toEqual([1, 1])
  store.close()
})

test("somebody else's database is not touched", () => {
  const file = logIn(freshFolder())
  const db = new Database(file)
  db.exec('CREATE TABLE recipes (name TEXT)')
  db.close()
  expect(problemWith(file).kind).toBe('foreign')
})

test('a log that is put aside keeps its bytes under a name that is free', () => {
  const file = aLog()
  const before = readFileSync(file)
  copyFileSync(file, file.replace(/\.db$/, '.kept-1.db'))
  const kept = putAside(file)
  expect(kept).toMatch(/\.kept-2\.db$/)
  expect(readFileSync(kept)).toEqual(before)
  expect(existsSync(file)).toBe(false)
})

test('a log of the first version goes on, with all that was in it, and can be closed and opened again', () => {
  const file = aLog()
  const db = new Database(file)
  for (const table of ['cursors', 'snapshots', 'snapshot_parts', 'moments', 'beginnings']) db.exec(`DROP TABLE ${table}`)
  for (const table of ['events', 'inputs']) db.exec(`ALTER TABLE ${table} DROP COLUMN crc`)
  db.pragma('user_version = 1')
  db.close()
  for (const _time of [1, 2]) {
    const store = Store.open(file)
    expect([...store.events(1)].length).toBeGreaterThan(200)
    store.rememberCursor(1, 'agent:Anna', { session: 'a', confirmed: { one: 1 }, sent: { one: 2 }, batch: 3 })
    store.close()
  }
  const migrated = new Database(file)
  expect(migrated.pragma('user_version', { simple: true })).toBe(schemaVersion)
  migrated.close()
})

test('cursors are kept per viewer and session, the one that was written last at the end', () => {
  const store = Store.open(logIn(freshFolder()))
  const room = store.addRoom('main')
  const cursor = (session: string, seq: number) => ({ session, confirmed: { topic: seq }, sent: { topic: seq + 1 }, batch: seq })
  for (const [session, seq] of [['b', 1], ['d', 2], ['c', 3], ['a', 4], ['b', 5]] as const) store.rememberCursor(room, 'agent:Anna', cursor(session, seq))
  store.rememberCursor(room, 'agent:Ben', cursor('a', 9))
  store.rememberCursor(room + 1, 'agent:Anna', cursor('a', 9))
  store.forgetCursor(room, 'agent:Anna', 'd')
  expect(store.cursors(room, 'agent:Anna')).toEqual([cursor('c', 3), cursor('a', 4), cursor('b', 5)])
  store.close()
})
