import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellSettings } from '../../src-main/contract/shell-settings.ts'
import { toShell } from '../../src-main/contract/desktop-bridge.ts'
import { askedBy, askedByLink } from '../../src-main/desktop/asked.ts'
import { pathInLibrary, unfit } from '../../src-main/desktop/library-folder.ts'
import { Settings } from '../../src-main/desktop/settings.ts'
import { readFile } from '../../src-main/playing/scenario-files.ts'
import { csvCell } from '../../src-main/scenario/csv-cell.ts'
import { libraryIn } from '../../src-main/scenario/library.ts'
import { readScenario } from '../../src-main/scenario/read.ts'
import { aside } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { evilBody, evilText, evilValue, throws } from './evil-values.ts'

/** Files, links, words of the command line and whatever a page says to the shell: what is no good gets a sentence. */

const shipped = fileURLToPath(new URL('../../resources/scenarios/', import.meta.url))
const texts = readdirSync(shipped, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map((file) => readFileSync(join(shipped, file), 'utf8'))

/** What is wrong with a text as a scenario, each a sentence with its place; nothing for a good one. */
function wrongWith(text: string, folder = freshFolder()): readonly string[] {
  const read = readScenario('evil.yaml', text, libraryIn(folder, folder))
  const problems = 'problems' in read ? read.problems : []
  for (const { line, column, message, source } of problems) {
    expect(line).toBeGreaterThan(0)
    expect(column).toBeGreaterThan(0)
    expect(message.length).toBeGreaterThan(4)
    expect(message.length, message.slice(0, 200)).toBeLessThan(2500)
    expect(source.length).toBeLessThanOrEqual(200)
    expect(message).not.toMatch(/TypeError|RangeError|Cannot read prop|is not a function|undefined \(|node_modules/)
  }
  return problems.map(({ message }) => message)
}

const laughs = (depth: number, wide: number): string => {
  return Array.from({ length: depth }, (_one, n) => `l${n}: &l${n} [${Array.from({ length: wide }, () => (n === 0 ? 'ha' : `*l${n - 1}`)).join(', ')}]`).join('\n')
}

const bad: readonly [what: string, text: string][] = [
  ['a billion laughs', laughs(9, 10)],
  ['fewer laughs, under a key of ours', `scenario: x\ncast:\n  agents: {}\nsteps: *l5\n${laughs(6, 9)}`],
  ['an anchor that holds itself', 'scenario: x\ncast: &a\n  agents: *a\nsteps: &s [*s]'],
  ['a merge of itself', 'scenario: x\ncast: &a\n  <<: *a\nsteps: []'],
  ['lists in lists', `steps: ${'['.repeat(100_000)}`],
  ['maps in maps', `${'{a: '.repeat(50_000)}`],
  ['margins in margins', Array.from({ length: 900 }, (_one, n) => `${' '.repeat(n)}a:`).join('\n')],
  ['a hundred thousand question marks', '? '.repeat(100_000)],
  ['a hundred thousand dashes', `steps:\n${'- '.repeat(100_000)}`],
  ['tags of other programs', 'scenario: !!js/function "function(){}"\ncast: !!python/object/apply:os.system ["id"]\nsteps: !<tag:x> []'],
  ['bytes and sets', 'scenario: !!binary "////"\ncast: !!set {a, b}\nsteps: !!omap []'],
  ['a thousand documents', '---\n'.repeat(1000)],
  ['directives', '%YAML 9.9\n%TAG ! tag:evil,2026:\n---\nscenario: x'],
  ['numbers without end', `scenario: x\ncast:\n  agents:\n    Anna:\n      places: ${'9'.repeat(5000)}\nsteps:\n  - wait: ${'9'.repeat(400)}s`],
  ['a time before all times', 'scenario: x\nstarts: -999999-01-01T00:00:00Z\ncast:\n  agents:\n    Anna:\nsteps:\n  - wait: 1s'],
  ['NULs', 'scenario: a\u0000b\ncast:\u0000'],
  ['half a sign', 'scenario: "\\uD800"\ncast:\n  agents:\n    "\\uDC00":\nsteps:\n  - wait: 1s'],
  ['names that objects have', 'scenario: x\n__proto__:\n  polluted: yes\nconstructor: 1\ncast:\n  agents:\n    __proto__:\n    constructor:\n    toString:\n  customers:\n    hasOwnProperty:\nsteps:\n  - __proto__: accept\n  - constructor: chat\n    queue: toString'],
  ['a file outside', 'scenario: x\nwith: ../../../../etc/passwd\ncast:\n  agents:\n    Anna:\nsteps:\n  - include: ../../../../etc/hostname\n  - include: /etc/passwd\n  - include: C:\\windows\\win.ini\n  - include: "file:///etc/passwd"'],
  ['a part that includes itself', 'part: x\nsteps:\n  - include: evil.yaml'],
  ['a very long line', `scenario: ${'x'.repeat(500_000)}\ncast: [`],
  ['an address in a language', 'scenario: x\nlocales: ../../x\ncast:\n  agents:\n    Anna:\nsteps:\n  - wait: 1s']
]

test.each(bad)('%s in a scenario gets sentences', (_what, text) => {
  expect(wrongWith(text).length).toBeGreaterThan(0)
  expect({}).not.toHaveProperty('polluted')
})

test('a scenario that was damaged anywhere is read or gets sentences, and never an error of ours', () => {
  const piece = fc.oneof(evilText.map((text) => text.slice(0, 2000)), fc.constantFrom('\n', ': ', '- ', '&a ', '*a', '<<: *a', '{', '}', '[', ']', '!!map ', '|', '>', '"', "'", '#', '\t', '$name', '${x}', '~', '/a/', '---\n', '    ', '? '))
  const damage = fc.record({ text: fc.constantFrom(...texts), cuts: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 40 }), piece), { minLength: 1, maxLength: 4 }) })
  fc.assert(
    fc.property(damage, ({ text, cuts }) => {
      const damaged = cuts.reduce((now, [where, gone, put]) => {
        const at = Math.floor(where * now.length)
        return now.slice(0, at) + put + now.slice(at + gone)
      }, text)
      wrongWith(damaged)
    }),
    throws(250)
  )
})

