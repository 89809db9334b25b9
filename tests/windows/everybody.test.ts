import { expect } from '@playwright/test'
import { plays, test } from '../support/windows.ts'

/** The windows of all people of a run beside the console, by the browser's own means. */

interface Asked {
  left: number
  top: number
  width: number
  height: number
}

test("one key opens everybody's windows beside the console, each signed in and none over another", async ({ people }) => {
  const trainer = await people.trainer()
  await plays(trainer, '1×')
  await trainer.evaluate(() => {
    const opened: string[] = []
    Object.assign(window, { opened })
    const open = window.open.bind(window)
    window.open = (address, name, features) => {
      opened.push(features ?? '')
      return open(address, name, features)
    }
  })
  const before = people.context.pages().length
  await trainer.keyboard.press('w')
  await expect.poll(() => people.context.pages().length).toBe(before + 3)
  const titles = (): Promise<string[]> => Promise.all(people.context.pages().map((page) => page.title()))
  await expect.poll(titles, { timeout: 30_000 }).toEqual(expect.arrayContaining([expect.stringMatching(/Anna – Aside$/), expect.stringMatching(/Ben – Aside$/)]))
  await expect(people.context.pages().find((page) => page.url().includes('/customer/')) ?? trainer).toHaveURL(/\/customer\/$/)
  const { asked, screen } = await trainer.evaluate(() => ({
    asked: (window as unknown as { opened: string[] }).opened,
    screen: { width: window.screen.availWidth, height: window.screen.availHeight }
  }))
  const places = asked.map((features) => Object.fromEntries([...features.matchAll(/(left|top|width|height)=(\d+)/g)].map(([, name, value]) => [name, Number(value)])) as unknown as Asked)
  expect(places).toHaveLength(3)
  expect(asked.every((features) => features.startsWith('noopener,'))).toBe(true)
  for (const [n, one] of places.entries()) {
    expect(one.left).toBeGreaterThanOrEqual(Math.floor(screen.width / 2))
    expect(one.left + one.width).toBeLessThanOrEqual(screen.width)
    expect(one.top + one.height).toBeLessThanOrEqual(screen.height)
    for (const other of places.slice(n + 1)) {
      const isApart = one.left + one.width <= other.left || other.left + other.width <= one.left || one.top + one.height <= other.top || other.top + other.height <= one.top
      expect(isApart).toBe(true)
    }
  }
})
