import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { plays, test } from '../support/windows.ts'

/** Whoever goes by keyboard always sees where they are. */

/** Walks once through a page by Tab. Comes back with what had the focus and did not show it. */
async function unseenStops(page: Page): Promise<{ stops: number; unseen: string[] }> {
  const unseen: string[] = []
  const mostStops = 80
  const first = new Set<string>()
  for (let stops = 0; stops < mostStops; stops += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const at = document.activeElement
      if (!at || at === document.body) return null
      const isOutlined = (element: Element): boolean => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element)
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
      }
      const around = at.closest('label, form, .search') ?? at
      const all = [...document.querySelectorAll('*')]
      return { place: String(all.indexOf(at)), name: `${at.tagName.toLowerCase()} ${at.getAttribute('aria-label') ?? at.textContent?.trim().slice(0, 40) ?? ''}`, isSeen: [at, around, ...at.querySelectorAll('*')].some(isOutlined) }
    })
    // Past the last one, the browser has the focus for a while.
    if (stop === null) continue
    if (first.has(stop.place)) return { stops: first.size, unseen }
    first.add(stop.place)
    if (!stop.isSeen) unseen.push(stop.name)
  }
  return { stops: first.size, unseen }
}

test('every stop of the Tab key shows that it has the focus', async ({ people }) => {
  const { anna, ben, clara } = await people.inAConsult()
  const trainer = await people.trainer()
  await plays(trainer, '10×')
  await expect(trainer.locator('[data-mark]').first()).toBeVisible()
  for (const page of [anna, ben, clara, trainer]) {
    const { stops, unseen } = await unseenStops(page)
    expect([page.url(), unseen]).toEqual([page.url(), []])
    expect(stops).toBeGreaterThan(3)
  }
})
