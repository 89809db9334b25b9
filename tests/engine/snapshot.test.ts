import { copyFileSync, existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Answer, Heard, Request } from '../../src-main/contract/client.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import { roomLog } from '../../src-main/engine/room-log.ts'
import type { RoomLog } from '../../src-main/engine/room-log.ts'
import { Room } from '../../src-main/engine/room.ts'
import { partsOf } from '../../src-main/engine/snapshot.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import { longRuns, seed } from '../support/long-tests.ts'
import { agents, centre, customers, Rights, sessions } from '../support/random-sessions.ts'
import type { Timed } from '../support/random-sessions.ts'
import { freshFolder, planWith, Rehearsal } from '../support/rooms.ts'

/** A start from a snapshot is the start from the log, to the byte; and the log is the truth. */

const row = { id: 1, name: 'main' }

/** One that is open, and how many events its start had to fold. */
interface Resumed {
  readonly room: Room
  readonly log: RoomLog
  readonly folded: number
  close(): void
}

function resumed(file: string): Resumed {
  const store = Store.open(file)
  const log = roomLog(store, row)
  let read = 0
  const counted: RoomLog = {
    ...log,
    *events(after) {
      for (const event of log.events(after)) {
        read += 1
        yield event
      }
    }
  }
  const room = Room.resume(counted)
  return { room, log, folded: read, close: () => store.close() }
}

function write(room: Room, log: RoomLog): void {
  const writer = log.beginSnapshot()
  for (const part of partsOf(room.memory())) writer.add(part)
  writer.finish()
}

/** The same log, once with its snapshots and once without any. */
function twice(file: string): { remembering: Resumed; folding: Resumed; close: () => void } {
  const bare = logIn(freshFolder())
  for (const tail of ['', '-wal']) if (existsSync(`${file}${tail}`)) copyFileSync(`${file}${tail}`, `${bare}${tail}`)
  const db = new Database(bare)
  db.exec('DELETE FROM snapshots; DELETE FROM snapshot_parts')
  db.close()
  const [remembering, folding] = [resumed(file), resumed(bare)]
  return {
    remembering,
    folding,
    close: () => {
      remembering.close()
      folding.close()
    }
  }
}

const viewers: readonly Viewer[] = [...agents.map((name): Viewer => `agent:${name}`), ...customers.map((name): Viewer => `customer:${name}`)]

/** All that can be known of a room, as text. */
function all({ room, log }: Resumed): string {
  const chats = new Set([...log.events()].flatMap(({ event }) => ('chat' in event ? [event.chat] : [])))
  return JSON.stringify({
    now: room.now,
    due: room.nextDueAt(),
    memory: [...partsOf(room.memory())],
    live: [...room.chats.keys()],
    chats: [...chats].map((id) => room.chat(id)),
    missed: viewers.map((viewer) => Array.from({ length: room.seqOf(viewer) + 2 }, (_, since) => room.missed(viewer, since)))
  })
}

interface Asked {
  readonly request: Request
  readonly at: number
}

/** The moves from one on, each with what it asks of this room. */
function play(room: Room, rights: Rights, moves: readonly Timed[], asked: (one: Asked) => Answer): void {
  let at = room.now
  for (const { move, afterMs } of moves) {
    at += afterMs
    room.advanceTo(at)
    rights.note()
    const request = rights.request(move)
    if (request) rights.moved(move, asked({ request, at }))
  }
}

test('whatever happened, and whenever it was written down: from a snapshot a room is as from its log, and goes on so', () => {
  let remembered = 0
  const shares = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  const property = fc.property(sessions, shares, fc.boolean(), (moves, [written, ended], isWrittenTwice) => {
    const file = logIn(freshFolder())
    const store = Store.open(file)
    const room = new Engine(store).begin(row.name, centre())
    const log = roomLog(store, row)
    for (const name of agents) room.dispatch({ viewer: `agent:${name}`, chat: null, operation: { operationName: 'ChannelOpened' } }, 0)
    const rights = new Rights(room)
    const stop = Math.ceil(ended * moves.length)
    const place = Math.floor(written * stop)
    const ask = ({ request, at }: Asked): Answer => room.dispatch(request, at)
    play(room, rights, moves.slice(0, place), ask)
    write(room, log)
    play(room, rights, moves.slice(place, stop), ask)
    if (isWrittenTwice) write(room, log)
    store.close()

    const { remembering, folding, close } = twice(file)
    remembered += folding.folded - remembering.folded
    expect(all(remembering)).toBe(all(folding))
    const heard: Heard[][] = [[], []]
    ;[remembering, folding].forEach((one, side) => one.room.listen((frame) => heard[side]?.push(frame)))
    // What is asked follows from one of them and is put to both.
    const go = new Rights(folding.room)
    for (const name of customers) go.knows(name, rights.chatOf(name))
    play(folding.room, go, moves.slice(stop), ({ request, at }) => {
      const answer = folding.room.dispatch(request, at)
      expect(remembering.room.dispatch(request, at)).toEqual(answer)
      return answer
    })
    for (const one of [remembering, folding]) one.room.advanceTo(folding.room.now + 120_000)
    expect(JSON.stringify(heard[0])).toBe(JSON.stringify(heard[1]))
    expect(all(remembering)).toBe(all(folding))
    expect(JSON.stringify([...remembering.log.events(), ...remembering.log.inputs()])).toBe(JSON.stringify([...folding.log.events(), ...folding.log.inputs()]))
    close()
  })
  fc.assert(property, { numRuns: 40 * longRuns, seed })
  expect(remembered).toBeGreaterThan(100)
})

