import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Aside } from '../../src-main/app.ts'
import { settings } from '../../src-main/contract/cast.ts'
import { bytesWaiting, framesWaiting } from '../../src-main/server/slow-reader.ts'
import { usualLimit } from '../../src-main/server/flood.ts'
import { html, sentence } from '../../src-main/reference/html.ts'
import { limits } from '../../src-main/reference/limits.ts'
import { rulings } from '../../src-main/reference/rulings.ts'
import { switches } from '../../src-main/reference/switches.ts'
import { httpStatus, returnCodes } from '../../src-main/wire/return-codes.ts'
import type { StatusCode } from '../../src-main/wire/return-codes.ts'
import { endpoints } from '../../src-main/wire/endpoints.ts'
import { listening } from '../support/server.ts'

/** The page at /docs, as it comes over HTTP. */

let aside: Aside
let page: string
let headers: Headers

beforeAll(async () => {
  aside = await listening()
  const response = await fetch(`${aside.url}/docs`)
  headers = response.headers
  page = await response.text()
})

afterAll(() => aside.close())

test('nobody has to sign in to read it, and it works offline and without a script', async () => {
  expect(headers.get('content-type')).toContain('text/html')
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
  expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=|<img|<iframe/)
  const loaded = [...page.matchAll(/(?:src|href)="([^"#][^"]*)"/g)].map(([, address]) => address)
  expect([...new Set(loaded)]).toEqual(['/docs/reference.css', '/docs/openapi.json', '/docs/asyncapi.json'])
  for (const address of ['/docs/', ...new Set(loaded)]) expect([address, (await fetch(`${aside.url}${address}`)).status]).toEqual([address, 200])
})

test('the documents beside it are the JSON that tools read', async () => {
  const [openApi, asyncApi] = await Promise.all(['openapi', 'asyncapi'].map(async (name) => (await fetch(`${aside.url}/docs/${name}.json`)).json()))
  expect(openApi).toMatchObject({ openapi: '3.1.0' })
  expect(asyncApi).toMatchObject({ asyncapi: '3.0.0' })
})

test('every link leads to a place that there is once', () => {
  const places = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
  expect(places.filter((id, place) => places.indexOf(id) !== place)).toEqual([])
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect([...new Set(links)].filter((id) => !places.includes(id))).toEqual([])
})

test('headings begin at one and leave no level out', () => {
  const levels = [...page.matchAll(/<h([1-6])[\s>]/g)].map(([, level]) => Number(level))
  expect(levels.filter((level) => level === 1)).toHaveLength(1)
  expect(levels.filter((level, place) => level > (levels[place - 1] ?? 0) + 1)).toEqual([])
})

/** Whether the page has a piece of HTML. */
function tells(piece: string): boolean {
  return page.includes(piece)
}

test('it tells of every address, return code, ruling, switch and limit', () => {
  expect(endpoints.filter(({ path }) => !tells(`<code>/api/v2${path}</code>`))).toEqual([])
  const codes = Object.keys(returnCodes).map(Number) as StatusCode[]
  expect(codes.filter((code) => !tells(`<code>${code}</code></th><td>${httpStatus(code)}`) || !tells(`</td><td>${returnCodes[code]}</td>`))).toEqual([])
  expect(rulings.filter(({ id, question }) => !tells(`<span id="${id}">${id}</span></th><td>${sentence(question).text}</td>`))).toEqual([])
  expect(Object.keys(settings.shape).filter((name) => !tells(`<code id="switch-settings-${name}">${name}</code>`))).toEqual([])
  expect(limits.filter(({ of }) => !tells(`<th scope="row">${of}</th>`))).toEqual([])
})

test('the rulings are all there, each called ours, and every switch names one that there is', () => {
  const ids = rulings.map(({ id }) => id)
  expect(ids).toEqual(['R1', 'R1b', ...Array.from({ length: 23 }, (_, place) => `R${place + 2}`)])
  expect(switches().flatMap((one) => one.rulings).filter((id) => !ids.includes(id))).toEqual([])
  expect(tells("A ruling is ours, never the product's")).toBe(true)
})

test('the limits that it tells of are those that are kept', () => {
  const text = JSON.stringify(limits)
  expect(text).toContain(`${usualLimit}, and two seconds' worth at once`)
  expect(text).toContain(`${framesWaiting} frames or ${bytesWaiting / 1024 / 1024} MiB`)
})

test('a text can never become a tag', () => {
  const text = '<script>alert("1")</script> & \'2\''
  expect(html`<p>${text}</p>`.text).toBe('<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;2&#39;</p>')
  expect(sentence(`\`${text}\``).text).toBe('<code>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;2&#39;</code>')
  expect(html`${null}${[html`<b>${'<'}</b>`, html`x`]}`.text).toBe('<b>&lt;</b>x')
})
