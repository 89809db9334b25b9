import { expect } from '@playwright/test'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { castFile, findings, tabTo, test as base } from '../support/windows.ts'
import type { People } from '../support/windows.ts'

/** Guests from the network, as trainer and guests see it. "The network" is another address of the loopback: tests listen on no other. */

process.env['ASIDE_LAN_ADDRESS'] = '127.0.0.2'

const test = base.extend<{ guests: BrowserContext }>({
  // A computer of their own.
  guests: async ({ browser }, use) => {
    const context = await browser.newContext({ locale: 'en-GB' })
    await use(context)
    await context.close()
  }
})

test.use({ scenario: castFile('A class', 'cast:\n  agents:\n    Anna:\n    Ben:\n  queues:\n    Support:\n      members: [Anna]\n  customers:\n    Clara:\n') })

async function invites(people: People): Promise<{ trainer: Page; url: string; code: string }> {
  const trainer = await people.trainer()
  await trainer.getByRole('button', { name: 'Invite people from the network' }).click()
  await trainer.getByRole('button', { name: 'Open the invitation' }).click()
  const dialog = trainer.getByRole('dialog')
  await expect(dialog.getByRole('img', { name: 'QR code of the address with the code' })).toBeVisible()
  const url = (await dialog.getByText(/^http:\/\/127\.0\.0\.2:\d+$/).textContent()) ?? ''
  const code = (await dialog.getByText(/^[2-9A-Z]{3}-[2-9A-Z]{3}$/).textContent()) ?? ''
  return { trainer, url, code }
}

async function joins(page: Page, { url, code, name, seat }: { url: string; code: string; name: string; seat: string }): Promise<void> {
  await page.goto(url)
  await page.getByRole('textbox', { name: 'Code' }).fill(code)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('textbox', { name: 'Your name' }).fill(name)
  await page.getByRole('radio', { name: seat }).check()
  await page.getByRole('button', { name: `Join as ${seat}` }).click()
}

test('a guest types the code and a name, takes a seat, is heard and rung for, and is sent away', async ({ people, guests }) => {
  const { trainer, url, code } = await invites(people)
  await trainer.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  const bar = trainer.getByRole('region', { name: 'Invitation' })
  await expect(bar).toContainText(`Open to your network ${url}`)
  await expect(bar).toContainText(code)
  await expect(bar).toContainText('Nobody has joined yet')
  const maria = await guests.newPage()
  await joins(maria, { url, code: code.toLowerCase(), name: 'Maria', seat: 'Anna' })
  await expect(maria).toHaveTitle(/^Anna/)
  await expect(maria).toHaveURL(`${url}/agent/`)
  await expect(bar).toContainText('Maria as Anna')
  // The press on Join lets sounds through.
  await expect(maria.getByRole('button', { name: 'Turn sounds on' })).toHaveCount(0)
  const tom = await guests.newPage()
  await tom.goto(url)
  await tom.getByRole('textbox', { name: 'Code' }).fill(code)
  await tom.getByRole('button', { name: 'Continue' }).click()
  await expect(tom.getByRole('radio', { name: 'Anna' })).toBeDisabled()
  await tom.getByRole('textbox', { name: 'Your name' }).fill('Tom')
  await tom.getByRole('radio', { name: 'Clara' }).check()
  await tom.getByRole('button', { name: 'Join as Clara' }).click()
  await tom.getByRole('button', { name: 'Start chat' }).click()
  await expect(maria).not.toHaveTitle(/^Anna/)
  await maria.getByRole('button', { name: 'Accept' }).click()
  await tom.getByRole('textbox', { name: 'Your message' }).fill('Hello from the network')
  await tom.keyboard.press('Enter')
  await expect(maria.getByRole('log').first()).toContainText('Hello from the network')
  // A reload leads back to the seat, and another tab without one to the door.
  await maria.reload()
  await expect(maria).toHaveTitle(/Anna/)
  const stranger = await guests.newPage()
  await stranger.goto(`${url}/agent/`)
  await expect(stranger).toHaveURL(`${url}/join/`)
  await stranger.goto(`${url}/customer/`)
  await expect(stranger).toHaveURL(`${url}/join/`)
  await bar.getByRole('button', { name: 'Show the invitation' }).click()
  await trainer.getByRole('button', { name: 'Remove Maria from the seat Anna' }).click()
  await expect(maria).toHaveURL(`${url}/join/?over`)
  await expect(maria.getByRole('alert')).toHaveText('Your seat was taken back, or the trainer has ended the invitation.')
  await trainer.getByRole('checkbox', { name: 'May be taken: Anna' }).uncheck()
  await maria.getByRole('textbox', { name: 'Code' }).fill(code)
  await maria.getByRole('button', { name: 'Continue' }).click()
  await expect(maria.getByRole('radio')).toHaveCount(2)
  await trainer.getByRole('dialog').getByRole('button', { name: 'Stop the invitation' }).click()
  await expect(bar).toHaveCount(0)
  await expect(tom.getByRole('heading', { name: 'The invitation has ended' })).toBeVisible()
  await expect.poll(() => stranger.goto(`${url}/join/`).then(() => 'there', () => 'gone')).toBe('gone')
})

