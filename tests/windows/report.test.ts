import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import { expect, test as base } from '@playwright/test'
import type { Page } from '@playwright/test'
import { htmlReport } from '../../src-main/scenario/report-html.ts'
import { junitReport } from '../../src-main/scenario/report-junit.ts'
import { recordOf, read } from '../scenario/playing.ts'
import { reportOf } from '../scenario/reporting.ts'
import { brokenStory, heldStory, personalStory } from '../scenario/stories.ts'
import { freshFolder } from '../support/rooms.ts'

/** Reports as a browser finds them: the page under its own content security policy, from a disk and without a network. */

const test = base.extend<{ report: string; complaints: string[] }>({
  // Playwright reads from the pattern which fixtures a fixture needs.
  // eslint-disable-next-line no-empty-pattern
  report: async ({}, use) => {
    const records = [await recordOf(read(brokenStory, 'broken.yaml')), await recordOf(read(heldStory, 'held.yaml'))]
    const file = join(freshFolder(), 'report.html')
    writeFileSync(file, reportOf((write) => htmlReport(write, { bytesAtMost: 5_000_000 }), records))
    await use(pathToFileURL(file).href)
  },
  /** What the page complains of, and everything it asks for beside itself. */
  complaints: async ({ page, report }, use) => {
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => request.url() !== report && !request.url().startsWith('data:') && complaints.push(request.url()))
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => console.log(`${event.violatedDirective} ${event.blockedURI}`))
    })
    await use(complaints)
  }
})

/** By a click on each, as readers do: the page has no script to do it. */
async function openAll(page: Page): Promise<void> {
  for (const summary of await page.locator('details > summary').all()) await summary.click()
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('the page can be read without a script and breaks no policy', async ({ page, report, complaints }) => {
      await page.goto(report)
      await openAll(page)
      await expect(page.getByRole('heading', { level: 2 })).toHaveText(['Scenarios', 'Ben is asked, and "Clara" <hears>', 'Ben is asked'])
      await expect(page.getByRole('row', { name: /Clara hears \/approve\// }).first()).toContainText('Clara has not heard it')
      await expect(page.locator('pre').filter({ hasText: '"SendToAgents"' }).first()).toBeVisible()
      expect(complaints).toEqual([])
    })

    test('axe finds nothing, with everything open', async ({ page, report }) => {
      await page.goto(report)
      await openAll(page)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`))).toEqual([])
    })
  })
}

test('a policy violation would be seen', async ({ page, report, complaints }) => {
  await page.goto(report)
  await page.evaluate(() => document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/x.png' })))
  await expect.poll(() => complaints).toContainEqual(expect.stringContaining('img-src'))
})

test('the picture is one image with a name and a description', async ({ page, report }) => {
  await page.goto(report)
  const picture = page.getByRole('img', { name: 'Ben is asked, from the top down' })
  await expect(picture).toBeVisible()
  await expect(picture).toHaveAccessibleDescription(/Lanes, from left to right: Clara, Support, Refunds, Anna, Ben/)
})

test('from what broke a link leads to the frames of its step', async ({ page, report }) => {
  await page.goto(report)
  await page.getByRole('table').filter({ hasText: 'what is the case instead' }).getByRole('link', { name: '2 frames' }).click()
  await expect(page.locator('details:target > summary')).toContainText('Anna: tellAgents')
})

test('at 200 % nothing is cut off at the side', async ({ page, report }) => {
  await page.setViewportSize({ width: 640, height: 800 })
  await page.goto(report)
  await openAll(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
})

test.describe('on paper', () => {
  test.use({ colorScheme: 'dark' })

  test('the page is light, opens the lanes, and leaves the frames out', async ({ page, report }) => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    await page.goto(report)
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)).toBe('rgb(255, 255, 255)')
    await expect(page.getByText('not told').last()).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Frames' })).toHaveCount(0)
  })
})

test('a JUnit file is well formed whatever people say', async ({ page }) => {
  const hostile = heldStory.replace('"Hello"', '"]]> <![CDATA[ & \\x00\\x07\\x1b[31m \\ud800 \\ufffe é 😀"')
  const records = await Promise.all([hostile, brokenStory, personalStory].map((story, place) => recordOf(read(story, `${place}.yaml`))))
  const found = await page.evaluate((xml) => {
    const parsed = new DOMParser().parseFromString(xml, 'application/xml')
    const count = (selector: string): number => parsed.querySelectorAll(selector).length
    const error = parsed.querySelector('parsererror')?.textContent ?? null
    return { error, suites: count('testsuites > testsuite'), cases: count('testcase'), failures: count('failure'), root: parsed.documentElement.getAttribute('tests') }
  }, reportOf(junitReport, records))
  expect(found).toMatchObject({ error: null, suites: 3 })
  expect(found.root).toBe(String(found.cases))
  expect(found.failures).toBeGreaterThan(2)
})
