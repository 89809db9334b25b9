import { mkdtempSync, readFileSync, writeFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startAside } from '../../src-main/app.ts'
import { askedBy, askedByLink } from '../../src-main/desktop/asked.ts'
import { answers, askedIn, expect, pathsOf, shells, test, windowAt } from '../support/desktop-app.ts'
import type { Desktop } from '../support/desktop-app.ts'

/** Links and files from outside: what they do, and what they cannot do. */

const scenario = 'scenario: Brought by mail\ncast:\n  agents:\n    Anna:\n  queues:\n    Support:\n      members: [Anna]\n  customers:\n    Clara:\nsteps:\n  - Clara: chat\n    queue: Support\n    text: "Hello"\n'

const asWhoClicks = { scope: 'test' } as const

const withLibrary = test.extend<{ library: string; mail: string }>({
  // Playwright reads from the pattern which fixtures a fixture needs.
  // eslint-disable-next-line no-empty-pattern
  library: [async ({}, use) => use(freshFolder('aside-library-')), asWhoClicks],
  // eslint-disable-next-line no-empty-pattern
  mail: [async ({}, use) => use(freshFolder('aside-mail-')), asWhoClicks]
})

const folders: string[] = []

function freshFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), name))
  folders.push(folder)
  return folder
}

test.afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Names the library in the settings, as a trainer has done before. */
function useLibrary(folder: string, library: string): void {
  mkdirSync(join(folder, 'desktop'), { recursive: true })
  writeFileSync(join(folder, 'desktop', 'settings.json'), JSON.stringify({ library }))
}

function runsOf(desktop: Desktop): Promise<string[]> {
  return desktop.windows()[0]?.evaluate(async () => {
    const { token } = JSON.parse(sessionStorage.getItem('aside.trainer.session') ?? '{}') as { token: string }
    const { runs } = (await (await fetch('/control/runs', { headers: { authorization: `Bearer ${token}` } })).json()) as { runs: { file: string }[] }
    return runs.map(({ file }) => file)
  }) as Promise<string[]>
}

for (const shell of shells) {
  withLibrary.describe(`on ${shell}`, () => {
    withLibrary.use({ shell })

    withLibrary('a link that a second start brings is played in the window that is open', async ({ start }) => {
      const first = await start()
      const trainer = await windowAt(first, '/trainer/')
      await expect(trainer).toHaveTitle(/notices nothing – Aside$/)
      // As a second start hands it over.
      await first.evaluate(({ app }) => app.emit('second-instance', { preventDefault: () => {} }, [], '', { line: ['aside://run/consult-rejected.yaml'], folder: '/' }))
      await expect(trainer).toHaveTitle('The colleague declines – Aside')
      expect(await runsOf(first)).toEqual(['first-steps.yaml', 'consult-rejected.yaml'])
    })

    withLibrary('a file that a second start brings is shown after it was added, and is not played by itself', async ({ start, folder, library, mail }) => {
      useLibrary(folder, library)
      writeFileSync(join(mail, 'exercise.aside'), scenario)
      const first = await start()
      const trainer = await windowAt(first, '/trainer/')
      const second = await start({ opens: false, args: [join(mail, 'exercise.aside')] })
      expect(await second.ended).toBe(0)
      await expect(trainer).toHaveTitle('Brought by mail – Aside')
      const [question] = await askedIn(first)
      expect(question).toMatchObject({ message: 'Add exercise.aside to the library?', buttons: ['Add to the Library', 'Cancel'] })
      expect(question?.detail).toContain(mail)
      expect(readFileSync(join(library, 'exercise.aside'), 'utf8')).toBe(scenario)
      expect(await runsOf(first)).toEqual([])
      await trainer.getByRole('button', { name: 'Play', exact: true }).click()
      await expect.poll(() => runsOf(first)).toEqual(['exercise.aside'])
    })

    withLibrary('a file that is not wanted in the library stays where it is', async ({ start, folder, library, mail }) => {
      useLibrary(folder, library)
      writeFileSync(join(mail, 'exercise.aside'), scenario)
      const desktop = await start({ args: [join(mail, 'exercise.aside')], button: 1 })
      await windowAt(desktop, '/trainer/')
      await expect.poll(async () => (await askedIn(desktop)).length).toBe(1)
      expect(existsSync(join(library, 'exercise.aside'))).toBe(false)
    })

    withLibrary('a file of the library is shown without a question, and a second of the same name overwrites nothing', async ({ start, folder, library, mail }) => {
      useLibrary(folder, library)
      writeFileSync(join(library, 'exercise.aside'), scenario)
      writeFileSync(join(mail, 'exercise.aside'), scenario.replace('Brought by mail', 'Another one'))
      const desktop = await start({ args: [join(library, 'exercise.aside')] })
      const trainer = await windowAt(desktop, '/trainer/')
      await expect(trainer).toHaveTitle('Brought by mail – Aside')
      expect(await askedIn(desktop)).toEqual([])
      await desktop.evaluate(({ app }, path) => app.emit('open-file', { preventDefault: () => {} }, path), join(mail, 'exercise.aside'))
      await expect(trainer).toHaveTitle('Another one – Aside')
      expect(readFileSync(join(library, 'exercise.aside'), 'utf8')).toBe(scenario)
      expect(readFileSync(join(library, 'exercise-2.aside'), 'utf8')).toContain('Another one')
    })

    withLibrary('what cannot be opened is said in a sentence, and nothing else happens', async ({ start, mail }) => {
      const desktop = await start()
      await windowAt(desktop, '/trainer/')
      writeFileSync(join(mail, 'picture.aside'), Buffer.from([0x89, 0x50, 0, 1]))
      writeFileSync(join(mail, 'letter.txt'), 'Dear Anna')
      writeFileSync(join(mail, 'large.aside'), 'a'.repeat(1_100_000))
      const said = async (event: 'open-file' | 'open-url', what: string): Promise<string | undefined> => {
        const before = (await askedIn(desktop)).length
        await desktop.evaluate(({ app }, [name, argument]) => app.emit(name as 'open-url', { preventDefault: () => {}, defaultPrevented: false }, argument), [event, what] as const)
        await expect.poll(async () => (await askedIn(desktop)).length).toBe(before + 1)
        return (await askedIn(desktop)).at(-1)?.message
      }
      expect(await said('open-file', join(mail, 'none.aside'))).toBe(`There is no file ${join(mail, 'none.aside')}.`)
      expect(await said('open-file', join(mail, 'picture.aside'))).toContain('is no scenario: it is not text.')
      expect(await said('open-file', join(mail, 'letter.txt'))).toContain('its name ends in neither .aside nor .yaml')
      expect(await said('open-file', join(mail, 'large.aside'))).toContain('it is larger than a megabyte')
      expect(await said('open-url', 'aside://run/nothing-of-the-kind.yaml')).toContain('The link asks for nothing-of-the-kind.yaml, and the library holds no such scenario.')
      expect(await said('open-url', 'aside://quit')).toBe('The link aside://quit asks for nothing that Aside knows. A link reads aside://run/ and the path of a scenario in the library.')
      expect(await said('open-url', 'aside://run/../../../etc/passwd.yaml')).toMatch(/asks for nothing that Aside knows|holds no such scenario/)
      expect(await runsOf(desktop)).toEqual(['first-steps.yaml'])
      expect(pathsOf(desktop)).toEqual(['/trainer/'])
    })

    withLibrary('a flood of links is one dialog', async ({ start }) => {
      const desktop = await start()
      await windowAt(desktop, '/trainer/')
      await desktop.evaluate(({ app, dialog }) => {
        const box = dialog.showMessageBox
        dialog.showMessageBox = ((options: never) => {
          void box(options)
          return new Promise(() => {})
        }) as typeof dialog.showMessageBox
        for (let n = 0; n < 50; n += 1) app.emit('open-url', { preventDefault: () => {} }, `aside://evil/${n}`)
      })
      await answers(desktop, {})
      expect(await askedIn(desktop)).toHaveLength(1)
    })
  })
}

