import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { answers, clickMenu, expect, openedOutside, opensWindowOf, pathOf, shells, test, windowAt } from '../support/desktop-app.ts'
import type { Desktop } from '../support/desktop-app.ts'
import { crashPage } from '../../src-main/desktop/crash-page.ts'
import { LogFile, redacted } from '../../src-main/desktop/log-file.ts'

/** What stands where something broke, and what is kept of it. */

async function brokenWindow(desktop: Desktop): Promise<Page> {
  const find = (): Page | undefined => desktop.windows().find((page) => page.url().startsWith('data:text/html'))
  await expect.poll(() => find() !== undefined).toBe(true)
  return find() as Page
}

const logIn = (folder: string): string => readFileSync(join(folder, 'desktop', 'logs', 'aside.log'), 'utf8')

for (const shell of shells) {
  test.describe(`on ${shell}`, () => {
    test.use({ shell })

    test('a window whose page has gone says so and opens again by one key, signed in as before', async ({ start, folder }) => {
      const desktop = await start()
      await opensWindowOf(await windowAt(desktop, '/trainer/'), 'Anna')
      await windowAt(desktop, '/agent/')
      await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().reduce((newest, one) => (one.id > newest.id ? one : newest)).webContents.forcefullyCrashRenderer())
      const broken = await brokenWindow(desktop)
      await expect(broken.getByRole('heading', { name: 'This window has stopped' })).toBeVisible()
      await expect(broken.getByRole('alert')).toContainText('ended unexpectedly')
      await expect(broken.getByText('Nothing that was acknowledged is lost')).toBeVisible()
      await expect(broken.getByRole('button', { name: 'Open the Window Again' })).toBeFocused()
      expect((await new AxeBuilder({ page: broken }).setLegacyMode(true).analyze()).violations).toEqual([])
      await broken.keyboard.press('Enter')
      const anna = await windowAt(desktop, '/agent/')
      await expect(anna).toHaveTitle(/Anna – Aside$/)
      expect(logIn(folder)).toContain('"what":"a page has gone"')
    })

    test('a report says what happened and holds nothing that was said, unless that is ticked', async ({ start, folder }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await expect(trainer.getByText('you charged me twice').first()).toBeVisible()
      await opensWindowOf(trainer, 'Anna')
      await windowAt(desktop, '/agent/')
      await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().reduce((newest, one) => (one.id > newest.id ? one : newest)).webContents.forcefullyCrashRenderer())
      const broken = await brokenWindow(desktop)
      await answers(desktop, { path: join(folder, 'plain.txt') })
      await broken.getByRole('button', { name: 'Save Report…' }).click()
      await expect.poll(() => read(join(folder, 'plain.txt'))).toContain('A page has gone')
      const plain = read(join(folder, 'plain.txt'))
      expect(plain).toMatch(/aside +\d+\.\d+\.\d+\n/)
      expect(plain).toContain('"what":"Aside starts"')
      expect(plain).toContain('Left out.')
      for (const word of ['you charged me twice', 'Clara', '#code=']) expect(plain).not.toContain(word)
      await broken.getByRole('checkbox', { name: 'What was said in the runs goes into the report' }).check()
      await answers(desktop, { path: join(folder, 'full.txt') })
      await broken.getByRole('button', { name: 'Save Report…' }).click()
      await expect.poll(() => read(join(folder, 'full.txt'))).toContain('you charged me twice')
      await broken.getByRole('button', { name: 'Show Log Folder' }).click()
      await expect.poll(() => openedOutside(desktop)).toEqual([join(folder, 'desktop', 'logs')])
    })

    test('the menu saves a report too, where nothing went wrong', async ({ start, folder }) => {
      const desktop = await start()
      await windowAt(desktop, '/trainer/')
      await answers(desktop, { path: join(folder, 'asked.txt'), ticked: false })
      await clickMenu(desktop, 'saveReport')
      await expect.poll(() => read(join(folder, 'asked.txt'))).toContain('Nothing went wrong; somebody wanted a report.')
    })

    test('an error in Aside itself stops the run, says so in the window, and offers to start again', async ({ start, folder }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await expect(trainer.getByRole('button', { name: 'Pause' })).toBeVisible()
      await desktop.evaluate(({ app }) => {
        app.relaunch = () => void process.stderr.write('RELAUNCH\n')
        setTimeout(() => {
          throw new Error('the sky fell')
        })
      })
      const broken = await brokenWindow(desktop)
      await expect(broken.getByRole('alert')).toContainText('Something in Aside itself went wrong')
      await broken.getByText('What exactly happened').click()
      await expect(broken.getByText('the sky fell').first()).toBeVisible()
      expect(logIn(folder)).toContain('the sky fell')
      await broken.getByRole('button', { name: 'Start Aside Again' }).click()
      expect(await desktop.ended).toBe(0)
      expect(desktop.said()).toContain('RELAUNCH')
    })
  })
}

test('no page but the broken one can say what is to be done about it, and it can load nothing', async ({ start }) => {
  const desktop = await start()
  const trainer = await windowAt(desktop, '/trainer/')
  await trainer.evaluate(() => (window as unknown as { aside: { tell: (message: unknown) => void } }).aside.tell({ say: 'mend', by: 'restart', texts: false }))
  await trainer.evaluate(() => (window as unknown as { aside: { tell: (message: unknown) => void } }).aside.tell({ say: 'waiting', ringing: 1, unread: 1 }))
  await expect(trainer.getByRole('button', { name: 'Pause' })).toBeVisible()
  expect(pathOf(trainer)).toBe('/trainer/')
  const page = decodeURIComponent(crashPage({ language: 'de', happened: '<img src=x onerror=alert(1)>', detail: '</script><script>alert(1)</script>', by: 'reload' }))
  expect(page).toContain("default-src 'none'")
  expect(page).not.toContain('<img')
  expect(page.match(/<script>/g)).toHaveLength(1)
  expect(page).toContain('Dieses Fenster ist stehen geblieben')
})

test("the program's log is rotated, survives what cannot be written, and holds nothing that signs in", () => {
  const folder = mkdtempSync(join(tmpdir(), 'aside-log-'))
  const log = new LogFile(join(folder, 'logs'), { limit: 400, kept: 2, now: () => 0 })
  for (let n = 0; n < 40; n += 1) log.note('it happened', { n })
  const tail = log.tail(1000)
  expect(tail.length).toBeLessThan(30)
  expect(tail.at(-1)).toBe('{"at":"1970-01-01T00:00:00.000Z","what":"it happened","n":39}')
  expect(tail.map((line) => (JSON.parse(line) as { n: number }).n)).toEqual(tail.map((_, place) => 40 - tail.length + place))
  expect(log.tail(2)).toHaveLength(2)
  new LogFile('/dev/null/nowhere').note('nobody hears it')
  expect(redacted('http://127.0.0.1:1/agent/#code=abc_DEF-1 Authorization: Bearer abc.def== {"token":"s3cret","n":1} {\\"password\\":\\"p\\"}')).toBe(
    'http://127.0.0.1:1/agent/#code=… Authorization: Bearer … {"token":"…","n":1} {\\"password\\":\\"…\\"}'
  )
  rmSync(folder, { recursive: true })
})

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
