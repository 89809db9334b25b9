import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { cutOff } from './cut-off.ts'
import { castFile, findings, test } from '../support/windows.ts'

/** The windows in other languages: German, and the two that are made of English for tests. */

/** Puts all windows into a language by the switch in their address. */
async function speak(language: string, ...pages: Page[]): Promise<void> {
  for (const page of pages) {
    // Whoever is not signed in yet has a code in the address.
    await expect(page).not.toHaveURL(/#code=/)
    await page.goto(`${page.url().replace(/\?.*/, '')}?lang=${language}`)
    await expect(page.locator('html')).toHaveAttribute('lang', language)
  }
}

/** The files of words that a page has fetched, without what tells one build from another. */
async function wordsReadBy(page: Page): Promise<readonly string[]> {
  const names = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1) ?? ''))
  return names.flatMap((name) => /^((?:de|en-XA|ar-XB)-[a-z]+)-[\w-]{8}\.js$/.exec(name)?.[1] ?? []).sort()
}

async function playsSample(trainer: Page): Promise<void> {
  await trainer.getByRole('treeitem', { name: /Consult a colleague, then hand over/ }).click()
  await trainer.locator('h1').last().click()
  await trainer.keyboard.press('0')
  await trainer.keyboard.press('Space')
  await expect(trainer.locator('[data-mark]').first()).toBeVisible()
}

test.describe('for a system that speaks German', () => {
  test.use({ locale: 'de-AT' })

  test('all windows speak it from the start, their numbers and lists too', async ({ people }) => {
    const clara = await people.customer()
    await expect(clara.getByRole('button', { name: 'Chat beginnen' })).toBeVisible()
    const ben = await people.agent('Ben')
    await expect(ben.getByText('Keine offenen Chats')).toBeVisible()
    const trainer = await people.trainer()
    await expect(trainer.locator('html')).toHaveAttribute('lang', 'de')
    await playsSample(trainer)
    await expect(trainer.locator('.clock')).toContainText(/\d:\d\d,\d/)
    for (const page of [clara, ben, trainer]) expect(await cutOff(page)).toEqual([])
  })
})

test('a page reads the words of the language that it speaks, of what it shows, and of nothing else', async ({ people }) => {
  const [trainer, clara] = [await people.trainer(), await people.customer()]
  await expect(trainer.getByRole('treeitem').first()).toBeVisible()
  expect(await wordsReadBy(trainer)).toEqual([])
  await speak('de', trainer, clara)
  await expect(trainer.getByRole('tab', { name: 'Karte' })).toBeVisible()
  await expect(clara.getByRole('button', { name: 'Chat beginnen' })).toBeVisible()
  expect(await wordsReadBy(clara)).toEqual(['de-customer', 'de-shared'])
  expect(new Set((await wordsReadBy(trainer)).map((name) => name.split('-')[0]))).toEqual(new Set(['de']))
})

test.describe('where something is refused', () => {
  test.use({ scenario: castFile('refused', 'cast:\n  agents: { Anna: , Ben: }\n  queues:\n    Support: { members: [Anna] }\n  customers: { Clara: }\nsettings: { readOnlyUserData: [Subject] }') })

  test('a German window says it in German, at the desk, on the stage, on the wire and on the map', async ({ people }) => {
    const { anna } = await people.inAChat()
    await speak('de', anna)
    await anna.getByRole('button', { name: /^Subject: My refund/ }).click()
    await anna.getByRole('textbox', { name: /Subject/ }).fill('Another subject')
    await anna.keyboard.press('Enter')
    const refusal = 'Das Feld „Subject“ lässt sich nicht ändern'
    await expect(anna.getByRole('alert').filter({ hasText: refusal })).toBeVisible()

    const trainer = await people.trainer()
    await speak('de', trainer)
    await trainer.getByRole('tab', { name: 'Karte' }).click()
    const refused = trainer.getByRole('listitem').filter({ hasText: refusal })
    await expect(refused).toBeVisible()
    await refused.getByRole('button').click()
    await expect(trainer.getByRole('complementary').getByText(refusal)).toBeVisible()
    // What went over the wire went in English, and is shown as it went.
    await expect(trainer.getByRole('complementary')).toContainText('The user data \\"Subject\\" cannot be changed')
    await trainer.getByRole('tab', { name: 'Leitung' }).click()
    await expect(trainer.getByRole('complementary').getByText(refusal)).toBeVisible()
  })
})

