import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { asks, says, test } from '../support/windows.ts'

/** What a screen reader is told: a name for every control, and what happens, in the right order of urgency. */

/** Everything that can be pressed, chosen or written in, with the name that it is read out by. */
async function nameless(page: Page): Promise<string[]> {
  const roles = ['button', 'textbox', 'checkbox', 'radio', 'combobox', 'searchbox', 'slider', 'link', 'listbox', 'log', 'dialog', 'region', 'navigation', 'article'] as const
  const found: string[] = []
  for (const role of roles) {
    for (const control of await page.getByRole(role).all()) {
      const tree = await control.ariaSnapshot()
      if (!/^- (?:\S+ )?\S+ "[^"]+"|^- '?\w+ "/.test(tree)) found.push(`${role}: ${tree.split('\n')[0]}`)
    }
  }
  return found
}

test('every control of every window has a name, in every state of a consult', async ({ people }) => {
  const { anna, ben, clara } = await people.inAChat()
  const found = [...(await nameless(clara)), ...(await nameless(anna))]
  await anna.getByRole('button', { name: 'Ask a colleague' }).click()
  await expect(anna.getByRole('dialog')).toBeVisible()
  found.push(...(await nameless(anna)))
  await anna.keyboard.press('Escape')
  await asks(anna, 'Ben', 'Above my limit')
  await expect(ben.getByRole('button', { name: 'Accept' })).toBeVisible()
  found.push(...(await nameless(anna)), ...(await nameless(ben)))
  await ben.getByRole('button', { name: 'Accept' }).click()
  await says(ben, /^Agents only/, 'Between us')
  await expect(anna.getByRole('log', { name: 'Agents only' })).toContainText('Between us')
  found.push(...(await nameless(anna)), ...(await nameless(ben)), ...(await nameless(clara)))
  expect(found).toEqual([])
})

test('an invitation and a broken line interrupt; what is said and how things stand wait their turn; a countdown is never read out', async ({ people }) => {
  const { anna, ben } = await people.inAChat()
  await asks(anna, 'Ben', 'Above my limit')
  const urgent = ben.getByRole('alert')
  await expect(urgent.filter({ hasText: 'Anna asks for a consult. Above my limit' })).toHaveCount(1)
  await expect(anna.getByRole('status').filter({ hasText: 'Asking Ben' })).toHaveCount(1)
  // A timer is a live region that says nothing by itself.
  const timers = await anna.getByRole('timer').evaluateAll((all) => all.map((timer) => [timer.getAttribute('aria-live'), timer.closest('[role=status],[role=alert],[aria-live=polite],[aria-live=assertive]') === null]))
  expect(timers.length).toBeGreaterThan(0)
  for (const [live, isOutside] of timers) expect([live ?? 'off', isOutside]).toEqual(['off', true])

  await ben.getByRole('button', { name: 'Accept' }).click()
  for (const [page, name] of [[anna, 'Conversation with the customer'], [anna, 'Agents only'], [ben, 'Agents only']] as const) {
    const log = page.getByRole('log', { name })
    await expect(log).toHaveAttribute('aria-relevant', 'additions')
    // The role itself is polite; a history that said more would read itself out as a whole.
    expect([await log.getAttribute('aria-live'), await log.getAttribute('aria-atomic')]).toEqual([null, null])
  }
  await says(ben, /^Agents only/, 'Between us')
  // Words for whoever cannot see the border and the icon.
  await expect(anna.getByRole('log', { name: 'Agents only' })).toContainText('Agents only: Between us')

  await people.room.kill('SIGKILL')
  await expect(anna.getByRole('alert').filter({ hasText: 'Connection lost.' })).toHaveCount(1)
})

test('the customer hears who comes and goes and what is said, and nothing of agents among themselves', async ({ people }) => {
  const { anna, ben, clara } = await people.inAConsult()
  await says(ben, /^Agents only/, 'Between us')
  await says(anna, 'Message to the customer', 'Aloud')
  const log = clara.getByRole('log', { name: 'Chat' })
  await expect(log).toContainText('Aloud')
  await expect(clara.getByRole('status').filter({ hasText: 'You are chatting with Anna' })).toHaveCount(1)
  expect(await clara.locator('body').ariaSnapshot()).not.toMatch(/Ben|Between us|consult|agents only/i)
})
