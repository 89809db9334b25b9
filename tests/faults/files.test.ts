import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { roomLog } from '../../src-main/engine/room-log.ts'
import { Room } from '../../src-main/engine/room.ts'
import { partsOf } from '../../src-main/engine/snapshot.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import { StoreProblem } from '../../src-main/store/store-problem.ts'
import { aside, served } from '../support/command-line.ts'
import { diceOf } from '../support/dice.ts'
import { longRuns, seed } from '../support/long-tests.ts'
import { freshFolder, Rehearsal } from '../support/rooms.ts'

/** A log whose bytes are not those that were written, or that may not be written: a sentence, and nothing that is not so. */

const row = { id: 1, name: 'main' }
const sample = 'resources/scenarios/consult-then-transfer.yaml'

/** A log with a chat that is over and one in the middle of a consult, closed as after Ctrl-C. */
function aLog(): string {
  const rehearsal = new Rehearsal()
  for (const isLast of [false, true]) {
    rehearsal.chatWithAnna()
    rehearsal.consult()
    rehearsal.agent('Ben', { operationName: 'Accept' })
    for (let number = 0; number < 40; number += 1) rehearsal.customer({ operationName: 'SendMessage', text: `Message ${number} of a customer who waits` })
    if (!isLast) rehearsal.agent('Anna', { operationName: 'Complete' })
  }
  rehearsal.store.close()
  return rehearsal.file
}

/** All that is read of a log, as text; or the problem with it. */
function readAll(file: string): string | StoreProblem {
  let store: Store | null = null
  try {
    store = Store.open(file)
    const log = roomLog(store, row)
    const events = [...log.events()]
    const chats = new Set(events.flatMap(({ event }) => ('chat' in event ? [event.chat] : [])))
    const room = Room.resume(log)
    return JSON.stringify([events, [...log.inputs()], [...chats].map((chat) => log.eventsOfChat(chat)), [...partsOf(room.memory())]])
  } catch (error) {
    if (error instanceof StoreProblem) return error
    throw error
  } finally {
    store?.close()
  }
}

test('whichever bit flips: either it is said that the log is damaged, or all that is read is as it was stored', () => {
  const file = aLog()
  const bytes = readFileSync(file)
  const whole = logIn(freshFolder())
  copyFileSync(file, whole)
  const expected = readAll(whole)
  const roll = diceOf(seed)
  const came = { damaged: 0, same: 0 }
  for (let number = 0; number < 60 * longRuns; number += 1) {
    const flipped = Buffer.from(bytes)
    const place = roll(bytes.length)
    const bit = roll(8)
    flipped[place] = (flipped[place] ?? 0) ^ (1 << bit)
    const copy = logIn(freshFolder())
    writeFileSync(copy, flipped)
    const read = readAll(copy)
    const where = `bit ${bit} of byte ${place} (seed ${seed})`
    if (read instanceof StoreProblem) {
      came.damaged += 1
      expect(read.message, where).toMatch(/^(?:The log )?.*aside\.db .*(?:It is kept as it is|cannot be written).*$/)
    } else {
      came.same += 1
      expect(read === expected, where).toBe(true)
    }
  }
  expect(came.damaged).toBeGreaterThan(10)
})

test('wherever a log was cut off, it is said, and nothing is made of the rest', () => {
  const file = aLog()
  const roll = diceOf(seed)
  const { length } = readFileSync(file)
  for (let number = 0; number < 15 * longRuns; number += 1) {
    const copy = logIn(freshFolder())
    copyFileSync(file, copy)
    truncateSync(copy, 1 + roll(length - 1))
    expect(readAll(copy), `seed ${seed}`).toMatchObject({ message: expect.stringMatching(/It is kept as it is; --fresh puts it aside/) })
  }
})

test('a word that was changed in the log is found at the start; --fresh puts the log aside and begins a new one', async () => {
  const data = freshFolder()
  const first = await served(sample, '--port', '0', '--data', data)
  await first.kill('SIGTERM')
  const file = logIn(data)
  const bytes = readFileSync(file)
  const place = bytes.lastIndexOf('"RoomOpened"')
  expect(place).toBeGreaterThan(0)
  bytes.write('"RoomOpines"', place)
  writeFileSync(file, bytes)
  const refused = await aside('serve', sample, '--port', '0', '--data', data)
  expect([refused.code, refused.err]).toEqual([2, `The log ${file} is damaged (event 1 is not as it was stored). It is kept as it is; --fresh puts it aside and begins a new one.\n`])
  const fresh = await served(sample, '--port', '0', '--data', data, '--fresh')
  expect(fresh.said()).toContain('aside.kept-1.db; a new one was begun.')
  expect(readFileSync(file.replace('.db', '.kept-1.db')).includes('"RoomOpines"')).toBe(true)
  await fresh.kill('SIGKILL')
})

test.runIf(process.platform !== 'win32').each([
  ['file', 0o444, 0o777],
  ['folder', 0o444, 0o555]
])('a %s that may only be read is named, with what to do', (_what, fileMode, folderMode) => {
  const file = aLog()
  // To the system's own user nothing is forbidden, so it is tried as somebody else.
  const somebody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null
  if (somebody) for (const path of [file, dirname(file)]) chownSync(path, somebody.uid, somebody.gid)
  chmodSync(file, fileMode)
  chmodSync(dirname(file), folderMode)
  const module = JSON.stringify(new URL('../../src-main/store/store.ts', import.meta.url).href)
  const opened = spawnSync(process.execPath, ['--input-type=module', '-e', `import { Store } from ${module}; try { Store.open(${JSON.stringify(file)}) } catch (error) { console.log(error.kind, error.message) }`], { ...(somebody ?? {}), encoding: 'utf8' })
  chmodSync(dirname(file), 0o777)
  expect(opened.stdout, opened.stderr).toMatch(/^not_writable The log .*aside\.db cannot be written: .* (?:may only be read|nothing may be written)\. Let Aside write there, or give it a --data folder that it may write to\.\n$/)
})
