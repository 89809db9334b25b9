import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aside } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'

/** `aside run` and `aside check` as people call them. */

function file(text: string): string {
  const path = join(freshFolder(), 'story.yaml')
  writeFileSync(path, text)
  return path
}

const cast = `cast:
  agents:
    Anna:
    Ben:
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
`

test('the sample prints each step and expectation as it holds, and exits 0', async () => {
  const ended = await aside('run', 'resources/scenarios/consult-then-transfer.yaml')
  expect(ended.out).toMatch(/Anna\s+consult Ben/)
  expect(ended.out).toMatch(/✓ Ben hears "Can you approve 250\?"/)
  expect(ended.out).toMatch(/✓ Clara never hears "Can you approve 250\?"/)
  expect(ended.out).toMatch(/all held\n$/)
  expect([ended.code, ended.err]).toEqual([0, ''])
})

test('the same file prints the same bytes again', async () => {
  const [one, two] = await Promise.all([aside('run', 'resources/scenarios/consult-to-a-queue.yaml'), aside('run', 'resources/scenarios/consult-to-a-queue.yaml')])
  expect(one.out).toBe(two.out)
})

test('a broken expectation exits 1 and shows what the viewer did hear', async () => {
  const path = file(`scenario: Broken
${cast}
steps:
  - Clara: chat
    queue: Support
    text: "Hello there"
  - Anna: accept
  - expect:
      - Anna hears: { text: "Goodbye" }
`)
  const ended = await aside('run', path)
  expect(ended.code).toBe(1)
  expect(ended.out).toMatch(/✗ Anna hears "Goodbye"/)
  expect(ended.out).toMatch(/Hello there/)
})

test('a bad file exits 2 and names every mistake with its place', async () => {
  const path = file(`scenario: Mistakes
${cast}
steps:
  - Clara: chat
    queue: Suport
  - Bne: accept
  - Anna: consullt
    target: Ben
`)
  for (const command of ['run', 'check']) {
    const ended = await aside(command, path)
    expect(ended.code).toBe(2)
    expect(ended.err).toMatch(/story\.yaml:14:12 .*Suport/)
    expect(ended.err).toMatch(/story\.yaml:15:5 .*Bne/)
    expect(ended.err).toMatch(/story\.yaml:16:11 .*consullt/)
  }
})

test('what is doubtful is said by check, and counts only where it shall', async () => {
  const path = file(`scenario: Doubtful
${cast}
steps:
  - Clara: chat
    queue: Support
  - Anna: accept
  - Anna: consult
    target: Ben
`)
  const said = await aside('check', path)
  expect([said.code, said.err]).toEqual([0, ''])
  expect(said.out).toMatch(/story\.yaml:16 +Anna asks Ben, and nobody answers/)
  expect(said.out).toMatch(/3 steps, 1 warning\n$/)
  expect((await aside('check', path, '--strict')).code).toBe(1)
  const asJson = await aside('check', path, '--json')
  expect(JSON.parse(asJson.out)).toMatchObject({ format: 1, problems: [], files: [{ warnings: said.out.trim().split('\n').length - 1 }] })
  expect((await aside('check', '--strict', 'resources/scenarios')).code).toBe(0)
})

test('a mistake is shown with its line and a caret, and a file of a hundred megabytes is not read', async () => {
  const path = file(`scenario: Mistake\n${cast}\nsteps:\n  - Anna: consullt\n`)
  const ended = await aside('check', path)
  expect(ended.err).toMatch(/story\.yaml:13:11 .*consullt.*\n {4}- Anna: consullt\n {12}\^\n/)
  const large = join(freshFolder(), 'large.yaml')
  writeFileSync(large, '')
  truncateSync(large, 100 * 1024 * 1024)
  for (const command of ['run', 'check', 'serve']) {
    const refused = await aside(command, large)
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('larger than 1 MiB')])
  }
})

/** A folder with one scenario that holds, one that breaks and one more that holds, in two folders. */
function suite(): string {
  const folder = freshFolder()
  const held = `scenario: It holds\n${cast}steps:\n  - Clara: chat\n    queue: Support\n    text: "My secret is Rosebud"\n  - Anna: accept\n`
  mkdirSync(join(folder, 'more'))
  writeFileSync(join(folder, 'a-holds.yaml'), held)
  writeFileSync(join(folder, 'b-breaks.yaml'), `${held.replace('It holds', 'It breaks')}  - expect:\n      - Anna hears: { text: "Goodbye" }\n`)
  writeFileSync(join(folder, 'more', 'c-holds.yaml'), held.replace('It holds', 'It holds too'))
  writeFileSync(join(folder, 'rows.csv'), 'name\nClara\n')
  writeFileSync(join(folder, 'more', 'notes.txt'), 'no scenario')
  return folder
}

