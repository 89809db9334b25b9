import { expect, test } from 'vitest'
import { Engine } from '../../src-main/engine/engine.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import { aside, served } from '../support/command-line.ts'
import { freshFolder, planWith, Rehearsal } from '../support/rooms.ts'
import { signIn } from '../support/server.ts'

/** `aside log`: what a log holds, and giving up what is old, never without a word. */

const day = 86_400_000

/** A hosted room with a chat that was over forty days ago, one of then that is not over, and a run of a scenario of then. */
function oldLog(): { folder: string; goesOn: string } {
  const folder = freshFolder()
  let wall = Date.now() - 40 * day
  const store = Store.open(logIn(folder), { wallClock: () => wall })
  const engine = new Engine(store)
  for (const name of ['run-1', 'run-2']) engine.begin(name, planWith())
  const room = engine.begin('hosted', planWith())
  const anna = (chat: string | null, operation: object): unknown => room.dispatch({ viewer: 'agent:Anna', chat, operation } as Parameters<typeof room.dispatch>[0], room.now + 1000)
  anna(null, { operationName: 'ChannelOpened' })
  const chat = (): string => {
    const id = room.dispatch({ viewer: 'customer:Clara', chat: null, operation: { operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' } }, room.now + 1000).chat ?? ''
    anna(id, { operationName: 'Accept' })
    anna(id, { operationName: 'SendMessage', text: 'Hello' })
    return id
  }
  anna(chat(), { operationName: 'Complete' })
  const goesOn = chat()
  wall = Date.now()
  anna(goesOn, { operationName: 'SendMessage', text: 'Still there?' })
  store.close()
  return { folder, goesOn }
}

test('it says how large a log is and what it holds, and how to learn what could go', async () => {
  const { folder } = oldLog()
  const { code, out, err } = await aside('log', folder)
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^The log .*aside\.db takes \d+ kB: 3 rooms, \d+ events\.\n {2}run-1 {7}1 event, 0 chats, known from \d{4}-\d\d-\d\d to .*\n(.*\n)* {2}hosted {6}\d+ events, 2 chats, known from .*\n"aside log compact .* --keep 30d" says what of it/)
})

test('without --yes it only says what would go; with it that goes, and a start goes on', async () => {
  const { folder, goesOn } = oldLog()
  const before = await aside('log', folder)
  const said = await aside('log', 'compact', folder, '--keep', '30d')
  expect([said.code, said.err]).toEqual([0, ''])
  expect(said.out).toMatch(/goes what is older than \d{4}-\d\d-\d\d \d\d:\d\d UTC \(--keep 30d\):\n {2}hosted: 1 chat that was over by then, .*\n {2}1 chat that was not over stays whole, .*\n.* can not be replayed, .*\n {2}1 run as a whole \(run-1\): .*\nNothing was changed\. .* --yes does it\.\n$/)
  expect((await aside('log', folder)).out).toBe(before.out)

  const done = await aside('log', 'compact', folder, '--keep', '30d', '--yes')
  expect([done.code, done.err]).toEqual([0, ''])
  expect(done.out).toMatch(/Done\. The log .* took \d+ kB and takes \d+ kB now\.\n$/)
  expect((await aside('log', folder)).out).toMatch(/hosted .* 1 chat, .*; what came before was given up on \d{4}-\d\d-\d\d/)
  for (const command of ['replay', 'export']) {
    const refused = await aside(command, folder, '--room', 'hosted')
    expect([refused.code, refused.out]).toEqual([2, ''])
    expect(refused.err).toMatch(new RegExp(`^Of the log ${logIn(folder)} the older part of this room was given up on .* not be replayed, exported or forked: .*\\n$`))
  }
  expect((await aside('log', 'compact', folder)).out).toMatch(/^Nothing in the log .* is older than .* and can be given up\.\n$/)

  const { url, kill } = await served('resources/scenarios/consult-then-transfer.yaml', '--port', '0', '--data', folder)
  const anna = await signIn(url, 'Anna')
  const { body } = await anna.get(`/api/v2/me/chats/${goesOn}/messages`)
  expect(JSON.stringify(body)).toMatch(/"Hello".*"Still there\?"/)
  await kill('SIGTERM')
})

test('serve --keep says what goes before it begins, and begins with the rest', async () => {
  const { folder, goesOn } = oldLog()
  const { url, said, kill } = await served('resources/scenarios/consult-then-transfer.yaml', '--port', '0', '--data', folder, '--keep', '30d')
  expect(said()).toMatch(/^Of the log .* goes what is older than [^]* 1 chat that was over [^]*Done\. The log /)
  expect((await (await signIn(url, 'Anna')).get(`/api/v2/me/chats/${goesOn}`)).status).toBe(200)
  await kill('SIGTERM')
})

test.each([
  [['log', 'no-such-folder'], /^There is no log in .*no-such-folder\. Give the folder/],
  [['log', 'shrink', 'somewhere'], /"aside log shrink" is not known; there are/],
  [['log', 'compact', 'somewhere', '--keep', 'a week'], /--keep must be days or hours such as 30d or 12h, or 0, not a week/],
  [['serve', 'resources/scenarios/consult-then-transfer.yaml', '--log-limit', '5'], /--log-limit must be a size such as 500MB or 10GB, not 5/],
  [['serve', 'resources/scenarios/consult-then-transfer.yaml', '--keep', '1w'], /--keep must be days or hours/]
])('what makes no sense (%j) exits 2 with a sentence', async (args, sentence) => {
  const { code, err } = await aside(...args)
  expect([code, err.split('\n').length]).toEqual([2, 2])
  expect(err).toMatch(sentence)
})

test('a log that another Aside has open is not touched', async () => {
  const rehearsal = new Rehearsal()
  const { code, err } = await aside('log', 'compact', rehearsal.file.replace(/.aside\.db$/, ''), '--keep', '0', '--yes')
  expect(code).toBe(2)
  expect(err).toMatch(/is in use by another Aside\. Close that one/)
  rehearsal.store.close()
})
