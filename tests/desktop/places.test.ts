import type { Rectangle } from 'electron'
import { clickMenu, expect, opensWindowOf, pathsOf, shells, test, windowAt } from '../support/desktop-app.ts'
import type { Desktop } from '../support/desktop-app.ts'
import { arranged } from '../../src-main/desktop/arrangement.ts'
import { onScreen } from '../../src-main/desktop/window-places.ts'

/** Where windows stand: remembered, kept in reach, laid out. */

interface Stood {
  title: string
  place: Rectangle
}

function places(desktop: Desktop): Promise<Stood[]> {
  return desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .sort((one, other) => one.id - other.id)
      .map((window) => ({ title: window.getTitle(), place: window.getBounds() }))
  )
}

/** Moves the newest window. */
async function move(desktop: Desktop, to: Rectangle): Promise<void> {
  await desktop.evaluate(({ BrowserWindow }, place) => BrowserWindow.getAllWindows().reduce((newest, one) => (one.id > newest.id ? one : newest)).setBounds(place), to)
}

async function quit(desktop: Desktop): Promise<void> {
  desktop.signal('SIGINT')
  expect(await desktop.ended).toBe(0)
}

const twoDisplays = { ASIDE_STAND_IN_DISPLAYS: JSON.stringify([{ x: 0, y: 0, width: 1600, height: 1000 }, { x: 1600, y: 0, width: 1200, height: 900 }]) }
const oneDisplay = { ASIDE_STAND_IN_DISPLAYS: JSON.stringify([{ x: 0, y: 0, width: 1600, height: 1000 }]) }

for (const shell of shells) {
  test.describe(`on ${shell}`, () => {
    test.use({ shell })

    test("Anna's window comes back where it stood, in another run and after another start", async ({ start }) => {
      const first = await start()
      await opensWindowOf(await windowAt(first, '/trainer/'), 'Anna')
      await windowAt(first, '/agent/')
      await move(first, { x: 100, y: 120, width: 900, height: 600 })
      await quit(first)
      const second = await start()
      await opensWindowOf(await windowAt(second, '/trainer/'), 'Anna')
      await windowAt(second, '/agent/')
      expect((await places(second)).map(({ place }) => place)).toContainEqual({ x: 100, y: 120, width: 900, height: 600 })
      await opensWindowOf(await windowAt(second, '/trainer/'), 'Ben')
      await expect.poll(() => pathsOf(second).length).toBe(3)
      expect((await places(second)).filter(({ place }) => place.x === 100 && place.y === 120)).toHaveLength(1)
    })

    test('a window that was closed and is opened again stands where it stood', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await opensWindowOf(trainer, 'Clara')
      const clara = await windowAt(desktop, '/customer/')
      await move(desktop, { x: 200, y: 150, width: 400, height: 500 })
      await clara.close()
      await expect.poll(() => pathsOf(desktop)).toEqual(['/trainer/'])
      await opensWindowOf(trainer, 'Clara')
      await windowAt(desktop, '/customer/')
      expect((await places(desktop))[1]?.place).toEqual({ x: 200, y: 150, width: 400, height: 500 })
    })

    test('everybody is opened and laid out from the menu, none over another and all within the screen', async ({ start }) => {
      const desktop = await start()
      await windowAt(desktop, '/trainer/')
      await expect.poll(() => desktop.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('openAll')?.enabled)).toBe(true)
      await clickMenu(desktop, 'openAll')
      await expect.poll(() => pathsOf(desktop).sort()).toEqual(['/agent/', '/agent/', '/customer/', '/trainer/'])
      const area = await desktop.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea)
      for (const how of ['trainerLeft', 'tile', 'perDisplay']) {
        await clickMenu(desktop, `arrange:${how}`)
        const stood = (await places(desktop)).map(({ place }) => place)
        if (how !== 'perDisplay') expect(stood.every((place) => isWithin(place, area)), how).toBe(true)
        expect(overlapping(stood), how).toEqual([])
      }
    })

    test('the console opens everybody beside it by one button', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await trainer.getByRole('button', { name: "Open everybody's windows, side by side" }).click()
      await expect.poll(() => pathsOf(desktop).sort()).toEqual(['/agent/', '/agent/', '/customer/', '/trainer/'])
      await expect.poll(async () => overlapping((await places(desktop)).map(({ place }) => place))).toEqual([])
      const [first, ...others] = (await places(desktop)).map(({ place }) => place)
      expect(others.every(({ x }) => x >= (first?.x ?? 0) + (first?.width ?? 0))).toBe(true)
    })

    test('where it is wished, windows are laid out whenever one more opens', async ({ start }) => {
      const desktop = await start()
      const trainer = await windowAt(desktop, '/trainer/')
      await clickMenu(desktop, 'arrangeOnOpen:tile')
      await opensWindowOf(trainer, 'Anna')
      await windowAt(desktop, '/agent/')
      expect(overlapping((await places(desktop)).map(({ place }) => place))).toEqual([])
    })
  })
}

