import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answers, askedIn, clickMenu, expect, openedOutside, opensWindowOf, pathsOf, shells, test, windowAt } from '../support/desktop-app.ts'
import type { Desktop } from '../support/desktop-app.ts'
import { Settings } from '../../src-main/desktop/settings.ts'
import { languageOf, wordsIn } from '../../src-main/desktop/words.ts'

/** What the shell keeps for its user, and what it never does by itself. */

function fileIn(folder: string): string {
  return join(folder, 'desktop', 'settings.json')
}

function keep(folder: string, text: string): void {
  mkdirSync(join(folder, 'desktop'), { recursive: true })
  writeFileSync(fileIn(folder), text)
}

const isChecked = (desktop: Desktop, id: string): Promise<boolean | undefined> => desktop.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.checked, id)

for (const shell of shells) {
  test.describe(`on ${shell}`, () => {
    test.use({ shell })

    test('settings that cannot be used are put aside and said, and Aside opens as it did at first', async ({ start, folder }) => {
      keep(folder, '{ "tray": "perhaps" }')
      const desktop = await start()
      await windowAt(desktop, '/trainer/')
      await expect.poll(async () => (await askedIn(desktop)).length).toBe(1)
      const [said] = await askedIn(desktop)
      expect(said?.message).toMatch(/^The settings in .*settings\.json cannot be used: "tray": .*\. They were put aside as .*settings\.json\.broken-1, and Aside goes on with its usual settings\.$/)
      expect(readFileSync(`${fileIn(folder)}.broken-1`, 'utf8')).toBe('{ "tray": "perhaps" }')
    })

    test('settings are exported, and imported elsewhere; what cannot be used changes nothing', async ({ start, folder }) => {
      const desktop = await start()
      await windowAt(desktop, '/trainer/')
      await clickMenu(desktop, 'arrangeOnOpen:trainerLeft')
      await clickMenu(desktop, 'flash')
      await expect.poll(() => isChecked(desktop, 'flash')).toBe(false)
      const file = join(folder, 'kept.json')
      await answers(desktop, { path: file })
      await clickMenu(desktop, 'exportSettings')
      await expect.poll(() => existsSync(file)).toBe(true)
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ arrange: 'trainerLeft', flash: false, tray: false, updates: null })
      await clickMenu(desktop, 'flash')
      await expect.poll(() => isChecked(desktop, 'flash')).toBe(true)
      await clickMenu(desktop, 'importSettings')
      await expect.poll(() => isChecked(desktop, 'flash')).toBe(false)
      writeFileSync(file, '{ "flash": true, "shell": "rm" }')
      await clickMenu(desktop, 'importSettings')
      await expect.poll(async () => (await askedIn(desktop)).at(-1)?.message).toMatch(/cannot be used: .*shell.*Nothing was changed\.$/)
      expect(await isChecked(desktop, 'flash')).toBe(false)
    })

    test('with the tray, Aside outlives its last window and opens again; without it, it ends', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await clickMenu(desktop, 'tray')
      await expect.poll(() => isChecked(desktop, 'tray')).toBe(true)
      await trainer.close()
      await expect.poll(() => pathsOf(desktop)).toEqual([])
      await desktop.evaluate(({ app }) => app.emit('second-instance', { preventDefault: () => {} }, [], '', { line: [], folder: '/' }))
      await windowAt(desktop, '/trainer/')
      await clickMenu(desktop, 'tray')
      await expect.poll(() => isChecked(desktop, 'tray')).toBe(false)
      await (await windowAt(desktop, '/trainer/')).close()
      expect(await desktop.ended).toBe(0)
    })

    test('another library folder is used after the restart that is offered', async ({ start, folder }) => {
      const library = mkdtempSync(join(tmpdir(), 'aside-other-library-'))
      const first = await start()
      await windowAt(first, '/trainer/')
      await first.evaluate(({ app }) => {
        app.relaunch = () => void process.stderr.write('RELAUNCH\n')
      })
      await answers(first, { path: library })
      await clickMenu(first, 'chooseLibrary')
      expect(await first.ended).toBe(0)
      expect(first.said()).toContain('RELAUNCH')
      expect(JSON.parse(readFileSync(fileIn(folder), 'utf8'))).toMatchObject({ library })
      const second = await start()
      await windowAt(second, '/trainer/')
      await clickMenu(second, 'showLibrary')
      await expect.poll(() => openedOutside(second)).toEqual([library])
      rmSync(library, { recursive: true })
      await second.evaluate(({ app }) => app.quit())
      await second.ended
      const third = await start()
      await windowAt(third, '/trainer/')
      await expect.poll(async () => (await askedIn(third)).map(({ message }) => message)).toEqual([expect.stringMatching(/^The library folder .* is not there\./)])
    })

    test('nobody is asked for updates but by the menu, and without an address not even then', async ({ start, folder }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      const reached: string[] = []
      trainer.context().on('request', (request) => void reached.push(new URL(request.url()).hostname))
      await opensWindowOf(trainer, 'Anna')
      await windowAt(desktop, '/agent/')
      await clickMenu(desktop, 'checkForUpdates')
      await expect.poll(async () => (await askedIn(desktop)).map(({ message }) => message)).toEqual(['No address for updates is set, so nobody was asked.'])
      expect(await openedOutside(desktop)).toEqual([])
      expect([...new Set(reached)]).toEqual(['127.0.0.1'])
      expect(existsSync(fileIn(folder)) ? JSON.parse(readFileSync(fileIn(folder), 'utf8')).updates : null).toBe(null)
    })
  })
}

