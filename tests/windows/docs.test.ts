import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { test } from '../support/windows.ts'

/** The reference at /docs in a browser that may reach nothing but Aside and run no script. */

/** Contrast takes long on a page of this length, and all its parts look alike: one of each kind is enough. */
const oneOfEachKind = ['nav', 'section:has(> #every-request)', 'article:has(#actInMyChat)', 'article:has(#schema-Consult)', 'section:has(> #return-codes)']

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the reference can be read by everybody: ${colorScheme}`, async ({ browser, room }) => {
    // axe walks through all of a very long page.
    test.slow()
    const context = await browser.newContext({ colorScheme })
    const page = await context.newPage()
    const foreign: string[] = []
    page.on('request', (request) => new URL(request.url()).origin === new URL(room.url).origin || foreign.push(request.url()))
    page.on('console', (message) => message.type() === 'error' && foreign.push(message.text()))
    await page.goto(`${room.url}/docs`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Aside: Chat API v2')
    const structure = await new AxeBuilder({ page }).disableRules(['color-contrast']).analyze()
    const parts = oneOfEachKind.reduce((builder, part) => builder.include(part), new AxeBuilder({ page }))
    const contrast = await parts.withRules(['color-contrast']).analyze()
    const violations = [...structure.violations, ...contrast.violations]
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`))).toEqual([])
    expect(contrast.passes.flatMap(({ nodes }) => nodes).length).toBeGreaterThan(100)
    expect(foreign).toEqual([])
    await context.close()
  })
}

test('without scripts, the contents lead to each part', async ({ browser, room }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await page.goto(`${room.url}/docs`)
  const contents = page.getByRole('navigation', { name: 'Contents' })
  for (const part of ['Every request', 'Operations', 'Notifications', 'Return codes', 'Rulings', 'Switches', 'Limits']) {
    await contents.getByRole('link', { name: part, exact: true }).click()
    await expect(page.getByRole('heading', { level: 2, name: part, exact: true })).toBeInViewport()
  }
  await context.close()
})

test('nothing is wider than a narrow window', async ({ page, room }) => {
  await page.goto(`${room.url}/docs`)
  for (const width of [1280, 640, 360]) {
    await page.setViewportSize({ width, height: 800 })
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect([width, excess]).toEqual([width, 0])
  }
})
