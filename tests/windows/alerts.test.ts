import { expect } from '@playwright/test'
import type { BrowserContext, Page } from '@playwright/test'
import { asks, says, test } from '../support/windows.ts'

/** What is heard and what the system shows, and that something in the window always says the same. */

/** The tone that only this kind of sound has. */
const pitch = { ring: 440, message: 1046.5, agentsOnly: 659.25, ended: 523.25, lost: 196 } as const

/** Counts the tones of each window, in each window. */
async function listen(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const played: number[] = []
    Object.assign(globalThis, { played })
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      played.push(Math.round(this.frequency.value * 100) / 100)
      start.call(this, when)
    }
  })
}

function heard(page: Page, kind: keyof typeof pitch): Promise<number> {
  return page.evaluate((hz) => (globalThis as unknown as { played: number[] }).played.filter((one) => one === hz).length, pitch[kind])
}

/** How many windows of the browser own the sounds, or ring. */
function holders(page: Page, what: 'owner' | 'ringing'): Promise<number> {
  return page.evaluate(async (name) => (await navigator.locks.query()).held?.filter((lock) => lock.name === name).length ?? 0, `aside.sounds.${what}`)
}

/** A press anywhere lets sounds through. */
async function pressed(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'You', exact: true }).getByRole('heading').click()
}

test('an invitation rings out of one window, whosever it is, until it is answered; when that window goes the next one rings', async ({ people }) => {
  await listen(people.context)
  const [ben, anna, clara] = [await people.agent('Ben'), await people.agent('Anna'), await people.customer()]
  await pressed(ben)
  // The first window that may sound owns the sounds, and the browser takes its time to let one.
  await expect.poll(() => holders(ben, 'owner')).toBe(1)
  await pressed(anna)
  await clara.getByRole('button', { name: 'Start chat' }).click()
  await expect(anna).toHaveTitle(/rings/)
  await expect.poll(() => heard(ben, 'ring')).toBeGreaterThan(0)
  expect(await heard(anna, 'ring')).toBe(0)
  await ben.close()
  await expect.poll(() => heard(anna, 'ring')).toBeGreaterThan(0)
  await anna.getByRole('button', { name: 'Accept' }).click()
  await expect.poll(() => holders(anna, 'ringing')).toBe(0)
  await expect(anna).not.toHaveTitle(/rings/)
})

test('a message, a word among agents and a broken line sound each in its own way, unless they are muted, and each one shows', async ({ people }) => {
  await listen(people.context)
  const { anna, ben, clara } = await people.inAConsult()
  await ben.bringToFront()
  await pressed(ben)
  await pressed(anna)
  const all = async (kind: keyof typeof pitch): Promise<number> => (await heard(anna, kind)) + (await heard(ben, kind))
  const before = await all('message')
  // Whoever has the chat on the screen needs no sound.
  await hide(anna, true)
  // The same again within half a second is one sound, so it may take a second word.
  await expect(async () => {
    await says(clara, 'Your message', 'Are you there?')
    await expect.poll(() => all('message'), { timeout: 1000 }).toBeGreaterThan(before)
  }).toPass()

  await says(ben, /^Agents only/, 'Between us')
  await expect.poll(() => all('agentsOnly')).toBeGreaterThan(0)

  await anna.getByRole('button', { name: 'Sounds and notifications' }).click()
  await anna.getByRole('checkbox', { name: 'A new message, agents only' }).uncheck()
  await expect.poll(() => ben.evaluate(() => localStorage.getItem('aside.settings'))).toContain('"agentsOnly":true')
  await anna.keyboard.press('Escape')
  const muted = await all('agentsOnly')
  await says(ben, /^Agents only/, 'Silently')
  await says(ben, /^Agents only/, 'And again')
  await expect(anna.getByRole('log', { name: 'Agents only' })).toContainText('And again')
  expect(await all('agentsOnly')).toBe(muted)

  await people.room.kill('SIGKILL')
  await expect(anna.getByText('Connection lost.')).toBeVisible()
  await expect.poll(() => all('lost')).toBeGreaterThan(0)
})

