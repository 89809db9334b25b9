import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import type { CheckedText, EditedFile, EditedText, EditingLanguage, RehearsedText, Template, TypingHelp } from '../../src-main/contract/editing.ts'
import { freshFolder, planWith } from '../support/rooms.ts'
import { HttpClient, listening } from '../support/server.ts'
import { trainerOf } from '../support/trainer-client.ts'

/** The door of the trainer's editor, on a real folder. */

const story = `scenario: Anna helps # a good title
cast:
  agents:
    Anna:
    Ben:
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
steps:
  # Clara begins
  - Clara: chat
    queue: Support
    text: "Hello"
  - Anna: accept
`

let folder: string
let url: string
let trainer: HttpClient

beforeEach(async () => {
  folder = join(freshFolder(), 'library')
  mkdirSync(folder)
  writeFileSync(join(folder, 'anna.yaml'), story)
  const aside = await listening(planWith(), freshFolder(), { scenarios: folder })
  onTestFinished(() => aside.close())
  url = aside.url
  trainer = await trainerOf(aside)
})

async function asks<Reply>(what: string, body: object): Promise<Reply & { statusMessage?: string; statusCode?: number }> {
  return (await trainer.post(`/control/editing/${what}`, body)).body as unknown as Reply & { statusMessage?: string; statusCode?: number }
}

const onDisk = (file: string): string => readFileSync(join(folder, file), 'utf8')

test('a file is read, saved whole, and read again as it was saved', async () => {
  const read = await asks<EditedFile>('read', { file: 'anna.yaml' })
  expect(read).toMatchObject({ file: 'anna.yaml', text: story, whyNotSaved: null })
  const text = `${story}  - Anna: complete\n`
  const saved = await asks<EditedFile>('save', { file: 'anna.yaml', text, version: read.version })
  expect(saved.version).not.toBe(read.version)
  expect(onDisk('anna.yaml')).toBe(text)
  expect(readdirSync(folder)).toEqual(['anna.yaml'])
  expect(await asks<EditedFile>('read', { file: 'anna.yaml' })).toEqual({ ...saved, text })
})

test('a file that somebody else changed meanwhile is not overwritten', async () => {
  const { version } = await asks<EditedFile>('read', { file: 'anna.yaml' })
  writeFileSync(join(folder, 'anna.yaml'), story.replace('helps', 'waits'))
  const { status, body } = await trainer.post('/control/editing/save', { file: 'anna.yaml', text: story, version })
  expect([status, body.statusMessage]).toEqual([409, 'anna.yaml was changed by somebody else meanwhile, and is not overwritten'])
  expect(onDisk('anna.yaml')).toContain('Anna waits')
})

test('nothing outside of the library is read or written, not even by a link', async () => {
  const outside = join(folder, '..', 'outside.yaml')
  writeFileSync(outside, story)
  symlinkSync(join(folder, '..'), join(folder, 'up'))
  symlinkSync(outside, join(folder, 'link.yaml'))
  for (const file of ['../outside.yaml', '/etc/passwd.yaml', 'up/outside.yaml', 'link.yaml', 'a/../../outside.yaml', 'a\\..\\x.yaml', 'x\0.yaml', '', '.hidden.yaml', 'anna.txt', '.deleted/x.yaml', 'node_modules/x.yaml', './anna.yaml']) {
    for (const [what, body] of [['read', { file }], ['save', { file, text: story, version: null }], ['create', { file, title: 'New', template: null }], ['rename', { file, to: 'new.yaml' }], ['rename', { file: 'anna.yaml', to: file }], ['copy', { file: 'anna.yaml', to: file }], ['remove', { file }]] as const) {
      expect([file, what, (await trainer.post(`/control/editing/${what}`, body)).status >= 400]).toEqual([file, what, true])
    }
  }
  expect(readFileSync(outside, 'utf8')).toBe(story)
  expect(readdirSync(join(folder, '..')).sort()).toEqual(['library', 'outside.yaml'])
})

test('new files begin empty or from a template, with their title, and never over another', async () => {
  const { templates } = (await trainer.get('/control/editing/templates')).body as unknown as { templates: Template[] }
  expect(templates.length).toBeGreaterThanOrEqual(6)
  for (const { name } of templates) {
    const { text, file } = await asks<EditedFile>('create', { file: `mine/${name}.yaml`, title: 'My own: story', template: name })
    expect(text).toMatch(/^(scenario|exercise): "My own: story"\n/)
    expect((await asks<CheckedText>('check', { file, text })).problems).toEqual([])
  }
  const empty = await asks<EditedFile>('create', { file: 'empty.yaml', title: 'Mine', template: null })
  expect((await asks<CheckedText>('check', { file: empty.file, text: empty.text })).problems).toEqual([])
  expect((await asks('create', { file: 'empty.yaml', title: 'Mine', template: null })).statusMessage).toBe('There is a file empty.yaml already; choose another name')
  expect((await asks('create', { file: 'other.yaml', title: 'Mine', template: '../../package' })).statusMessage).toBe('There is no template ../../package')
})