test('whoever comes by the picture types no code, and what is wrong is said', async ({ people, guests }) => {
  const { url, code } = await invites(people)
  const page = await guests.newPage()
  await page.goto(`${url}/join/#code=${code}`)
  await expect(page.getByRole('textbox', { name: 'Your name' })).toBeVisible()
  await expect(page).toHaveURL(`${url}/join/`)
  await page.goto(`${url}/join/?again`)
  await page.getByRole('textbox', { name: 'Code' }).fill('AAA-AAA')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('alert')).toHaveText('That is not the code; it stands on the trainer’s screen.')
})

test('over plain HTTP, where browsers have neither locks nor notices, title and card ring', async ({ people, guests }) => {
  const { url, code } = await invites(people)
  const errors: string[] = []
  await guests.addInitScript(() => {
    // The loopback is trusted; an address of a real network is not, and this is what is missing there.
    for (const [of, name] of [[Navigator.prototype, 'locks'], [Navigator.prototype, 'clipboard'], [Navigator.prototype, 'serviceWorker'], [Crypto.prototype, 'randomUUID'], [globalThis, 'Notification'], [globalThis, 'caches']] as const) Reflect.deleteProperty(of, name)
    Object.defineProperty(globalThis, 'isSecureContext', { value: false })
  })
  const maria = await guests.newPage()
  maria.on('pageerror', (error) => errors.push(error.message))
  maria.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await joins(maria, { url, code, name: 'Maria', seat: 'Anna' })
  await expect(maria).toHaveTitle(/^Anna/)
  const clara = await people.customer()
  await clara.getByRole('button', { name: 'Start chat' }).click()
  await expect(maria.getByRole('button', { name: 'Accept' })).toBeVisible()
  await expect(maria).not.toHaveTitle(/^Anna/)
  await maria.getByRole('button', { name: 'Accept' }).click()
  await expect(maria).toHaveTitle(/^Anna/)
  expect(errors).toEqual([])
})

test('both screens are clear to a screen reader in both themes, and work by keyboard alone', async ({ people, guests }) => {
  // Ten looks of axe.
  test.slow()
  const trainer = await people.trainer()
  await tabTo(trainer, trainer.getByRole('button', { name: 'Invite people from the network' }))
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByRole('button', { name: 'Open the invitation' })).toBeFocused()
  await lookedAt(trainer)
  await trainer.keyboard.press('Enter')
  await expect(trainer.getByRole('img', { name: 'QR code of the address with the code' })).toBeVisible()
  await lookedAt(trainer)
  const link = `${(await trainer.getByText(/^http:\/\/127\.0\.0\.2:\d+$/).last().textContent()) ?? ''}/join/`
  const code = (await trainer.getByRole('dialog').getByText(/^[2-9A-Z]{3}-[2-9A-Z]{3}$/).textContent()) ?? ''
  await trainer.keyboard.press('Escape')
  await expect(trainer.getByRole('button', { name: 'Invite people from the network' })).toBeFocused()
  await lookedAt(trainer)
  const page = await guests.newPage()
  await page.goto(link)
  await expect(page.getByRole('textbox', { name: 'Code' })).toBeFocused()
  await lookedAt(page)
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Your name' })).toBeFocused()
  await lookedAt(page)
  await page.keyboard.type('Maria')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'Ben' })).toBeChecked()
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/^Ben/)
})

async function lookedAt(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await findings(page)).toEqual([])
  }
}

test('a guest whose browser is German reads German', async ({ people, browser }: { people: People; browser: Browser }) => {
  const { url, code } = await invites(people)
  const context = await browser.newContext({ locale: 'de-DE' })
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('textbox', { name: 'Code' }).fill(code)
  await page.getByRole('button', { name: 'Weiter' }).click()
  await page.getByRole('textbox', { name: 'Ihr Name' }).fill('Mia')
  await expect(page.getByRole('button', { name: 'Als Anna teilnehmen' })).toBeVisible()
  await context.close()
})
