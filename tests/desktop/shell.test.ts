import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { startAside } from '../../src-main/app.ts'
import { askedIn, clickMenu, expect, openedOutside, opensWindowOf, pathOf, pathsOf, shells, test, whyNotOnElectron, windowAt } from '../support/desktop-app.ts'

/** The desktop shell as built, on the stand-in and, where its runtime is present, on Electron itself. */

/** Gives the process a moment for what must not happen. */
async function aMoment(page: Page): Promise<void> {
  await page.waitForTimeout(500)
}

for (const shell of shells) {
  test.describe(`on ${shell}`, () => {
    test.use({ shell })

    test("it opens the trainer's console with the sample run playing", async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await expect(trainer.getByRole('heading', { name: 'First steps: a colleague helps, and the customer notices nothing' })).toBeVisible()
      await expect(trainer.getByText('you charged me twice').first()).toBeVisible()
      await expect(trainer).toHaveTitle('First steps: a colleague helps, and the customer notices nothing – Aside')
      expect(desktop.windows()).toHaveLength(1)
    })

    test('it serves the reference too, though that is loaded only when somebody reads it', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      const answers = await trainer.evaluate(async () => Promise.all(['', '/openapi.json', '/reference.css'].map(async (path) => (await fetch(`/docs${path}`)).status)))
      expect(answers).toEqual([200, 200, 200])
      expect(desktop.windows()).toHaveLength(1)
    })

    test("the trainer opens Anna's and Clara's windows, and each is signed in as its own person", async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await opensWindowOf(trainer, 'Anna')
      await opensWindowOf(trainer, 'Clara')
      await expect(await windowAt(desktop, '/agent/')).toHaveTitle(/Anna – Aside$/)
      await expect((await windowAt(desktop, '/customer/')).getByText('you charged me twice')).toBeVisible()
      expect(pathsOf(desktop).sort()).toEqual(['/agent/', '/customer/', '/trainer/'])
    })

    test("opening Anna's window twice brings her one window forward", async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await opensWindowOf(trainer, 'Anna')
      await windowAt(desktop, '/agent/')
      await desktop.evaluate(({ BrowserWindow }) => {
        const world = globalThis as { shown?: number }
        const anna = BrowserWindow.getAllWindows().find((window) => window.id === Math.max(...BrowserWindow.getAllWindows().map(({ id }) => id)))
        if (!anna) throw new Error('There is no window')
        const focus = anna.focus.bind(anna)
        anna.focus = () => {
          world.shown = (world.shown ?? 0) + 1
          focus()
        }
      })
      await opensWindowOf(trainer, 'Anna')
      await expect.poll(() => desktop.evaluate(() => (globalThis as { shown?: number }).shown ?? 0)).toBe(1)
      expect(pathsOf(desktop).sort()).toEqual(['/agent/', '/trainer/'])
    })

    test('a window that was closed opens again', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await opensWindowOf(trainer, 'Anna')
      await (await windowAt(desktop, '/agent/')).close()
      await expect.poll(() => pathsOf(desktop)).toEqual(['/trainer/'])
      await opensWindowOf(trainer, 'Anna')
      await windowAt(desktop, '/agent/')
    })

    test('a page cannot open anything foreign', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      for (const address of ['https://example.com/', 'http://127.0.0.1:1/trainer/', 'file:///etc/hosts', 'javascript:alert(1)', 'about:blank', 'data:text/html,hello']) {
        expect(await trainer.evaluate(`window.open(${JSON.stringify(address)})`)).toBe(null)
      }
      await aMoment(trainer)
      expect(pathsOf(desktop)).toEqual(['/trainer/'])
    })

    test("a web address that somebody presses opens in the system's browser, and nothing else does", async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      const refused = ['file:///etc/hosts', 'javascript:alert(1)', 'about:blank', 'data:text/html,hello', 'ms-msdt:/id', 'aside://run/x.yaml', 'smb://evil.example/share', 'mailto:a@example.com']
      for (const address of [...refused, 'https://example.com/help?a=1', 'http://user@example.com/']) await trainer.evaluate(`void window.open(${JSON.stringify(address)})`)
      await expect.poll(() => openedOutside(desktop)).toEqual(['https://example.com/help?a=1', 'http://user@example.com/'])
      expect(pathsOf(desktop)).toEqual(['/trainer/'])
    })

    test('a page cannot leave our origin', async ({ start }) => {
      const foreign = createServer((_request, response) => response.end('foreign'))
      const port = await new Promise<number>((listening) => foreign.listen(0, '127.0.0.1', () => listening((foreign.address() as AddressInfo).port)))
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await expect(trainer).toHaveTitle(/notices nothing – Aside/)
      await trainer.evaluate(`void (location.href = 'http://127.0.0.1:${port}/')`)
      await aMoment(trainer)
      expect(pathOf(trainer)).toBe('/trainer/')
      await expect(trainer.getByRole('heading', { name: 'First steps: a colleague helps, and the customer notices nothing' })).toBeVisible()
      await trainer.evaluate(`void (location.href = '/customer/')`)
      await windowAt(desktop, '/customer/')
      foreign.close()
    })

    test('a redirect cannot lead a page away either, and no page embeds a web view', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      const isPrevented = (event: string, address: string): Promise<boolean> =>
        desktop.evaluate(
          ({ BrowserWindow }, [name, to]) => {
            const happening = { isPrevented: false, preventDefault: () => void (happening.isPrevented = true) }
            const [window] = BrowserWindow.getAllWindows()
            window?.webContents.emit(name, happening, to)
            return happening.isPrevented
          },
          [event, address] as const
        )
      expect(await isPrevented('will-redirect', 'https://example.com/')).toBe(true)
      expect(await isPrevented('will-redirect', 'no address')).toBe(true)
      expect(await isPrevented('will-redirect', new URL('/customer/', trainer.url()).href)).toBe(false)
      expect(await isPrevented('will-attach-webview', '')).toBe(true)
    })

    test('every window is sandboxed and isolated, and has of the shell a version and one channel, neither of which it can change', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await opensWindowOf(trainer, 'Anna')
      await opensWindowOf(trainer, 'Clara')
      for (const path of ['/trainer/', '/agent/', '/customer/']) {
        const page = await windowAt(desktop, path)
        expect(
          await page.evaluate(`(() => {
            try {
              aside.version = 'another'
              window.aside = { isDesktop: false, version: 'another' }
            } catch {}
            const kinds = Object.fromEntries(Object.entries(aside).map(([name, value]) => [name, typeof value === 'function' ? 'function' : value]))
            return { aside: kinds, require: typeof require, process: typeof process }
          })()`)
        ).toEqual({ aside: { isDesktop: true, version: expect.stringMatching(/^\d+\.\d+\.\d+$/), tell: 'function', listen: 'function' }, require: 'undefined', process: 'undefined' })
      }
      const preferences = await desktop.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map(({ webContents }) => {
          const { contextIsolation, sandbox, nodeIntegration, spellcheck, preload } = (webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> }).getLastWebPreferences()
          return { contextIsolation, sandbox, nodeIntegration, spellcheck, preload: String(preload).split(/[\\/]/).at(-1) }
        })
      )
      expect(preferences).toEqual(Array(3).fill({ contextIsolation: true, sandbox: true, nodeIntegration: false, spellcheck: false, preload: 'preload.cjs' }))
    })

    test('our pages may notify and fill the clipboard, and are refused whatever else they ask for', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      expect(await trainer.evaluate('Notification.requestPermission()')).toBe('granted')
      expect(await trainer.evaluate("navigator.permissions.query({ name: 'clipboard-write' }).then(({ state }) => state)")).toBe('granted')
      expect(await trainer.evaluate("navigator.permissions.query({ name: 'clipboard-read' }).then(({ state }) => state)")).toBe('denied')
      expect(await trainer.evaluate("new Promise((told) => navigator.geolocation.getCurrentPosition(() => told('given'), ({ code }) => told(code)))")).toBe(1)
    })

    test('the menu has its entries and opens the windows of the people of the newest run', async ({ start }) => {
      const desktop = await start()
      await windowAt(desktop, '/trainer/')
      const menu = (): Promise<[string, string[]][]> =>
        desktop.evaluate(({ Menu }) =>
          (Menu.getApplicationMenu()?.items ?? [])
            .filter(({ role, id }) => String(role) !== 'appmenu' && id !== 'commands')
            .map(({ label, submenu }) => [label, (submenu?.items ?? []).flatMap((item) => item.role ?? (item.id || []))])
        )
      await expect
        .poll(menu)
        .toEqual([
          ['&File', ['open', 'openAll', 'openScenario', 'showLibrary', 'chooseLibrary', 'usualLibrary', 'saveReport', 'settings', 'close', 'quit']],
          ['&Edit', ['undo', 'redo', 'cut', 'copy', 'paste', 'selectall']],
          ['&View', ['reload', 'resetzoom', 'zoomin', 'zoomout', 'togglefullscreen']],
          ['&Window', ['minimize', 'arrange', 'window:1']],
          ['&Help', ['documentation', 'logFolder', 'checkForUpdates', 'about']]
        ])
      const people = await desktop.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('open')?.submenu?.items.map(({ label }) => label))
      expect(people).toEqual(['Trainer', 'Anna (agent)', 'Ben (agent)', 'Clara (customer)'])
      await clickMenu(desktop, 'open:agent:Ben')
      await expect(await windowAt(desktop, '/agent/')).toHaveTitle(/Ben – Aside$/)
      const titles = (): Promise<string[]> =>
        desktop.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items.find(({ label }) => label === '&Window')?.submenu?.items ?? []).flatMap(({ id, label }) => (id?.startsWith('window:') ? label : [])))
      await expect.poll(titles).toEqual([expect.stringMatching(/notices nothing – Aside$/), expect.stringMatching(/Ben – Aside$/)])
    })

    test("the menu opens the trainer's console again after it was closed", async ({ start }) => {
      const desktop = await start()
      await windowAt(desktop, '/trainer/')
      await clickMenu(desktop, 'open:customer:Clara')
      await windowAt(desktop, '/customer/')
      await (await windowAt(desktop, '/trainer/')).close()
      await expect.poll(() => pathsOf(desktop)).toEqual(['/customer/'])
      await clickMenu(desktop, 'open:trainer')
      await expect((await windowAt(desktop, '/trainer/')).getByRole('heading', { name: 'First steps: a colleague helps, and the customer notices nothing' })).toBeVisible()
    })

    test('a run that begins later brings its people into the menu', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      const people = (): Promise<string[] | undefined> => desktop.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('open')?.submenu?.items.map(({ id }) => id))
      await expect(trainer.getByRole('heading', { name: 'First steps: a colleague helps, and the customer notices nothing' })).toBeVisible()
      expect(await people()).toEqual(['open:trainer', 'open:agent:Anna', 'open:agent:Ben', 'open:customer:Clara'])
      await trainer.evaluate(`(async () => {
        const { token } = JSON.parse(sessionStorage.getItem('aside.trainer.session'))
        const headers = { authorization: 'Bearer ' + token, 'content-type': 'application/json' }
        await fetch('/control/runs', { method: 'POST', headers, body: JSON.stringify({ scenario: 'consult-to-a-queue.yaml' }) })
      })()`)
      await expect.poll(people).toEqual(['open:trainer', 'open:agent:Anna', 'open:agent:Ben', 'open:agent:Carol', 'open:customer:Clara'])
    })

    test('closing the last window ends it and leaves the log free', async ({ start, folder }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await opensWindowOf(trainer, 'Anna')
      const anna = await windowAt(desktop, '/agent/')
      await trainer.close()
      await expect.poll(() => pathsOf(desktop)).toEqual(['/agent/'])
      await expect(anna).toHaveTitle(/Anna – Aside$/)
      await anna.close()
      expect(await desktop.ended).toBe(0)
      await (await startAside({ data: folder, port: 0 })).close()
    })

    test('Ctrl-C ends it and leaves the log free', async ({ start, folder }) => {
      const desktop = await start()
      await windowAt(desktop, '/trainer/')
      desktop.signal('SIGINT')
      expect(await desktop.ended).toBe(0)
      await (await startAside({ data: folder, port: 0 })).close()
    })

    test('a second start brings the first one forward and ends', async ({ start }) => {
      const first = await start()
      await windowAt(first, '/trainer/')
      await first.evaluate(({ BrowserWindow }) => {
        const world = globalThis as { shown?: number }
        const [window] = BrowserWindow.getAllWindows()
        if (!window) throw new Error('There is no window')
        const focus = window.focus.bind(window)
        window.focus = () => {
          world.shown = (world.shown ?? 0) + 1
          focus()
        }
      })
      const second = await start({ opens: false })
      expect(await second.ended).toBe(0)
      await expect.poll(() => first.evaluate(() => (globalThis as { shown?: number }).shown ?? 0)).toBe(1)
      expect(first.windows()).toHaveLength(1)
    })

    test('a damaged log is named, and put aside when the user wants a new one', async ({ start, folder }) => {
      writeFileSync(join(folder, 'aside.db'), 'no database '.repeat(1000))
      const desktop = await start({ button: 0 })
      await windowAt(desktop, '/trainer/')
      await expect.poll(async () => (await askedIn(desktop)).length).toBe(2)
      const asked = await askedIn(desktop)
      expect(asked[0]).toMatchObject({ message: expect.stringContaining('is damaged'), buttons: ['Begin a New Log', 'Quit'] })
      expect(asked[1]?.message).toMatch(/^The old log is kept as .*aside\.kept-1\.db; a new one was begun\.$/)
    })

    test('a damaged log is left as it is when the user quits', async ({ start, folder }) => {
      writeFileSync(join(folder, 'aside.db'), 'no database '.repeat(1000))
      const desktop = await start({ opens: false, button: 1 })
      expect(await desktop.ended).toBe(2)
      expect(desktop.windows()).toHaveLength(0)
      await expect(startAside({ data: folder, port: 0 })).rejects.toThrow('is damaged')
    })

    test('a log that another Aside uses is said in one sentence, and nothing opens', async ({ start, folder }) => {
      const other = await startAside({ data: folder, port: 0 })
      const desktop = await start({ opens: false })
      expect(await desktop.ended).toBe(2)
      expect(desktop.said()).toContain('is in use by another Aside')
      expect(desktop.windows()).toHaveLength(0)
      await other.close()
    })
  })
}

const whyNot = whyNotOnElectron()

if (whyNot !== null) {
  test('the same holds on Electron itself', () => {
    console.log(whyNot)
    test.skip(true, whyNot)
  })
}
