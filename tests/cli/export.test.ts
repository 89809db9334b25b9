import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { logIn } from '../../src-main/store/log-file.ts'
import { aside } from '../support/command-line.ts'
import { freshFolder, Rehearsal } from '../support/rooms.ts'

/** `aside export` as people call it. */

const sample = 'resources/scenarios/consult-then-transfer.yaml'
const out = freshFolder()
const record = join(out, 'resources.scenarios.consult-then-transfer.run.json')

beforeAll(() => aside('run', sample, '--out', out))

test('the trainer gets everything, a customer what it was told and nothing else', async () => {
  const [all, claras] = await Promise.all([aside('export', record), aside('export', record, '--as', 'Clara')])
  expect([all.code, all.err, claras.code, claras.err]).toEqual([0, '', 0, ''])
  expect(all.out).toMatch(/^0:07\.5 {2}Anna -> Ben +\[agents only\] Can you approve 250\?$/m)
  expect(claras.out).toMatch(/^As it was told to Clara: 12 lines/)
  expect(claras.out).toMatch(/^0:10\.5 {2}Ben -> Clara +joins$/m)
  expect(claras.out).not.toMatch(/agents only|approve|limit|hand over/)
})

test.each(['txt', 'csv', 'json', 'html'])('the ending .%s of the file says the format', async (ending) => {
  const file = join(freshFolder(), 'made', `transcript.${ending}`)
  const ended = await aside('export', record, '-o', file)
  expect([ended.code, ended.out, ended.err]).toEqual([0, '', ''])
  const begins = { txt: 'Consult a colleague', csv: 'run,at,time,', json: '{\n  "format": 1,', html: '<!doctype html>' }[ending] ?? 'none'
  expect(readFileSync(file, 'utf8').startsWith(begins)).toBe(true)
})

test('the same run gives the same bytes, on standard output and in a file', async () => {
  const file = join(freshFolder(), 'transcript.csv')
  const [printed] = await Promise.all([aside('export', record, '--format', 'csv'), aside('export', record, '-o', file)])
  expect(readFileSync(file, 'utf8')).toBe(printed.out)
})

test('names, texts and addresses are replaced when asked for, for everybody', async () => {
  for (const who of [[], ['--as', 'Clara'], ['--as', 'Ben']]) {
    const { code, out: text } = await aside('export', record, '--redact', ...who)
    expect(code).toBe(0)
    expect(text).not.toMatch(/Clara|refund|moment|250|Yes/)
    expect(text).toMatch(/customer 1/)
  }
})

/** Clara and a visitor, each in a chat of its own, and a consult in the first. */
function aLog(): string {
  const folder = freshFolder()
  const rehearsal = new Rehearsal(undefined, logIn(folder))
  rehearsal.chatWithAnna()
  rehearsal.consult()
  rehearsal.agent('Ben', { operationName: 'Accept' })
  rehearsal.agent('Ben', { operationName: 'SendToAgents', text: 'Between us' })
  rehearsal.room.dispatch({ viewer: null, chat: null, operation: { operationName: 'RequestChat', nickname: 'Dora', endpoint: 'Support' } }, rehearsal.room.now)
  rehearsal.agent('Anna', { operationName: 'Accept' })
  rehearsal.agent('Anna', { operationName: 'SendMessage', text: 'Hello Dora' })
  rehearsal.store.close()
  return folder
}

test('a log is exported too, as a visitor by its nickname, and one chat alone', async () => {
  const folder = aLog()
  const [all, doras, first, none, nobody] = await Promise.all([
    aside('export', folder, '--format', 'json'),
    aside('export', folder, '--as', 'Dora'),
    aside('export', folder, '--chat', '0000gY365u000001'),
    aside('export', folder, '--chat', '0000'),
    aside('export', folder, '--as', 'Mallory')
  ])
  expect(JSON.parse(all.out)).toMatchObject({ transcripts: [{ as: null, title: 'A test', rows: expect.arrayContaining([expect.objectContaining({ text: 'Between us', visibility: 'Agents', to: ['Anna', 'Ben'] })]) }] })
  expect(doras.out).toMatch(/^As it was told to Dora: /)
  expect(doras.out).toMatch(/Anna -> Dora +Hello Dora/)
  expect(doras.out).not.toMatch(/Between us|Ben|Clara/)
  expect(first.out).toContain('Between us')
  expect(first.out).not.toContain('Dora')
  expect([none.code, none.err]).toEqual([2, 'There is no chat "0000" in it; there are 0000gY365u000001 and 0000gY365u000002.\n'])
  expect([nobody.code, nobody.err]).toEqual([2, 'Nobody in it is "Mallory"; there are Anna, Ben, Carol, Clara and Dora (visitor:0000gY365u000002).\n'])
})

test('several runs of a report stand one after the other, and a report that left something out says so', async () => {
  const folder = freshFolder()
  const [whole, small] = [join(folder, 'whole.json'), join(folder, 'small.json')]
  await Promise.all([aside('run', 'resources/scenarios', '--reporter', `json=${whole}`), aside('run', 'resources/scenarios', '--reporter', `json=${small}`, '--max-report', '200kB')])
  const { out: text, err } = await aside('export', whole)
  const { runs } = JSON.parse(readFileSync(whole, 'utf8')) as { runs: unknown[] }
  expect([text.match(/^As the trainer sees it/gm)?.length ?? 0, err]).toEqual([runs.length, ''])
  const short = await aside('export', small, '-o', join(folder, 'short.csv'))
  expect([short.code, short.err]).toEqual([0, expect.stringMatching(/had no room for all entries, so something is missing here too/)])
})

test('bad input exits 2 with a sentence, and writes no file', async () => {
  const file = join(freshFolder(), 'never.txt')
  const format = await aside('export', record, '--format', 'pdf', '-o', file)
  expect([format.code, format.err]).toEqual([2, 'There is no format "pdf"; there are text, csv, json and html\n'])
  const place = await aside('export', record, '-o', 'package.json/never.txt')
  expect([place.code, place.err]).toEqual([2, expect.stringMatching(/^package\.json\/never\.txt cannot be written: /)])
  expect(existsSync(file)).toBe(false)
})