test('the tray shows, pauses, goes on with and quits', async ({ start }) => {
  const desktop = await start()
  const trainer = await windowAt(desktop, '/trainer/')
  await clickMenu(desktop, 'tray')
  const click = (id: string): Promise<void> =>
    desktop.evaluate(({ Tray }, wanted) => {
      const shown = (Tray as unknown as { shown: { menu: { getMenuItemById: (id: string) => { enabled: boolean; click: () => void } | null } } | null }).shown
      const item = shown?.menu.getMenuItemById(wanted)
      if (!item?.enabled) throw new Error(`The tray cannot ${wanted}`)
      item.click()
    }, id)
  await click('pause')
  await expect(trainer.getByRole('button', { name: 'Resume' })).toBeVisible()
  await click('resume')
  await expect(trainer.getByRole('button', { name: 'Pause' })).toBeVisible()
  await click('quit')
  expect(await desktop.ended).toBe(0)
})

test('a German system has German menus', async ({ start }) => {
  const desktop = await start({ env: { ASIDE_STAND_IN_LANGUAGES: 'de-AT,en' }, opens: true })
  const labels = (): Promise<string[] | undefined> => desktop.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label))
  // The page says its own language as soon as it is there, which is what its settings say.
  const trainer = await windowAt(desktop, '/trainer/')
  await trainer.evaluate(() => (window as unknown as { aside: { tell: (message: unknown) => void } }).aside.tell({ say: 'language', language: 'de' }))
  await expect.poll(labels).toContain('&Datei')
})

test('a package has its own library among the documents, filled once with what ships', async ({ start, folder }) => {
  const env = { ASIDE_STAND_IN_PACKAGED: 'yes' }
  const first = await start({ env })
  await windowAt(first, '/trainer/')
  const library = join(folder, 'Documents', 'Aside')
  expect(existsSync(join(library, 'consult-then-transfer.yaml'))).toBe(true)
  expect(existsSync(join(library, 'edge', '04-a-double-click-asks-once.yaml'))).toBe(true)
  rmSync(join(library, 'consult-rejected.yaml'))
  first.signal('SIGINT')
  await first.ended
  const second = await start({ env })
  await windowAt(second, '/trainer/')
  expect(existsSync(join(library, 'consult-rejected.yaml'))).toBe(false)
})

test('what a settings file does not name is as at first, and what nobody knows is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aside-settings-'))
  writeFileSync(join(folder, 'settings.json'), '{ "arrange": "tile" }')
  expect(new Settings(folder).now).toEqual({ library: null, arrange: 'tile', tray: false, flash: true, language: null, updates: null })
  const settings = new Settings(folder)
  for (const bad of ['{ "updates": "file:///etc" }', '{ "updates": "ftp://x/y" }', '[]', 'tray: true', '{ "library": "" }', '']) {
    writeFileSync(join(folder, 'other.json'), bad)
    expect(settings.importFrom(join(folder, 'other.json')), bad).not.toBe(null)
  }
  expect(settings.importFrom(join(folder, 'none.json'))).toContain('no such file')
  expect(settings.now.arrange).toBe('tile')
  rmSync(folder, { recursive: true })
})

test('English and German say the same things, with the same places to fill in', () => {
  const [en, de] = [wordsIn('en'), wordsIn('de')]
  const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort()
  for (const key of Object.keys(en) as (keyof typeof en)[]) expect(places(de[key]), key).toEqual(places(en[key]))
  expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort())
  expect([['de-AT'], ['fr', 'de'], ['pt-BR'], []].map(languageOf)).toEqual(['de', 'de', 'en', 'en'])
})