test('any value at any place of a scenario is read or gets sentences', () => {
  const keys = ['scenario', 'about', 'seed', 'wire', 'starts', 'zone', 'settings', 'cast', 'steps', 'always', 'with', 'pace', 'bugs', 'exercise']
  const value = fc.dictionary(fc.constantFrom(...keys), evilValue).map((given) => JSON.stringify({ scenario: 'x', cast: { agents: { Anna: null }, customers: { Clara: null }, queues: { Support: { members: ['Anna'] } } }, steps: [{ wait: '1s' }], ...given }))
  const verbs = ['say', 'chat', 'accept', 'consult', 'expect', 'wait', 'together', 'network', 'hold', 'release', 'caption', 'cue', 'include', 'raw', 'within', 'as', 'text', 'target', 'Anna', 'Clara', 'hears']
  const step = fc.array(fc.dictionary(fc.constantFrom(...verbs), evilValue, { maxKeys: 4 }), { maxLength: 3 }).map((steps) => JSON.stringify({ scenario: 'x', cast: { agents: { Anna: null }, customers: { Clara: null } }, steps }))
  fc.assert(fc.property(fc.oneof(value, step), (text) => void wrongWith(text)), throws(250))
})

test('a file in bytes that are no text is read or gets sentences', () => {
  const folder = freshFolder()
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array)),
    fc.constantFrom(...texts.slice(0, 5)).map((text) => Buffer.from(text, 'utf16le')),
    fc.constantFrom(...texts.slice(0, 5)).map((text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])),
    fc.constantFrom(...texts.slice(0, 5)).map((text) => Buffer.from(text.replace('a', 'ä'), 'latin1'))
  )
  fc.assert(
    fc.property(bytes, (written) => {
      const path = join(folder, 'bytes.yaml')
      writeFileSync(path, written)
      const read = readFile({ path, name: 'bytes.yaml', folder, base: folder })
      expect('problems' in read ? read.problems.length : 1).toBeGreaterThan(0)
      expect(['notText', null]).toContain(unfit(path))
    }),
    throws(100)
  )
})

