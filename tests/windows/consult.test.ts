import { expect } from '@playwright/test'
import { asks, says, test } from '../support/windows.ts'

/** Whole consults through the windows, each person in a tab of one browser context. */

const toCustomer = 'Message to the customer'
const toAgents = /^Agents only/

test('two agents and a customer in tabs of one context stay themselves', async ({ people }) => {
  const { anna, ben, clara } = await people.inAChat()
  await expect(anna.getByRole('log', { name: 'Conversation with the customer' })).toContainText('Where is my refund?')
  await expect(ben.getByText('No open chats')).toBeVisible()
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Anna joined')
  for (const page of [anna, ben, clara]) await page.reload()
  await expect(anna.getByRole('log', { name: 'Conversation with the customer' })).toContainText('Where is my refund?')
  await expect(ben).toHaveTitle(/Ben/)
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Where is my refund?')
  expect(await people.context.cookies()).toEqual([])
})

test('a consult rings with who asks and why; the consultant has one composer, for agents only', async ({ people }) => {
  const { anna, ben, clara } = await people.inAChat()
  await asks(anna, 'Ben', 'Above my limit')
  await expect(anna.getByText(/Asking Ben/)).toBeVisible()
  const card = ben.getByRole('article', { name: 'Anna asks for a consult' })
  await expect(card).toContainText('Anna')
  await expect(card).toContainText('Above my limit')
  await ben.getByRole('button', { name: 'Accept' }).click()

  await expect(ben.getByRole('textbox', { name: toAgents })).toBeVisible()
  await expect(ben.getByRole('textbox', { name: toCustomer })).toHaveCount(0)
  await says(ben, toAgents, 'You may promise 250')
  await says(anna, toAgents, 'Thank you')
  await says(anna, toCustomer, 'One moment, please')

  await expect(anna.getByRole('log', { name: 'Agents only' })).toContainText('You may promise 250')
  await expect(anna.getByRole('log', { name: 'Conversation with the customer' })).not.toContainText('You may promise 250')
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('One moment, please')
  await expect(clara.locator('body')).not.toContainText(/Ben|promise 250|Thank you|consult/i)
})

test("nothing that the customer's page gets over the network tells of the consult", async ({ people }) => {
  const received: string[] = []
  people.context.on('page', (page) => {
    page.on('response', (response) => void (page.url().includes('/customer/') && response.text().then((text) => received.push(`${response.url()} ${text}`), () => {})))
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => page.url().includes('/customer/') && received.push(String(payload))))
  })
  const { anna, ben, clara } = await people.inAConsult()
  await says(ben, toAgents, 'A secret word')
  await expect(anna.getByRole('log', { name: 'Agents only' })).toContainText('A secret word')
  await says(anna, toCustomer, 'Aloud')
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Aloud')
  await anna.getByRole('button', { name: 'End consultation' }).click()
  await expect(ben.getByText('No open chats')).toBeVisible()

  expect(received.join('\n')).toContain('Aloud')
  for (const word of ['secret', 'Ben', 'Agents', 'consult', 'Consult', 'visibility']) {
    expect(received.filter((text) => text.includes(word)).map((text) => text.slice(0, 200))).toEqual([])
  }
})

test('hand over: the consultant has the chat, the giver is out, the customer sees who is there now', async ({ people }) => {
  const { anna, ben, clara } = await people.inAConsult()
  await anna.getByRole('button', { name: 'Hand over' }).click()
  await expect(anna.getByText('No open chats')).toBeVisible()
  await expect(ben.getByRole('textbox', { name: toCustomer })).toBeVisible()
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Ben joined')
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Anna left')
  await says(ben, toCustomer, 'I have your money here')
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('I have your money here')
})

test('make it a conference: the customer sees the consultant from now on, and nothing said before', async ({ people }) => {
  const { anna, ben, clara } = await people.inAConsult()
  await says(ben, toAgents, 'Only between us')
  await anna.getByRole('button', { name: 'Make it a conference' }).click()
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Ben joined')
  await says(ben, toCustomer, 'Hello Clara')
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText('Hello Clara')
  await expect(clara.getByRole('log', { name: 'Chat' })).not.toContainText('Only between us')
  await expect(anna.getByRole('log', { name: 'Conversation with the customer' })).toContainText('Hello Clara')
})

test('end the consultation: the consultant is out and the customer noticed nothing', async ({ people }) => {
  const { anna, ben, clara } = await people.inAConsult()
  const before = await clara.getByRole('log', { name: 'Chat' }).innerText()
  await anna.getByRole('button', { name: 'End consultation' }).click()
  await expect(ben.getByText('No open chats')).toBeVisible()
  await expect(anna.getByRole('button', { name: 'Hand over' })).toHaveCount(0)
  expect(await clara.getByRole('log', { name: 'Chat' }).innerText()).toBe(before)
})