test('who was told more than is kept gets as much after a start from a snapshot', () => {
  const rehearsal = longTalk(2300)
  const seq = rehearsal.room.seqOf('agent:Anna')
  write(rehearsal.room, roomLog(rehearsal.store, row))
  rehearsal.store.close()
  const { remembering, folding, close } = twice(rehearsal.file)
  const missed = ({ room }: Resumed, back: number): unknown => JSON.stringify(room.missed('agent:Anna', seq - back))
  for (const back of [0, 1, 999, 1000, 1001, 1500]) expect(missed(remembering, back), String(back)).toBe(missed(folding, back))
  expect(remembering.room.missed('agent:Anna', seq - 1000)).toHaveLength(1000)
  expect(remembering.room.missed('agent:Anna', seq - 1001)).toBeNull()
  expect(remembering.folded).toBeLessThan(10)
  close()
})

test.each([
  ['written by other code', "UPDATE snapshots SET code = 'other'"],
  ['never finished', 'UPDATE snapshots SET parts = NULL'],
  ['without one of its parts', 'DELETE FROM snapshot_parts WHERE part = 1'],
  ['with a part too many', "INSERT INTO snapshot_parts (snapshot, part, text, crc) VALUES (1, 99, '', 0)"],
  ['in which a letter is another', "UPDATE snapshot_parts SET text = replace(text, 'Refund', 'Refuse')"],
  ['without its head', 'DELETE FROM snapshots']
])('a snapshot %s is as if it were not there', (_what, sql) => {
  const rehearsal = longTalk(30)
  write(rehearsal.room, roomLog(rehearsal.store, row))
  rehearsal.store.close()
  const db = new Database(rehearsal.file)
  expect(db.prepare(sql).run().changes).toBeGreaterThan(0)
  db.close()
  const { remembering, folding, close } = twice(rehearsal.file)
  expect(remembering.folded).toBe(folding.folded)
  expect(all(remembering)).toBe(all(folding))
  close()
})

test.each([['no text of ours', 'nonsense'], ['nothing', '{}'], ['frames of nobody', '{"frames":[]}']])('a snapshot that holds %s is as if it were not there', (_what, text) => {
  const rehearsal = longTalk(30)
  const writer = roomLog(rehearsal.store, row).beginSnapshot()
  writer.add(text)
  writer.finish()
  rehearsal.store.close()
  const { remembering, folding, close } = twice(rehearsal.file)
  expect(all(remembering)).toBe(all(folding))
  close()
})

test('while a room goes on its snapshots are written by themselves, and a start after a kill folds but the rest', async () => {
  const file = logIn(freshFolder())
  const store = Store.open(file)
  const room = new Engine(store, { snapshotEvery: 200 }).begin(row.name, planWith({ settings: { requestsPerSecond: 1_000_000 } }))
  const { chat = '' } = room.dispatch({ viewer: 'customer:Clara', chat: null, operation: { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' } }, 0)
  const heads: number[] = []
  for (let number = 0; number < 1500; number += 1) {
    room.dispatch({ viewer: 'customer:Clara', chat, operation: { operationName: 'SendMessage', text: `Message ${number}` } }, number * 1000)
    await new Promise((done) => setImmediate(done))
    const n = store.snapshots.latest(1)?.n ?? 0
    if (n > (heads.at(-1) ?? 0)) heads.push(n)
  }
  expect(heads.length).toBeGreaterThan(1)
  // What is large is written less often.
  const distances = heads.map((n, place) => n - (heads[place - 1] ?? 0))
  expect([...distances].sort((one, other) => one - other)).toEqual(distances)
  expect(distances.at(-1)).toBeGreaterThan(300)
  // The older ones are given up when a newer one is whole.
  await expect.poll(() => snapshotsIn(file), { timeout: 20_000 }).toEqual([{ n: heads.at(-1), isWhole: true }])

  const killed = logIn(freshFolder())
  for (const tail of ['', '-wal']) copyFileSync(`${file}${tail}`, `${killed}${tail}`)
  const { remembering, folding, close } = twice(killed)
  expect(folding.folded).toBeGreaterThan(1500)
  expect(remembering.folded).toBeLessThan(folding.folded - (heads.at(-1) ?? 0) + 10)
  expect([...partsOf(remembering.room.memory())]).toEqual([...partsOf(folding.room.memory())])
  close()
  store.close()
})

test('a room that is closed is written down, so that the next start folds next to nothing', () => {
  const rehearsal = longTalk(600)
  rehearsal.engine.close()
  rehearsal.store.close()
  const { remembering, folding, close } = twice(rehearsal.file)
  expect([remembering.folded < 5, folding.folded > 600]).toEqual([true, true])
  expect([...partsOf(remembering.room.memory())]).toEqual([...partsOf(folding.room.memory())])
  close()
})

/** Clara and Anna say so much to each other. */
function longTalk(messages: number): Rehearsal {
  const rehearsal = new Rehearsal(planWith({ settings: { requestsPerSecond: 1_000_000 } }))
  rehearsal.chatWithAnna()
  for (let number = 0; number < messages; number += 1) rehearsal.customer({ operationName: 'SendMessage', text: `Message ${number}` })
  return rehearsal
}

/** The snapshots in a log that somebody writes to. */
function snapshotsIn(file: string): { n: number; isWhole: boolean }[] {
  const copy = logIn(freshFolder())
  for (const tail of ['', '-wal']) copyFileSync(`${file}${tail}`, `${copy}${tail}`)
  const db = new Database(copy)
  const heads = db.prepare<[], { n: number; parts: number | null; there: number }>('SELECT n, parts, (SELECT count(*) FROM snapshot_parts WHERE snapshot = id) AS there FROM snapshots').all()
  db.close()
  return heads.map(({ n, parts, there }) => ({ n, isWhole: parts === there }))
}