interface Report {
  held: boolean
  totals: { scenarios: number; broken: number; notPlayed: string[] }
  runs: { title: string; file: string; seed: number }[]
}

const titles = (out: string): string[] => (JSON.parse(out) as Report).runs.map(({ title }) => title)

test('a folder is played with all that is in it, sorted, each once; one that broke exits 1', async () => {
  const folder = suite()
  const ended = await aside('run', folder, join(folder, 'more', 'c-holds.yaml'), '--json')
  expect(titles(ended.out)).toEqual(['It holds', 'It breaks', 'It holds too'])
  expect([ended.code, ended.err]).toEqual([1, ''])
  expect(JSON.parse(ended.out)).toMatchObject({ held: false, totals: { scenarios: 3, broken: 1 } })
})

test('for people, one that held gets a line and one that broke all of its steps', async () => {
  const { out } = await aside('run', suite())
  expect(out).toMatch(/^✓ It holds {2}\S+a-holds\.yaml: 2 steps, 0 expectations\nIt breaks\n/)
  expect(out).toMatch(/\n3 scenarios, 6 steps, 1 expectation: 1 scenario broken\n {2}\S+b-breaks\.yaml:\d+ {2}Anna hears "Goodbye": Anna has not heard it\n$/)
})

test('--bail stops after the first that breaks and says what was not played', async () => {
  const { out, code } = await aside('run', suite(), '--bail', '--json')
  expect(titles(out)).toEqual(['It holds', 'It breaks'])
  expect((JSON.parse(out) as Report).totals.notPlayed).toEqual([expect.stringMatching(/more\/c-holds\.yaml$/)])
  expect(code).toBe(1)
})

test('the shards of a suite are the suite, each once, and one with nothing to play holds', async () => {
  const folder = suite()
  const shards = await Promise.all([1, 2, 3, 4].map((number) => aside('run', folder, '--shard', `${number}/4`, '--json')))
  expect(shards.map(({ out }) => titles(out))).toEqual([['It holds'], ['It breaks'], ['It holds too'], []])
  expect(shards.map(({ code }) => code)).toEqual([0, 1, 0, 0])
})

test('several reports are written at once; what people read still goes to standard output', async () => {
  const folder = suite()
  const [junit, html] = [join(folder, 'reports', 'junit.xml'), join(folder, 'reports', 'all.html')]
  const ended = await aside('run', folder, '--reporter', `junit=${junit}`, '--reporter', `html=${html}`)
  expect(ended.out).toMatch(/1 scenario broken/)
  expect(readFileSync(junit, 'utf8')).toMatch(/^<\?xml [^]*<testsuites name="aside" tests="22" failures="1" errors="0" skipped="0"/)
  expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>[^]*It holds too/)
})

test('--out puts page, report and record of each scenario into a folder, named after its path', async () => {
  const folder = suite()
  const out = join(folder, 'out')
  await aside('run', 'resources/scenarios/consult-rejected.yaml', 'resources/scenarios/consult-cancelled.yaml', '--out', out)
  const wanted = ['consult-cancelled', 'consult-rejected'].flatMap((name) => ['html', 'json', 'run.json'].map((ending) => `resources.scenarios.${name}.${ending}`))
  expect(readdirSync(out).sort()).toEqual(wanted)
  const record = JSON.parse(readFileSync(join(out, 'resources.scenarios.consult-rejected.run.json'), 'utf8')) as { format: number; file: string }
  expect(record).toMatchObject({ format: 1, file: 'resources/scenarios/consult-rejected.yaml' })
})

test.each(['json', 'junit', 'html'])('the same runs give the same bytes as %s', async (reporter) => {
  const [one, two] = await Promise.all([0, 1].map(() => aside('run', 'resources/scenarios', '--reporter', reporter)))
  expect(one?.out.length).toBeGreaterThan(10_000)
  expect(two?.out).toBe(one?.out)
})

test('--seed plays another run, and the report says with which', async () => {
  const story = join(suite(), 'a-holds.yaml')
  const [one, two] = await Promise.all([aside('run', story, '--json'), aside('run', story, '--json', '--seed', '99')])
  expect((JSON.parse(two.out) as Report).runs[0]?.seed).toBe(99)
  expect(two.out).not.toBe(one.out.replace('"seed": 1', '"seed": 99'))
})

