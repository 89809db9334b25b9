import { expect, test } from 'vitest'
import { htmlReport } from '../../src-main/scenario/report-html.ts'
import { recordOf, read } from './playing.ts'
import { problemsIn, reportOf, reportOfProblems } from './reporting.ts'
import { brokenStory, heldStory } from './stories.ts'

/** What the page says. How it looks and what it may load is seen by a browser, in tests/windows/report.test.ts. */

const open = (write: (text: string) => void) => htmlReport(write, { bytesAtMost: 5_000_000 })
const page = async (...texts: readonly string[]): Promise<string> =>
  reportOf(open, await Promise.all(texts.map((text, place) => recordOf(read(text, `${place + 1}.yaml`)))))

/** Where these stand, one after the other. */
function inOrder(text: string, parts: readonly string[]): boolean {
  const places = parts.map((part) => text.indexOf(part))
  return places.every((place, n) => place >= 0 && place > (places[n - 1] ?? -1))
}

test('the page holds no script and nothing that a browser would fetch', async () => {
  const text = await page(brokenStory, heldStory)
  expect(text).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:">`)
  expect(text).not.toMatch(/<script|javascript:|\son\w+=|<iframe|<object|<embed|@import|url\(/i)
  const addresses = [...text.matchAll(/\s(?:src|href)="([^"#]*)/g)].map(([, to]) => to).filter((to) => to !== '')
  expect(addresses).toEqual(['data:,', 'https://example.com/issues/7', 'https://example.com/issues/7'])
})

test('whatever a scenario says is text', async () => {
  const hostile = heldStory.replace('"Hello"', '"<script>alert(1)</script><img src=x onerror=alert(2)>"')
  const text = await page(hostile.replace('https://example.com/issues/7', 'javascript:alert(3)'))
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(text).not.toMatch(/<script|<img/)
  expect(text).not.toContain('href="javascript')
})

test('each address that a case comes from is a link of its own, and the words beside it are words', async () => {
  const links = async (source: string) => [...(await page(heldStory.replace('https://example.com/issues/7', source))).matchAll(/<a href="([^"#]+)"[^>]*>([^<]*)</g)].map(([, to, said]) => [to, said])
  expect(await links('https://example.com/issues/7, https://example.com/a,b')).toEqual(['https://example.com/issues/7', 'https://example.com/a,b'].map((to) => [to, to]))
  expect(await links("the page's text (no public address)")).toEqual([])
})

test('what broke comes first, then the picture, what always holds, all steps, the lanes, the frames', async () => {
  const text = await page(brokenStory)
  const headings = ['The story', 'What always has to hold', 'Steps and expectations', 'Lanes', 'Frames'].map((name) => `<h3>${name}</h3>`)
  expect(inOrder(text, ['<h3>What broke</h3>', 'Clara has not heard it', 'Clara heard:', ...headings])).toBe(true)
  expect(inOrder(text, ['<h3>The story</h3>', '<svg', '<h3>What always'])).toBe(true)
  expect(await page(heldStory)).not.toContain('What broke')
})

test('of several scenarios those that broke are listed first, each with a way to it', async () => {
  const text = await page(heldStory, brokenStory)
  expect(inOrder(text, ['2 scenarios, 12 steps, 6 expectations; 1 scenario broken', 'href="#run-2"', 'href="#run-1"', 'id="run-1"', 'id="run-2"'])).toBe(true)
  expect(await page(heldStory)).not.toContain('href="#run-1"')
})

test('every link inside the page leads somewhere', async () => {
  const text = await page(brokenStory, heldStory)
  const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const links = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(links.length).toBeGreaterThan(10)
  expect(links.filter((id) => !ids.includes(id))).toEqual([])
})

test('verdicts are words, not colours alone', async () => {
  const text = await page(brokenStory)
  expect(text).toContain('✗ broken')
  expect(text).toContain('✓ held')
  expect(text).toMatch(/refused<\/span>/)
})

test('a goal says what became of it, and is no case that held', async () => {
  const exercise = heldStory.replace('scenario:', 'exercise:').replace('  - Anna: accept\n', '  - Anna: accept\n  - goal: Anna consults Ben\n')
  const text = await page(exercise)
  expect(text).toContain('goal Anna consults Ben (not played)')
  expect(text).toContain('<span class="verdict noted"></span>')
})

test('the picture has a title and says in words what it shows; private messages say so', async () => {
  const text = await page(heldStory)
  expect(text).toMatch(/<svg class="picture" role="img" aria-labelledby="run-1-title" aria-describedby="run-1-about"/)
  expect(text).toContain('Lanes, from left to right: Clara, Support, Refunds, Anna, Ben.')
  expect(text.match(/>agents only<\/text>/g)).toHaveLength(3)
  expect(text.match(/>not told<\/text>/g)).toHaveLength(3)
})

test('a long story leaves rows out of its picture and says so', async () => {
  const text = await page(`${heldStory}${'  - Anna: type\n  - Anna: stopTyping\n'.repeat(230)}`)
  expect(text).toMatch(/73 rows are left out of the picture here/)
})

test('a cast of many shows the lanes of those to whom something happened', async () => {
  const crowd = Array.from({ length: 20 }, (_one, place) => `    Agent${place}:\n      ready: no\n`).join('')
  const text = await page(heldStory.replace('    Ben:\n', `${crowd}    Ben:\n`))
  expect(text).toContain('Lanes, from left to right: Clara, Support, Anna, Ben.')
})

test('files that cannot be read, and what was not played, stand on the page', async () => {
  expect(reportOfProblems(open, problemsIn('scenario: x\n'))).toContain('bad.yaml:1:1  &quot;cast&quot; is missing')
  expect(reportOf(open, [await recordOf(read(brokenStory))], { notPlayed: ['later.yaml'] })).toContain('Not played, since a scenario before broke: later.yaml')
})

test('the same runs give the same page, byte for byte', async () => {
  expect(await page(brokenStory, heldStory)).toBe(await page(brokenStory, heldStory))
})
