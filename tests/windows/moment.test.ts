import { expect, test as base } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { longRun } from '../support/long-run.ts'
import type { LongRun } from '../support/long-run.ts'
import { findings, plays, tabTo, test } from '../support/windows.ts'

/** Going through the time of a run in the trainer's console. */

function slider(trainer: Page): Locator {
  return trainer.getByRole('slider', { name: 'Moment' })
}

function person(trainer: Page, name: string): Locator {
  return trainer.getByRole('region', { name: 'What each person sees' }).getByRole('article', { name })
}

/** The sample is played to its end. */
async function played(trainer: Page): Promise<void> {
  await plays(trainer, '10×')
  await expect(trainer.getByText('12 of 12 steps')).toBeVisible({ timeout: 30_000 })
  await expect(trainer.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
}

test('whoever goes back in time sees what each person saw then, and not a word of what came later', async ({ people }) => {
  const trainer = await people.trainer()
  await played(trainer)
  await trainer.getByRole('button', { name: /^Anna, .*Tell agents/ }).first().click()
  await expect(trainer.getByText('0:07.5 is shown.')).toBeVisible()
  await expect(trainer.getByRole('heading', { name: 'What each person saw at 0:07.5' })).toBeVisible()
  await expect(person(trainer, 'Clara')).not.toContainText('Ben')
  await expect(person(trainer, 'Clara')).not.toContainText('approve')
  await expect(person(trainer, 'Anna')).toContainText('Ben')
  await slider(trainer).press('ArrowRight')
  await expect(person(trainer, 'Anna')).toContainText('Can you approve 250?')
  await person(trainer, 'Anna').getByText('Buttons and more words').click()
  await expect(person(trainer, 'Anna').getByText('CancelConsult')).toHaveCount(0)
  await expect(person(trainer, 'Anna').getByText('Transfer', { exact: true })).toBeVisible()
  // Next comes what is kept from Clara, then Ben hears it.
  await slider(trainer).press('ArrowRight')
  await expect(person(trainer, 'Ben')).not.toContainText('Can you approve 250?')
  await slider(trainer).press('ArrowRight')
  await expect(person(trainer, 'Ben')).toContainText('Can you approve 250?')
  // What had not happened yet keeps its place on the axis and loses its words.
  await expect(trainer.getByRole('button', { name: /^Later, at 0:12/ }).first()).toBeVisible()
  await expect(trainer.getByRole('button', { name: /^Ben, .*Complete/ })).toHaveCount(0)
  await trainer.getByRole('button', { name: 'Back to now' }).click()
  await expect(person(trainer, 'Clara')).toContainText('Over')
  await expect(trainer.getByText('is shown.')).toHaveCount(0)
})

test('new events do not move what somebody looks at, and the console says where the run is', async ({ people }) => {
  const trainer = await people.trainer()
  await plays(trainer, '1×')
  await expect(trainer.getByRole('button', { name: /^Anna, .*Accept/ })).toBeVisible()
  await trainer.getByRole('button', { name: /^Clara, .*Hello, where is my refund/ }).first().click()
  const before = await trainer.getByRole('group', { name: 'Stage' }).evaluate((element) => element.scrollLeft)
  await expect(trainer.getByText('Controls act on the run as it is now.')).toBeVisible()
  await expect(trainer.getByText(/The run is at 0:0[5-9]/)).toBeVisible({ timeout: 15_000 })
  expect(await trainer.getByRole('group', { name: 'Stage' }).evaluate((element) => element.scrollLeft)).toBe(before)
  await expect(person(trainer, 'Clara')).toContainText('Waiting')
  await trainer.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(trainer.getByText('Paused').first()).toBeVisible()
  await expect(trainer.getByText('0:00.0 is shown.')).toBeVisible()
})

test('by keyboard alone: event by event, step by step, by a typed time, and back to now', async ({ people }) => {
  const trainer = await people.trainer()
  await played(trainer)
  await tabTo(trainer, slider(trainer))
  const value = () => slider(trainer).getAttribute('aria-valuetext')
  await trainer.keyboard.press('Home')
  expect(await value()).toMatch(/^0:00.0 of 0:1\d.\d, event 1 of \d+$/)
  await trainer.keyboard.press('ArrowRight')
  expect(await value()).toContain('event 2 of')
  await trainer.keyboard.press('ArrowLeft')
  expect(await value()).toContain('event 1 of')
  for (let steps = 0; steps < 3; steps += 1) await trainer.keyboard.press('PageUp')
  expect(await value()).toContain('0:03.0 of')
  await trainer.keyboard.press('PageDown')
  expect(await value()).toContain('0:01.5 of')
  await trainer.keyboard.press('End')
  const [, count, all] = /event (\d+) of (\d+)/.exec((await value()) ?? '') ?? []
  expect(count).toBe(all)
  // Digits begin a time.
  await trainer.keyboard.type('4,5')
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByText('0:04.5 is shown.')).toBeVisible()
  await trainer.keyboard.type('soon')
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByRole('alert').filter({ hasText: 'Type a time such as 0:07.5 or 12.' })).toBeVisible()
  await trainer.keyboard.press('Escape')
  await tabTo(trainer, trainer.getByRole('button', { name: 'Next event' }))
  await trainer.keyboard.press('k')
  await expect(trainer.getByText('is shown.')).toHaveCount(0)
  await trainer.keyboard.press('Shift+J')
  await expect(trainer.getByText('is shown.')).toBeVisible()
  await trainer.keyboard.press('x')
  await expect(trainer.getByText('Nothing has broken')).toBeVisible()
})