test('a colleague who declines: the asking agent is told in words and can ask again', async ({ people }) => {
  const { anna, ben } = await people.inAChat()
  await asks(anna, 'Ben')
  await ben.getByRole('button', { name: 'Decline' }).click()
  await expect(anna.getByText(/Ben did not/)).toBeVisible()
  await asks(anna, 'Ben')
  await expect(ben.getByRole('button', { name: 'Accept' })).toBeVisible()
})

test('a consult that is cancelled stops ringing', async ({ people }) => {
  const { anna, ben } = await people.inAChat()
  await asks(anna, 'Ben')
  await expect(ben.getByRole('button', { name: 'Accept' })).toBeVisible()
  await anna.getByRole('button', { name: 'Cancel consult' }).click()
  await expect(ben.getByRole('button', { name: 'Accept' })).toHaveCount(0)
  await expect(anna.getByText(/Asking Ben/)).toHaveCount(0)
})

test('an invited agent may look before it answers', async ({ people }) => {
  const { anna, ben } = await people.inAChat()
  await asks(anna, 'Ben')
  await ben.getByRole('button', { name: 'View' }).click()
  await expect(ben.getByRole('dialog')).toContainText('Where is my refund?')
})

test('who reloads while it asks, or in the middle of a consult, is where it was', async ({ people }) => {
  const { anna, ben } = await people.inAChat()
  await asks(anna, 'Ben')
  await anna.reload()
  await expect(anna.getByText(/Asking Ben/)).toBeVisible()
  await expect(anna.getByRole('button', { name: 'Cancel consult' })).toBeVisible()
  await ben.reload()
  await ben.getByRole('button', { name: 'Accept' }).click()
  await says(ben, toAgents, 'Here I am')
  await anna.getByRole('textbox', { name: toCustomer }).fill('Half a sentence')
  for (const page of [anna, ben]) await page.reload()
  await expect(anna.getByRole('log', { name: 'Agents only' })).toContainText('Here I am')
  await expect(anna.getByRole('textbox', { name: toCustomer })).toHaveValue('Half a sentence')
  await expect(ben.getByRole('textbox', { name: toAgents })).toBeVisible()
})

test('a window whose connection breaks says so, and catches up with what it missed', async ({ people }) => {
  const { anna, clara } = await people.inAChat()
  await people.context.setOffline(true)
  await people.context.setOffline(false)
  await says(clara, 'Your message', 'Are you still there?')
  await expect(anna.getByRole('log', { name: 'Conversation with the customer' })).toContainText('Are you still there?')
  expect(await anna.getByText('Are you still there?').count()).toBeLessThanOrEqual(2)
})

test('the customer leaves during a consult: both agents see the end of it', async ({ people }) => {
  const { anna, ben, clara } = await people.inAConsult()
  await clara.getByRole('button', { name: 'End chat' }).click()
  await clara.getByRole('button', { name: 'Yes, end it' }).click()
  await expect(ben.getByText('No open chats')).toBeVisible()
  await expect(anna.getByRole('log', { name: 'Conversation with the customer' })).toContainText('Clara left')
  await anna.getByRole('button', { name: 'Mark done' }).click()
  await expect(anna.getByText('No open chats')).toBeVisible()
})

test('a consult by keyboard alone', async ({ people }) => {
  const { anna, ben, clara } = await people.inAChat()
  await anna.bringToFront()
  const reach = async (name: RegExp | string): Promise<void> => {
    for (let presses = 0; presses < 40; presses += 1) {
      const isThere = await anna.getByRole('button', { name }).first().evaluate((element) => element === element.ownerDocument.activeElement)
      if (isThere) return
      await anna.keyboard.press('Tab')
    }
    throw new Error(`Tab never came to ${String(name)}`)
  }
  await reach('Ask a colleague')
  await anna.keyboard.press('Enter')
  await expect(anna.getByRole('searchbox')).toBeFocused()
  await anna.keyboard.type('Ben')
  await expect(anna.getByRole('radio', { name: 'Ben' })).toBeVisible()
  await anna.keyboard.press('Tab')
  await anna.keyboard.press('Space')
  await reach('Start consultation')
  await anna.keyboard.press('Enter')
  await expect(anna.getByText(/Asking Ben/)).toBeVisible()

  await ben.bringToFront()
  await ben.getByRole('button', { name: 'Accept' }).focus()
  await ben.keyboard.press('Enter')
  await ben.getByRole('textbox', { name: toAgents }).focus()
  await ben.keyboard.type('By keys')
  await ben.keyboard.press('Enter')
  await expect(anna.getByRole('log', { name: 'Agents only' })).toContainText('By keys')
  await expect(clara.locator('body')).not.toContainText('By keys')
})
