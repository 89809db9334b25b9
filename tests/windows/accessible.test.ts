import { expect } from '@playwright/test'
import { asks, findings, plays, says, test } from '../support/windows.ts'
import { cutOff } from './cut-off.ts'

/** Every window in its main states, light, dark and in high contrast: nothing that axe finds, nothing that scrolls sideways at 200 %. */

const looks = [
  { colorScheme: 'light', contrast: 'no-preference' },
  { colorScheme: 'dark', contrast: 'no-preference' },
  { colorScheme: 'light', contrast: 'more' },
  { colorScheme: 'dark', contrast: 'more' }
] as const

for (const { colorScheme, contrast } of looks) {
  test.describe(contrast === 'more' ? `${colorScheme}, high contrast` : colorScheme, () => {
    test.use({ colorScheme, contrast })
    // Axe looks at every window in several states, which takes long on a machine that does other things too.
    test.slow()

    test('the windows of a consult are accessible in every state', async ({ people }) => {
      const found: string[] = []
      const [emptyAgent, form] = [await people.agent('Carol').catch(() => null), await people.customer()]
      found.push(...(await findings(form)))
      await emptyAgent?.close()
      await form.close()

      const { anna, ben, clara } = await people.inAChat()
      await anna.getByRole('button', { name: 'Ask a colleague' }).click()
      await expect(anna.getByRole('dialog')).toBeVisible()
      found.push(...(await findings(anna)))
      await anna.keyboard.press('Escape')
      await asks(anna, 'Ben', 'Above my limit')
      await expect(ben.getByRole('button', { name: 'Accept' })).toBeVisible()
      found.push(...(await findings(anna)), ...(await findings(ben)))
      await ben.getByRole('button', { name: 'Accept' }).click()
      await says(ben, /^Agents only/, 'Between us')
      await expect(anna.getByRole('log', { name: 'Agents only' })).toContainText('Between us')
      found.push(...(await findings(anna)), ...(await findings(ben)), ...(await findings(clara)))
      expect(found).toEqual([])
    })

    test("the trainer's console is accessible while a run plays", async ({ people }) => {
      const trainer = await people.trainer()
      const found = await findings(trainer)
      await plays(trainer, '10×')
      await trainer.getByText('not told: agents only').first().click()
      found.push(...(await findings(trainer)))
      expect(found).toEqual([])
    })
  })
}

test('at 200 % nothing is cut off at the side', async ({ people }) => {
  const { anna, clara } = await people.inAConsult()
  const trainer = await people.trainer()
  for (const page of [anna, clara, trainer]) {
    // A window of 1280 at 200 % has room for 640.
    await page.setViewportSize({ width: 640, height: 800 })
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect([page.url(), excess]).toEqual([page.url(), 0])
  }
})

test('at 200 % what stands over the page fits into the window, and all of it can be reached', async ({ people }) => {
  const trainer = await people.trainer()
  await expect(trainer.getByRole('treeitem').first()).toBeVisible()
  // A window of 1280 by 800 at 200 %.
  await trainer.setViewportSize({ width: 640, height: 400 })
  for (const keys of ['Control+,', 'Control+k']) {
    await trainer.keyboard.press(keys)
    const dialog = trainer.getByRole('dialog')
    await expect(dialog).toBeVisible()
    const box = await dialog.boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect(box?.y).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(640)
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(400)
    expect(await cutOff(trainer)).toEqual([])
    await trainer.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
})

test.describe('with the colours that a system forces', () => {
  test.use({ forcedColors: 'active' })

  test('what is chosen, what can be pressed and where the focus is can be told', async ({ people }) => {
    const trainer = await people.trainer()
    await expect(trainer.locator('html')).toHaveAttribute('data-contrast', 'more')
    await trainer.keyboard.press('Control+k')
    await expect(trainer.getByRole('dialog').getByRole('option').first()).toBeVisible()
    await expect(trainer.locator('[role="option"][data-selected]')).toHaveCSS('outline-style', 'solid')
    await trainer.keyboard.press('Escape')
    await trainer.keyboard.press('Control+,')
    await expect(trainer.getByRole('radio', { name: 'Compact' })).toBeChecked()
    expect(await findings(trainer)).toEqual([])
  })
})