test('that the customer has gone is heard and said', async ({ people }) => {
  await listen(people.context)
  const { anna, clara } = await people.inAChat()
  await pressed(anna)
  await clara.getByRole('button', { name: 'End chat' }).click()
  await clara.getByRole('button', { name: 'Yes, end it' }).click()
  await expect.poll(() => heard(anna, 'ended')).toBeGreaterThan(0)
  await expect(anna.getByText('Clara has left. Mark the chat done.')).toBeVisible()
})

test('unread messages show in the title and at the chat while somebody is elsewhere', async ({ people }) => {
  const { anna, clara } = await people.inAChat()
  await hide(anna, true)
  await says(clara, 'Your message', 'Hello?')
  await expect(anna).toHaveTitle(/\(1 new\) Anna/)
  await expect(anna.getByRole('navigation', { name: 'Chats' })).toContainText('1')
  await hide(anna, false)
  await expect(anna).toHaveTitle(/^Anna/)
})

test.describe('notifications of the system', () => {
  test.beforeEach(async ({ context }) => {
    await context.addInitScript(() => {
      const shown: { title: string; body: string; tag: string; press: () => void }[] = []
      class Shown {
        static permission = sessionStorage.getItem('allowed') ?? 'default'
        static requestPermission(): Promise<string> {
          sessionStorage.setItem('allowed', 'granted')
          Shown.permission = 'granted'
          return Promise.resolve('granted')
        }
        onclick: (() => void) | null = null
        onclose: (() => void) | null = null
        constructor(title: string, { body = '', tag = '' }: NotificationOptions) {
          shown.push({ title, body, tag, press: () => this.onclick?.() })
        }
        close(): void {}
      }
      Object.assign(globalThis, { Notification: Shown, shown })
    })
  })

  test('nobody is asked before somebody presses for them, and by default they say who and never what', async ({ people }) => {
    const { anna, ben } = await people.inAChat()
    await hide(ben, true)
    await asks(anna, 'Ben', 'A secret note')
    await expect(ben).toHaveTitle(/rings/)
    expect(await shownIn(ben)).toEqual([])
    await ben.getByRole('button', { name: 'Decline' }).click()

    await ben.getByRole('button', { name: 'Sounds and notifications' }).click()
    await ben.getByRole('checkbox', { name: 'While the window is hidden' }).check()
    await ben.keyboard.press('Escape')
    await asks(anna, 'Ben', 'A secret note')
    await expect.poll(() => shownIn(ben)).toEqual([expect.objectContaining({ title: 'Anna asks for a consult', body: '' })])
  })

  for (const [privacy, choice, said] of [
    ['none', 'Only that there is something', { title: 'A new message, agents only', body: '' }],
    ['text', 'What was written, too', { title: 'Ben writes to agents only, about Clara', body: 'Between us' }]
  ] as const) {
    test(`with the privacy ${privacy} they say as much as was chosen; a press leads to the chat`, async ({ people }) => {
      const { anna, ben, clara } = await people.inAConsult()
      await anna.getByRole('button', { name: 'Sounds and notifications' }).click()
      await anna.getByRole('checkbox', { name: 'While the window is hidden' }).check()
      await anna.getByRole('radio', { name: choice }).check()
      await anna.keyboard.press('Escape')
      await hide(anna, true)
      await says(ben, /^Agents only/, 'Between us')
      await expect.poll(() => shownIn(anna)).toEqual([expect.objectContaining(said)])
      await anna.evaluate(() => (globalThis as unknown as { shown: { press: () => void }[] }).shown.at(-1)?.press())
      await expect(anna.getByRole('heading', { level: 1, name: 'Clara' })).toBeVisible()
      // A customer's window has neither notifications nor sounds of agents.
      await hide(clara, true)
      await says(ben, /^Agents only/, 'More between us')
      await expect(anna.getByRole('log', { name: 'Agents only' })).toContainText('More between us')
      expect(await shownIn(clara)).toEqual([])
    })
  }
})

async function hide(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isHidden)
}

function shownIn(page: Page): Promise<{ title: string; body: string }[]> {
  return page.evaluate(() => (globalThis as unknown as { shown: { title: string; body: string }[] }).shown.map(({ title, body }) => ({ title, body })))
}