test('files are copied, renamed, deleted and brought back', async () => {
  expect((await asks<EditedFile>('copy', { file: 'anna.yaml', to: 'more/copy.yaml', title: 'A copy' })).text).toContain('scenario: A copy # a good title')
  expect((await asks('rename', { file: 'anna.yaml', to: 'more/copy.yaml' })).statusMessage).toContain('already')
  expect((await asks<EditedFile>('rename', { file: 'anna.yaml', to: 'other.yaml' })).text).toBe(story)
  const { kept } = await asks<{ kept: string }>('remove', { file: 'other.yaml' })
  expect((await asks('read', { file: 'other.yaml' })).statusCode).toBe(6)
  expect((await asks('restore', { kept: '../x', file: 'x.yaml' })).statusCode).toBe(6)
  expect((await asks<EditedFile>('restore', { kept, file: 'other.yaml' })).text).toBe(story)
  expect((await asks('restore', { kept, file: 'other.yaml' })).statusCode).toBe(6)
})

test.skipIf(process.getuid?.() === 0)('where the folder cannot be written to, that is said', async () => {
  chmodSync(folder, 0o555)
  onTestFinished(() => chmodSync(folder, 0o755))
  const read = await asks<EditedFile>('read', { file: 'anna.yaml' })
  expect(read.whyNotSaved).toContain('cannot be written to')
  expect((await asks('save', { file: 'anna.yaml', text: 'x', version: read.version })).statusMessage).toContain('cannot be written to')
})

test('a text is checked as it stands, with rows as far as it can be read', async () => {
  const good = await asks<CheckedText>('check', { file: 'anna.yaml', text: story })
  expect(good.story?.map(({ kind, line, endLine }) => [kind, line, endLine])).toEqual([
    ['act', 13, 15],
    ['act', 16, 16]
  ])
  const bad = await asks<CheckedText>('check', { file: 'anna.yaml', text: story.replace('- Anna: accept', '- Anna: acept') })
  expect(bad.problems).toEqual([{ severity: 'error', line: 16, column: 11, endColumn: 16, message: 'accept is spelt "acept" here', file: null }])
  expect(bad.story).toHaveLength(2)
  expect((await asks<CheckedText>('check', { file: 'anna.yaml', text: 'steps: [' })).story).toBeNull()
})

test('a change leaves every other byte as it is; one that cannot be made says why', async () => {
  const { text, path } = await asks<EditedText>('edit', { file: 'anna.yaml', text: story, edit: { do: 'become', path: ['steps', 1], data: { Ben: 'accept', chat: 'Clara' } } })
  expect(text).toBe(story.replace('- Anna: accept', '- Ben: accept\n    chat: Clara'))
  expect(path).toEqual(['steps', 1])
  const { status, body } = await trainer.post('/control/editing/edit', { file: 'anna.yaml', text: 'steps: [', edit: { do: 'remove', path: ['steps', 0] } })
  expect([status, body.statusMessage]).toEqual([400, expect.stringContaining('no good YAML')])
})

test('help knows what can be typed, and what a word means', async () => {
  const lines = story.split('\n')
  const help = await asks<TypingHelp>('help', { file: 'anna.yaml', text: story, line: lines.indexOf('  - Anna: accept') + 1, column: 12 })
  expect(help.completions.map(({ label }) => label)).toContain('consult')
  expect(help.hover).toEqual({ fromColumn: 11, toColumn: 17, title: 'accept', text: expect.stringContaining('rings') })
})

test('a text is played at once, and says who was told and what makes sense there', async () => {
  const rehearsal = await asks<RehearsedText>('rehearse', { file: 'anna.yaml', text: story, line: 16 })
  expect(rehearsal.outcome).toBe('held')
  expect(rehearsal.told[13]).toContain('Anna')
  expect(rehearsal.can?.['Anna']).toContain('accept')
  expect(rehearsal.can?.['Anna']).not.toContain('transfer')
  const broken = await asks<RehearsedText>('rehearse', { file: 'anna.yaml', text: `${story}  - expect:\n      - Anna is: Completed\n`, line: null })
  expect(broken).toMatchObject({ outcome: 'broken', broken: [{ line: 18 }] })
})

test('an exercise may have steps and expectations of whom a person plays', async () => {
  const text = story.replace('scenario:', 'exercise:').replace('    Anna:\n', '    Anna:\n      played by: person\n').concat('  - goal: Anna consults Ben\n  - expect:\n      - Ben is: Invited\n')
  expect((await asks<CheckedText>('check', { file: 'anna.yaml', text })).problems).toEqual([])
  expect(await asks<RehearsedText>('rehearse', { file: 'anna.yaml', text, line: null })).toMatchObject({ outcome: null, broken: [] })
})

test('what is malformed is refused, and nobody but the trainer comes in', async () => {
  expect(((await trainer.get('/control/editing/language')).body as unknown as EditingLanguage).agentVerbs.length).toBeGreaterThan(30)
  expect((await trainer.post('/control/editing/edit', { file: 'anna.yaml', text: story, edit: { do: 'dance' } })).status).toBe(400)
  expect((await trainer.post('/control/editing/save', { file: 'anna.yaml', text: story })).body.statusMessage).toBe('Parameter "version" is missing')
  expect((await trainer.post('/control/editing/check', 'no json')).status).toBe(400)
  const stranger = new HttpClient(url)
  expect((await stranger.post('/control/editing/read', { file: 'anna.yaml' })).status).toBe(403)
  expect((await stranger.get('/control/editing/templates')).status).toBe(403)
})