test('rows from a CSV file of any bytes are read or get sentences', () => {
  const folder = freshFolder()
  const head = 'scenario: x $a\nwith: rows.csv\ncast:\n  agents:\n    Anna:\n  customers:\n    Clara:\n      nickname: $a\nsteps:\n  - wait: 1s\n'
  const cell = fc.oneof(evilText.map((text) => text.slice(0, 3000)), fc.constantFrom('"', '""', ',', ';', '\t', '"a', 'a"b', '\ufeff', '=1+1'))
  fc.assert(
    fc.property(fc.constantFrom('a', 'a,b', 'a;b', '"a"', '__proto__', 'a,a', '', '\ufeffa'), fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 6 }), (columns, rows) => {
      writeFileSync(join(folder, 'rows.csv'), [columns, ...rows.map((row) => row.join(','))].join('\n'))
      wrongWith(head, folder)
    }),
    throws(150)
  )
  writeFileSync(join(folder, 'rows.csv'), `a\n${'"x'.repeat(300_000)}`)
  expect(wrongWith(head, folder)).toEqual([expect.stringMatching(/quote/i)])
  writeFileSync(join(folder, 'rows.csv'), `a\n${'1\n'.repeat(2000)}`)
  expect(wrongWith(head, folder)).toEqual(['More than 1000 rows; split the file'])
})

test('a link in the library that leads out of it is not followed', () => {
  const [folder, elsewhere] = [freshFolder(), freshFolder()]
  writeFileSync(join(elsewhere, 'secret.csv'), 'a\nsecret\n')
  mkdirSync(join(folder, 'inside'))
  symlinkSync(join(elsewhere, 'secret.csv'), join(folder, 'inside', 'rows.csv'))
  const wrong = wrongWith('scenario: x\nwith: inside/rows.csv\ncast:\n  agents:\n    Anna:\nsteps:\n  - wait: 1s\n', folder)
  expect(wrong).toEqual(['inside/rows.csv lies outside the folder of this scenario, and is not read'])
})

test('no text makes a cell of a spreadsheet a formula', () => {
  fc.assert(
    fc.property(fc.oneof(evilText, fc.tuple(fc.constantFrom('', ' ', '\t', '\r', '\n', '\u00a0', '"', "'"), fc.constantFrom('=', '+', '-', '@', '\uff1d', '\u2212'), evilText).map((parts) => parts.join(''))), (text) => {
      const cell = csvCell(text)
      const shown = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
      expect(shown.replace(/^[\s\u00a0]+/, '')).not.toMatch(/^[=+\-@\uff1d\uff0b\uff0d\uff20]/)
      expect(shown === text || shown === `'${text}`).toBe(true)
    }),
    throws(500)
  )
})

test('a link from outside names a scenario of the library, or nothing', () => {
  const link = fc.oneof(
    evilText.map((text) => `aside://run/${text}`),
    evilText.map((text) => `aside://run/${encodeURIComponent(text.toWellFormed())}`),
    fc.constantFrom('aside://run/../../x.yaml', 'aside://run/%2e%2e/x', 'aside://run/a/%2e./x', 'aside:run/x', 'aside://evil/x', 'ASIDE://RUN//etc', 'aside://run/C:%5cx', 'aside://run/%00', 'aside://run/a%2f..%2fb', 'aside://user@run/x', 'aside://run:80/x', 'aside://run/x?--data=/', 'aside://run/x#--fresh')
  )
  fc.assert(
    fc.property(link, fc.array(fc.constantFrom('--no-sandbox', '--data', '/tmp', '-x', 'evil.aside'), { maxLength: 3 }), (word, more) => {
      const asked = askedByLink(word)
      if (asked.kind === 'odd') {
        expect(asked.link.length).toBeLessThanOrEqual(201)
        expect(asked.link).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u)
      } else {
        expect(asked.kind).toBe('play')
        const file = 'file' in asked ? asked.file : ''
        expect(file.split('/').some((part) => part === '' || part === '.' || part === '..')).toBe(false)
        expect(file).not.toMatch(/[\\:]|\p{Cc}/u)
        expect(pathInLibrary('/library', join('/library', file))).toBe(file)
      }
      // With a link among them, no other word counts.
      expect(askedBy([...more, word], '/')).toEqual(asked)
    }),
    throws(400)
  )
})