test.describe('on displays that come and go', () => {
  test('a window whose display is gone at the next start is on the screen that is there', async ({ start }) => {
    const first = await start({ env: twoDisplays })
    await opensWindowOf(await windowAt(first, '/trainer/'), 'Anna')
    await windowAt(first, '/agent/')
    await move(first, { x: 1800, y: 100, width: 900, height: 700 })
    await quit(first)
    const second = await start({ env: oneDisplay })
    await opensWindowOf(await windowAt(second, '/trainer/'), 'Anna')
    await windowAt(second, '/agent/')
    const anna = (await places(second))[1]?.place
    expect(anna).toMatchObject({ width: 900, height: 700 })
    expect(anna && isWithin(anna, { x: 0, y: 0, width: 1600, height: 960 })).toBe(true)
  })

  test('a window whose display is unplugged comes to the one that is left, and the others stay', async ({ start }) => {
    const desktop = await start({ env: twoDisplays })
    await opensWindowOf(await windowAt(desktop, '/trainer/'), 'Anna')
    await windowAt(desktop, '/agent/')
    await move(desktop, { x: 1700, y: 50, width: 900, height: 700 })
    const before = await places(desktop)
    await desktop.evaluate(({ screen }) => {
      const [left] = screen.getAllDisplays()
      if (!left) throw new Error('There is no display')
      screen.getAllDisplays = () => [left]
      screen.emit('display-removed')
    })
    const after = await places(desktop)
    expect(after[0]).toEqual(before[0])
    expect(after[1] && isWithin(after[1].place, { x: 0, y: 0, width: 1600, height: 960 })).toBe(true)
  })

  test('windows are spread over the displays', async ({ start }) => {
    const desktop = await start({ env: twoDisplays })
    await opensWindowOf(await windowAt(desktop, '/trainer/'), 'Anna')
    await windowAt(desktop, '/agent/')
    await clickMenu(desktop, 'arrange:perDisplay')
    expect((await places(desktop)).map(({ place }) => place)).toEqual([
      { x: 0, y: 0, width: 1600, height: 960 },
      { x: 1600, y: 0, width: 1200, height: 860 }
    ])
  })

  test('a maximized window comes back maximized, and as large as it was when it is made small', async ({ start }) => {
    const first = await start()
    await windowAt(first, '/trainer/')
    await move(first, { x: 50, y: 60, width: 1000, height: 700 })
    await first.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.maximize())
    await quit(first)
    const second = await start()
    await windowAt(second, '/trainer/')
    const found = await second.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      return { isMaximized: window?.isMaximized(), place: window?.getNormalBounds() }
    })
    expect(found).toEqual({ isMaximized: true, place: { x: 50, y: 60, width: 1000, height: 700 } })
  })
})

test('layouts cover an area without gaps, from one window to thirteen', () => {
  const area = { x: 10, y: 20, width: 1367, height: 733 }
  for (const how of ['tile', 'trainerLeft', 'perDisplay'] as const) {
    for (let count = 1; count <= 13; count += 1) {
      const stood = arranged(how, Array.from({ length: count }, (_, place) => place === 0), [area])
      expect(stood).toHaveLength(count)
      expect(overlapping(stood)).toEqual([])
      expect(stood.every((place) => isWithin(place, area))).toBe(true)
      expect(stood.reduce((sum, { width, height }) => sum + width * height, 0)).toBe(area.width * area.height)
    }
  }
})

test('a window of which too little can be seen is brought back, one that can be taken hold of is left', () => {
  const areas: [Rectangle, Rectangle] = [{ x: 0, y: 0, width: 1000, height: 800 }, { x: 1000, y: 0, width: 500, height: 500 }]
  const size = { width: 600, height: 400 }
  for (const place of [{ x: -450, y: 10, ...size }, { x: 1300, y: 300, ...size }, { x: 700, y: 760, ...size }]) expect(onScreen(place, areas)).toEqual(place)
  for (const place of [{ x: -560, y: 10, ...size }, { x: 1450, y: 0, ...size }, { x: 100, y: 790, ...size }, { x: 100, y: -30, ...size }, { x: 9000, y: 9000, ...size }]) {
    expect(onScreen(place, areas)).toEqual({ x: 200, y: 200, ...size })
  }
  expect(onScreen({ x: 5000, y: 0, width: 3000, height: 3000 }, areas)).toEqual({ x: 0, y: 0, width: 1000, height: 800 })
})

function isWithin(place: Rectangle, area: Rectangle): boolean {
  return place.x >= area.x && place.y >= area.y && place.x + place.width <= area.x + area.width && place.y + place.height <= area.y + area.height
}

function overlapping(all: readonly Rectangle[]): [Rectangle, Rectangle][] {
  return all.flatMap((one, n) =>
    all.slice(n + 1).flatMap((other): [Rectangle, Rectangle][] => {
      const isApart = one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y
      return isApart ? [] : [[one, other]]
    })
  )
}