test('whatever stands in the line beside a link is not followed: neither a log, nor a port, nor a file', async ({ start, folder }) => {
  const desktop = await start({ args: ['aside://run/consult-rejected.yaml', join(folder, 'x.aside')], env: { ASIDE_STAND_IN_HOME: join(folder, 'home') } })
  const trainer = await windowAt(desktop, '/trainer/')
  await expect(trainer).toHaveTitle('The colleague declines – Aside')
  expect(existsSync(join(folder, 'aside.db'))).toBe(false)
  await (await startAside({ data: folder, port: 0 })).close()
})

test('a link can name a scenario and nothing else', () => {
  const played = (link: string): unknown => askedByLink(link)
  expect(played('aside://run/consult-rejected.yaml')).toEqual({ kind: 'play', file: 'consult-rejected.yaml' })
  expect(played('aside://run/edge/a%20b%C3%BC.yaml/')).toEqual({ kind: 'play', file: 'edge/a bü.yaml' })
  expect(played('ASIDE://RUN/x.yaml')).toEqual({ kind: 'play', file: 'x.yaml' })
  const hostile = [
    'aside://',
    'aside:run/x.yaml',
    'aside://run/',
    'aside://run',
    'aside://open/x.yaml',
    'aside://run/x.yaml?then=quit',
    'aside://run/x.yaml#quit',
    'aside://me:secret@run/x.yaml',
    'aside://run:80/x.yaml',
    'aside://run/%2e%2e/%2e%2e/secret.yaml',
    'aside://run/..%2F..%2Fsecret.yaml',
    'aside://run/..%5C..%5Csecret.yaml',
    'aside://run/C:%5CWindows%5Cx.yaml',
    'aside://run/%2Fetc/x.yaml',
    'aside://run/x.yaml%00.png',
    'aside://run/x%0A--data%20y.yaml',
    'aside://run/%E2%80%AEx.yaml',
    'aside://run/%ZZ.yaml',
    `aside://run/${'x'.repeat(2000)}.yaml`
  ]
  for (const link of hostile) {
    const asked = askedByLink(link)
    expect(asked.kind, link).toBe('odd')
    if (asked.kind === 'odd') expect(asked.link).toMatch(/^[^\p{C}]{0,201}$/u)
  }
})

test('of a line, a link comes before a file, and switches are neither', () => {
  expect(askedBy(['/opt/aside', '--data', 'x'], '/home')).toBe(null)
  expect(askedBy(['--flag=x.aside'], '/home')).toBe(null)
  expect(askedBy(['sub/x.aside'], '/home/anna')).toEqual({ kind: 'open', path: join('/home/anna', 'sub', 'x.aside') })
  expect(askedBy(['x.aside', 'aside://run/y.yaml'], '/home')).toEqual({ kind: 'play', file: 'y.yaml' })
})
