import type { Page } from '@playwright/test'
import { clickMenu, expect, opensWindowOf, shells, test, windowAt } from '../support/desktop-app.ts'
import type { Desktop } from '../support/desktop-app.ts'
import { acceleratorOf } from '../../src-main/desktop/accelerator.ts'

/** What pages and shell say to each other: commands in the menu, who waits, and what nobody may say. */

interface Entry {
  id: string
  label: string
  enabled: boolean
  accelerator: string
}

function offered(desktop: Desktop): Promise<Entry[]> {
  return desktop.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.getMenuItemById('commands')?.submenu?.items ?? []).map(({ id, label, enabled, accelerator }) => ({ id, label, enabled, accelerator: String(accelerator ?? '') }))
  )
}

async function entry(desktop: Desktop, id: string): Promise<Entry | undefined> {
  return (await offered(desktop)).find((one) => one.id === id)
}

const badge = (desktop: Desktop): Promise<number> => desktop.evaluate(({ app }) => app.getBadgeCount())

/** Says something to the shell as a page's script could. */
async function says(page: Page, message: unknown): Promise<void> {
  await page.evaluate((said) => (window as unknown as { aside: { tell: (message: unknown) => void } }).aside.tell(said), message)
}

for (const shell of shells) {
  test.describe(`on ${shell}`, () => {
    test.use({ shell })

    test('the menu holds what the console offers, with its keys, and does it', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await expect.poll(() => entry(desktop, 'command:trainer.play')).toMatchObject({ label: 'Pause', enabled: true, accelerator: process.platform === 'darwin' ? '' : 'Space' })
      expect(await entry(desktop, 'command:trainer.step')).toMatchObject({ enabled: false })
      await clickMenu(desktop, 'command:trainer.play')
      await expect(trainer.getByRole('button', { name: 'Resume' })).toBeVisible()
      await expect.poll(() => entry(desktop, 'command:trainer.step')).toMatchObject({ enabled: true })
      await clickMenu(desktop, 'command:trainer.play')
      await expect(trainer.getByRole('button', { name: 'Pause' })).toBeVisible()
    })

    test('the menu is about the window in front', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await opensWindowOf(trainer, 'Anna')
      await expect(await windowAt(desktop, '/agent/')).toHaveTitle(/Anna – Aside$/)
      await expect.poll(() => entry(desktop, 'command:agent.nextChat')).toBeDefined()
      expect(await entry(desktop, 'command:trainer.play')).toBeUndefined()
      await opensWindowOf(trainer, 'Clara')
      await windowAt(desktop, '/customer/')
      await expect.poll(async () => (await offered(desktop)).map(({ label, enabled }) => [label, enabled])).toEqual([['This window offers none', false]])
    })

    test("who waits in the agents' windows stands on the icon, and goes when a window is closed", async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await trainer.getByRole('button', { name: 'Pause' }).click()
      await opensWindowOf(trainer, 'Anna')
      const anna = await windowAt(desktop, '/agent/')
      await expect(anna).toHaveTitle(/Anna – Aside$/)
      await says(anna, { say: 'waiting', ringing: 1, unread: 2 })
      await expect.poll(() => badge(desktop)).toBe(3)
      await anna.close()
      await expect.poll(() => badge(desktop)).toBe(0)
    })

    test('a window in which an invitation rings calls for attention while it is not looked at, if that is wanted', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await trainer.getByRole('button', { name: 'Pause' }).click()
      await opensWindowOf(trainer, 'Ben')
      const ben = await windowAt(desktop, '/agent/')
      await expect(ben).toHaveTitle(/Ben – Aside$/)
      const flashes = (): Promise<boolean[]> => desktop.evaluate(() => (globalThis as unknown as { flashes: boolean[] }).flashes)
      await desktop.evaluate(({ BrowserWindow }) => {
        const [first, second] = BrowserWindow.getAllWindows().sort((one, other) => one.id - other.id)
        const world = globalThis as unknown as { flashes: boolean[] }
        world.flashes = []
        if (second) second.flashFrame = (on) => void world.flashes.push(on)
        first?.focus()
      })
      // Whatever the sample had come to.
      await says(ben, { say: 'waiting', ringing: 0, unread: 0 })
      await says(ben, { say: 'waiting', ringing: 1, unread: 0 })
      await expect.poll(flashes).toEqual([true])
      await says(ben, { say: 'waiting', ringing: 1, unread: 1 })
      await says(ben, { say: 'waiting', ringing: 0, unread: 1 })
      await expect.poll(() => badge(desktop)).toBe(1)
      expect(await flashes()).toEqual([true])
      await clickMenu(desktop, 'flash')
      await says(ben, { say: 'waiting', ringing: 1, unread: 4 })
      await expect.poll(() => badge(desktop)).toBe(5)
      expect(await flashes()).toEqual([true])
    })

    test('a customer says nothing to the shell, an agent nothing that is the trainer\'s, and nobody anything malformed', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await opensWindowOf(trainer, 'Anna')
      const anna = await windowAt(desktop, '/agent/')
      await opensWindowOf(trainer, 'Clara')
      const clara = await windowAt(desktop, '/customer/')
      const places = (): Promise<unknown> => desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getBounds()))
      const before = await places()
      await says(clara, { say: 'waiting', ringing: 1, unread: 50 })
      await says(clara, { say: 'commands', commands: [{ id: 'evil', title: 'Evil', keys: null, isPossible: true }] })
      await says(anna, { say: 'arrange', how: 'tile' })
      await says(anna, { say: 'mend', by: 'restart', texts: true })
      for (const odd of [null, 7, 'quit', {}, { say: 'quit' }, { say: 'waiting', ringing: -1, unread: 0 }, { say: 'waiting', ringing: 1, unread: 0, more: true }, { say: 'arrange', how: 'evil' }]) await says(trainer, odd)
      // What is said in order is heard in order.
      await says(anna, { say: 'waiting', ringing: 0, unread: 7 })
      await expect.poll(() => badge(desktop)).toBe(7)
      expect(await places()).toEqual(before)
      expect(await entry(desktop, 'command:evil')).toBeUndefined()
      expect(desktop.windows()).toHaveLength(3)
    })
  })
}

test('keys stand in the menu as Electron writes them', () => {
  expect(['mod+s', 'space', '.', 'alt+arrowdown', 'mod+shift+p', 'r', '?', 'f5', 'mod++'].map(acceleratorOf)).toEqual(['CommandOrControl+S', 'Space', '.', 'Alt+Down', 'CommandOrControl+Shift+P', 'R', '?', 'F5', 'CommandOrControl+Plus'])
  expect(['ä', 'mod+dance', ''].map(acceleratorOf)).toEqual([null, null, null])
})