test('a German console says in German what was judged and what is wrong with a file', async ({ people }) => {
  const trainer = await people.trainer()
  await speak('de', trainer)
  await playsSample(trainer)
  await trainer.getByRole('tab', { name: 'Ergebnisse' }).click()
  await expect(trainer.getByText('kein Kunde erfuhr etwas, das nur für Agenten ist')).toBeVisible()
  await trainer.getByRole('tab', { name: 'Editor' }).click()
  await trainer.getByRole('tab', { name: 'YAML', exact: true }).click()
  await trainer.getByRole('textbox', { name: /YAML/ }).click()
  await trainer.keyboard.press('ControlOrMeta+End')
  await trainer.keyboard.type('\n  - Anna: transfer')
  await trainer.keyboard.press('Escape')
  await expect(trainer.getByRole('button', { name: /1 Problem.*transfer braucht „target“/ })).toBeVisible()
})

test.describe('for a system that speaks no language of Aside', () => {
  test.use({ locale: 'fi-FI' })

  test('the windows speak English', async ({ people }) => {
    const trainer = await people.trainer()
    await expect(trainer.getByRole('heading', { name: 'Scenarios' })).toBeVisible()
  })
})

test('with words a third longer nothing is cut off, spills or runs over anything else', async ({ people }) => {
  test.slow()
  const { anna, ben, clara } = await people.inAConsult()
  const [trainer, form] = [await people.trainer(), await people.customer()]
  await speak('en-XA', anna, ben, clara, trainer, form)
  await playsSample(trainer)
  await trainer.locator('[data-mark]').first().click()
  await expect(anna.getByText('[Çáñçéļ', { exact: false })).toHaveCount(0)
  for (const page of [anna, ben, clara, form, trainer]) {
    expect([page.url(), await cutOff(page)]).toEqual([page.url(), []])
    // Every text is one whole message: brackets within brackets would be sentences put together.
    expect((await page.locator('body').innerText()).match(/\[[^\]]*\[/g)).toBeNull()
  }
  await anna.keyboard.press('Control+,')
  await expect(anna.getByRole('dialog')).toBeVisible()
  expect(await cutOff(anna)).toEqual([])
  await anna.keyboard.press('Escape')
  await trainer.keyboard.press('Control+k')
  await expect(trainer.getByRole('dialog')).toBeVisible()
  expect(await cutOff(trainer)).toEqual([])
})

test('what is cut off, spills or runs over something else is found', async ({ people }) => {
  const { anna } = await people.inAChat()
  expect(await cutOff(anna)).toEqual([])
  await anna.evaluate(() => {
    const put = (selector: string, style: Partial<CSSStyleDeclaration>): void => {
      const element = document.querySelector<HTMLElement>(selector)
      element?.classList.remove('clip')
      Object.assign(element?.style ?? {}, style)
    }
    put('.subject', { width: '2rem', overflow: 'hidden', whiteSpace: 'nowrap' })
    put('.ask', { width: '3rem' })
    put('.about h1', { position: 'relative', top: '1.2rem' })
  })
  const found = (await cutOff(anna)).join('\n')
  for (const what of ['cut off', 'spills', 'over each other']) expect(found).toContain(what)
})

test('from right to left the windows are mirrored, and nothing is lost', async ({ people }) => {
  test.slow()
  const { anna, ben, clara } = await people.inAConsult()
  const trainer = await people.trainer()
  await speak('ar-XB', anna, ben, clara, trainer)
  await playsSample(trainer)
  const middle = async (page: Page, selector: string): Promise<number> => {
    const box = await page.locator(selector).first().boundingBox()
    return box ? box.x + box.width / 2 : NaN
  }
  for (const page of [anna, ben, clara, trainer]) {
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    expect([page.url(), await cutOff(page)]).toEqual([page.url(), []])
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect([page.url(), excess]).toEqual([page.url(), 0])
    expect(await findings(page)).toEqual([])
  }
  expect(await middle(trainer, 'nav')).toBeGreaterThan(await middle(trainer, 'main'))
  expect(await middle(anna, '.left')).toBeGreaterThan(await middle(anna, 'main'))
  expect(await middle(anna, 'aside')).toBeLessThan(await middle(anna, 'main'))
  // Time runs from left to right in every language.
  const [first, last] = [await trainer.locator('[data-mark]').first().boundingBox(), await trainer.locator('[data-mark]').last().boundingBox()]
  expect(first?.x).toBeLessThan(last?.x ?? 0)
})