test('--redact leaves nothing of people in anything that is written', async () => {
  const folder = suite()
  const out = join(folder, 'out')
  const ended = await aside('run', folder, '--redact', '--out', out, '--reporter', `junit=${join(out, 'junit.xml')}`)
  const written = [ended.out, ...readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8'))]
  expect(written).toHaveLength(11)
  for (const text of written) expect(text).not.toMatch(/Clara|Rosebud|Goodbye/)
})

test('--max-report is kept, and what it left out is said', async () => {
  const talk = Array.from({ length: 60 }, (_one, place) => `  - Anna: say\n    text: "Line ${place}"\n`).join('')
  const story = file(`scenario: Long\n${cast}steps:\n  - Clara: chat\n    queue: Support\n  - Anna: accept\n${talk}`)
  const { out, code } = await aside('run', story, '--reporter', 'html', '--max-report', '60kB')
  expect(Buffer.byteLength(out)).toBeLessThanOrEqual(60_000)
  expect(out).toMatch(/To keep this report small, \d+ frames/)
  expect(code).toBe(0)
})

test('bad files among many are all named, and nothing is played', async () => {
  const folder = suite()
  writeFileSync(join(folder, 'd-bad.yaml'), 'scenario: Bad\n')
  writeFileSync(join(folder, 'more', 'e-bad.yaml'), `scenario: Bad too\n${cast}steps:\n  - Bne: accept\n`)
  const [people, machine] = await Promise.all([aside('run', folder), aside('run', folder, '--json')])
  for (const { code, err } of [people, machine]) {
    expect(code).toBe(2)
    expect(err).toMatch(/d-bad\.yaml:1:1 {2}"cast" is missing/)
    expect(err).toMatch(/more\/e-bad\.yaml:\d+:5 {2}Ben is spelt "Bne" here/)
  }
  expect(people.out).toBe('')
  expect(JSON.parse(machine.out)).toMatchObject({ held: false, runs: [], problems: [{ line: 1 }, { column: 5 }] })
})

test('parts of a suite are included, from any folder of it, and not played by themselves', async () => {
  const folder = freshFolder()
  for (const name of ['parts', 'stories']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'parts', 'opening.yaml'), 'part: Somebody asks\nsteps:\n  - $who: chat\n    queue: Support\n')
  const steps = '  - include: ../parts/opening.yaml\n    with: { who: Clara }\n  - Anna: accept\n  - Anna: say\n    text: $text\n'
  const story = `scenario: With a part\nwith:\n  - { text: "One" }\n  - { text: "Two" }\n${cast}steps:\n${steps}`
  writeFileSync(join(folder, 'stories', 'one.yaml'), story)
  const { out, code } = await aside('run', folder, '--json')
  expect(titles(out)).toEqual(['With a part (row 1)', 'With a part (row 2)'])
  expect(code).toBe(0)
})

test('what makes no sense on the command line exits 2 with a sentence', async () => {
  const folder = suite()
  const story = join(folder, 'a-holds.yaml')
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['run'], /missing required args/],
    [['run', story, '--reporter', 'xml'], /There is no reporter "xml"; there are line, json, junit, html and csv/],
    [['run', story, '--json', '--reporter', 'html'], /Standard output can carry one report, not html and json/],
    [['run', story, '--reporter', `html=${folder}/x`, '--reporter', `json=${folder}/x`], /Two reports cannot go into one file/],
    [['run', story, '--shard', '5/4'], /--shard must read 1\/4/],
    [['run', story, '--max-report', '1TB'], /--max-report must be a size/],
    [['run', story, '--seed', 'x'], /--seed must be a whole number/],
    [['run', join(folder, 'nowhere.yaml'), join(folder, 'no-folder')], /nowhere\.yaml cannot be read[^]*no-folder cannot be read/],
    [['run', join(folder, 'reports')], /cannot be read/],
    [['run', story, '--reporter', `junit=${story}/x.xml`], /cannot be written/],
    [['run', story, '--out', story], /cannot be written/]
  ]
  const ended = await Promise.all(wrong.map(([args]) => aside(...args)))
  for (const [place, [args, sentence]] of wrong.entries()) {
    expect.soft([args.join(' '), ended[place]?.code, ended[place]?.out]).toEqual([args.join(' '), 2, ''])
    expect.soft(ended[place]?.err).toMatch(sentence)
    expect.soft(ended[place]?.err).not.toMatch(/ at .*\.ts:/)
  }
})

test('a folder without scenarios is told so', async () => {
  const folder = freshFolder()
  const ended = await aside('run', folder)
  expect([ended.code, ended.err]).toEqual([2, `There is no scenario (*.yaml) in ${folder}\n`])
})

test('a reader that has had enough changes nothing', async () => {
  const junit = join(freshFolder(), 'junit.xml')
  const line = `'${process.execPath}' src-main/cli.ts run resources/scenarios --reporter 'junit=${junit}' | true; exit \${PIPESTATUS[0]}`
  const bash = spawn('bash', ['-c', line], { stdio: ['ignore', 'ignore', 'pipe'] })
  let complaints = ''
  bash.stderr.on('data', (chunk) => (complaints += chunk))
  const code = await new Promise((done) => bash.on('close', done))
  expect([code, complaints]).toEqual([0, ''])
  expect(readFileSync(junit, 'utf8')).toMatch(/<\/testsuites>\n$/)
})