test('the palette knows every way through time', async ({ people }) => {
  const trainer = await people.trainer()
  await played(trainer)
  await trainer.keyboard.press('Control+k')
  await trainer.getByRole('dialog').getByRole('combobox').fill('first event')
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByText('0:00.0 is shown.')).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })
    test('a past moment is accessible', async ({ people }) => {
      const trainer = await people.trainer()
      await played(trainer)
      await trainer.getByRole('button', { name: /^Anna, .*Tell agents/ }).first().click()
      for (const name of ['Clara', 'Anna', 'Ben']) await person(trainer, name).getByText('Buttons and more words').click()
      expect(await findings(trainer)).toEqual([])
      await trainer.getByRole('button', { name: 'Narrow marks' }).click()
      expect(await findings(trainer)).toEqual([])
    })
  })
}

test('at 200 % the moment can be chosen and nothing is cut off at the side', async ({ people }) => {
  const trainer = await people.trainer()
  await played(trainer)
  await trainer.setViewportSize({ width: 640, height: 400 })
  await slider(trainer).press('Home')
  expect(await trainer.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
})

/** A console before a run of 100,000 events. */
const longTest = base.extend<{ trainer: Page }, { long: LongRun }>({
  long: [
    // Playwright wants to see what a fixture asks for, and this one asks for nothing.
    async ({ browserName: _browserName }, use) => {
      const long = await longRun(100_000)
      await use(long)
      await long.aside.close()
    },
    { scope: 'worker', timeout: 120_000 }
  ],
  trainer: async ({ page, long }, use) => {
    await page.goto(long.aside.trainerPage())
    await page.getByRole('slider', { name: 'Moment' }).waitFor()
    await expect(page.getByText('Earlier events are being fetched')).toHaveCount(0, { timeout: 60_000 })
    await use(page)
  }
})

longTest('of 100,000 events those in sight are drawn, and any of them is a key away', async ({ trainer, long }) => {
  longTest.setTimeout(180_000)
  await slider(trainer).press('End')
  await expect(slider(trainer)).toHaveAttribute('aria-valuetext', new RegExp(`event ${long.marks.toLocaleString('en')} of ${long.marks.toLocaleString('en')}`))
  const drawn = () => trainer.locator('[data-mark]').count()
  expect(await drawn()).toBeGreaterThan(5)
  expect(await drawn()).toBeLessThan(300)
  await slider(trainer).press('Home')
  await expect(person(trainer, 'Clara')).toContainText('No open chat')
  // Half way through, in the middle of one of thousands of chats.
  const box = await slider(trainer).boundingBox()
  await trainer.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 20)
  await expect(slider(trainer)).toHaveAttribute('aria-valuetext', /event [45]\d,\d{3} of/)
  expect(await drawn()).toBeLessThan(300)
  const at = await slider(trainer).getAttribute('aria-valuetext')
  await long.chat()
  await expect(slider(trainer)).not.toHaveAttribute('aria-valuetext', at ?? '')
  const [, before] = /, (event [\d,]+) of/.exec(at ?? '') ?? []
  await expect(slider(trainer)).toHaveAttribute('aria-valuetext', new RegExp(`${before} of ${long.marks.toLocaleString('en')}`))
})

longTest('a long run is shown as soon as its newest piece is here', async ({ page, long }) => {
  let isHeld = true
  const waiting: (() => void)[] = []
  await page.route(/before=/, async (route) => {
    if (isHeld) await new Promise<void>((goOn) => waiting.push(goOn))
    await route.continue()
  })
  await page.goto(long.aside.trainerPage())
  await expect(page.getByText(/Earlier events are being fetched: 1,000 of/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'What each person sees' }).getByRole('article', { name: 'Clara' })).toContainText('Refund')
  isHeld = false
  for (const goOn of waiting) goOn()
  await expect(page.getByText('Earlier events are being fetched')).toHaveCount(0, { timeout: 60_000 })
})