test('a settings file of any content changes nothing, or what it names', () => {
  const folder = freshFolder()
  const settings = new Settings(folder)
  const file = join(folder, 'import.json')
  const content = fc.oneof(
    evilBody,
    fc.dictionary(fc.constantFrom(...Object.keys(shellSettings.shape), '__proto__'), evilValue).map((given) => JSON.stringify(given)),
    fc.constantFrom('{"updates":"file:///etc/passwd"}', '{"updates":"javascript:alert(1)"}', '{"updates":"http://"}', '{"library":"\\u0000"}', '{"tray":"yes"}')
  )
  fc.assert(
    fc.property(content, (text) => {
      writeFileSync(file, text)
      const before = settings.now
      const why = settings.importFrom(file)
      if (why === null) expect(shellSettings.safeParse(settings.now).success).toBe(true)
      else expect(settings.now).toBe(before)
      expect(why ?? 'nothing').not.toMatch(/node_modules|\n\s+at /)
      expect(settings.now.updates ?? 'http:').toMatch(/^https?:/)
    }),
    throws(200)
  )
  expect(settings.importFrom(folder)).toMatch(/directory|EISDIR/i)
  expect(settings.importFrom(join(folder, 'none'))).not.toBeNull()
})

test('what a page says to the shell is one of its few sentences, or nothing', () => {
  const said = fc.oneof(evilValue, fc.record({ say: fc.oneof(fc.constantFrom('listening', 'commands', 'language', 'waiting', 'arrange', 'mend', 'open', 'quit', 'exec'), evilValue), commands: evilValue, language: evilValue, ringing: evilValue, unread: evilValue, how: evilValue, by: evilValue, texts: evilValue, path: evilText }, { requiredKeys: [] }))
  fc.assert(
    fc.property(said, (message) => {
      const read = toShell.safeParse(message)
      if (!read.success) return
      expect(['listening', 'commands', 'language', 'waiting', 'arrange', 'mend']).toContain(read.data.say)
      expect(JSON.stringify(read.data).length).toBeLessThan(300_000)
    }),
    throws(500)
  )
})

const commands = ['run', 'check', 'explore', 'serve', 'record', 'replay', 'export', 'start', 'doctor', '']
const words = ['--port', '--seed', '--data', '--origin', '--base', '--seat', '--patience', '--speed', '--shard', '--reporter', '--lang', '--budget', '--out', '--bug', '--json', '--strict', '--__proto__', '--constructor.x', '--', '-', '-1', '--port=-1', '--port=1e9', '--port=NaN', '--seed=1.5', '--shard=0/0', '--shard=9/1', '--origin=*', '--base=x', '--speed=1e9', '--patience=-1s', '--reporter=evil', '--reporter=html=', '--lang=../../x', '--seat=A=B=C', 'no such file.yaml', '/etc/passwd', '/dev/null', '/', '.', '\u202e', '🧨', 'a'.repeat(5000), '$(id)', '%s%n', '--unknown']

test('words of the command line that make no sense get a sentence and exit code 2', async () => {
  // None of these commands may come to host or play anything: each has one word that is no good.
  const line = fc.tuple(fc.constantFrom(...commands), fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 })).map(([command, given]) => [...(command === '' ? [] : [command]), ...given, '--no-such-switch'])
  const lines = fc.sample(line, { numRuns: throws(1).numRuns * 8, seed: throws(1).seed })
  for (const given of lines) {
    const { code, err, out } = await aside(...given)
    const told = `${given.join(' ').slice(0, 300)} -> ${code} ${err.slice(0, 500)}`
    expect([2, 0], told).toContain(code)
    if (code === 2) expect(err.trim().length, told).toBeGreaterThan(8)
    expect(`${err}${out}`, told).not.toMatch(/\n\s+at .*:\d+:\d+|node_modules|TypeError|RangeError/)
  }
})
