import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { HttpClient } from '../support/server.ts'
import { says, test } from '../support/windows.ts'

/** What strangers write is a text wherever it is shown: in a real browser, with what it takes to be something else. */

const image = '<img src=x onerror="window.hit=1">'
const texts = [
  image,
  '"><script>window.hit=1</script>',
  '<svg onload=window.hit=1><style>*{display:none}</style>',
  '<a href="javascript:window.hit=1">press me</a>',
  '{{constructor.constructor("window.hit=1")()}} {@html "<img onerror=window.hit=1 src=x>"} ${window.hit=1}',
  '\u202eevil.example\u2066 turned round',
  'x'.repeat(20_000),
  `${'\u0e49'.repeat(400)} stacked`
]

/** A page in which a script that came out of a text leaves a trace. */
async function watched(page: Page): Promise<{ hits(): Promise<unknown>; violations: string[] }> {
  const violations: string[] = []
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => violations.push(`a dialog: ${dialog.message()}`)))
  await page.exposeFunction('violated', (what: string) => void violations.push(what)).catch(() => {})
  await page.evaluate(() => document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => void (window as unknown as { violated: (what: string) => void }).violated(`${violatedDirective} ${blockedURI}`)))
  return { hits: () => page.evaluate(() => (window as { hit?: number }).hit), violations }
}

test('nothing that a stranger writes runs anywhere, and what would run is stopped by the policy of each page', async ({ people }) => {
  const { url } = people.room
  const nobody = new HttpClient(url)
  const anna = await people.agent('Anna')
  const ben = await people.agent('Ben')
  const trainer = await people.trainer()
  const { body } = await nobody.post('/api/v2/chats', { operationName: 'RequestChat', nickname: image, subject: image, endpoint: 'Support', userData: { [image]: image, ordinary: '=cmd|calc' } })
  const visitor = new HttpClient(url, { authorization: `Bearer ${body['token']}` })
  await anna.getByRole('button', { name: 'Accept' }).click()
  for (const text of texts) expect((await visitor.post(`/api/v2/chats/${body['id']}`, { operationName: 'SendMessage', text })).status).toBe(200)
  const pages = { anna: await watched(anna), ben: await watched(ben), trainer: await watched(trainer) }
  // The agent's window: the list, the chat, the case, and the invitation of whoever is consulted.
  await expect(anna.getByRole('log').first()).toContainText(texts[1] ?? '')
  await expect(anna.getByRole('log').first().locator('img, script, svg style')).toHaveCount(0)
  await anna.getByRole('button', { name: 'Ask a colleague' }).click()
  await anna.getByRole('radio', { name: 'Ben' }).check()
  await anna.getByRole('textbox', { name: /Note/ }).fill(image)
  await anna.getByRole('button', { name: 'Start consultation' }).click()
  await expect(ben.getByText(image).first()).toBeVisible()
  await ben.getByRole('button', { name: 'Accept' }).click()
  // What the agent writes, in the customer's page. Clara is of the cast; her chat is another one.
  const clara = await people.customer()
  const shop = await watched(clara)
  await clara.getByRole('textbox', { name: 'Subject' }).fill(image)
  await clara.getByRole('button', { name: 'Start chat' }).click()
  await anna.getByRole('button', { name: 'Accept' }).click()
  for (const text of texts.slice(0, 6)) await says(anna, /Message to Clara|Your message|Message/, text)
  await expect(clara.getByRole('log', { name: 'Chat' })).toContainText(texts[5] ?? '')
  await expect(clara.getByRole('log', { name: 'Chat' }).locator('img, script, a')).toHaveCount(0)
  // The trainer's views.
  for (const view of ['Stage', 'Wire', 'Map', 'Results']) {
    await trainer.getByRole('tab', { name: view, exact: true }).click()
    await expect(trainer.getByRole('tabpanel').first()).toBeVisible()
    expect(await trainer.locator('img[src="x"], [onerror], [onload], a[href^="javascript:"]').count()).toBe(0)
  }
  // A report, where an address of a page would have it: without any origin of ours.
  const { token } = JSON.parse((await trainer.evaluate(() => sessionStorage.getItem('aside.trainer.session'))) ?? '{}') as { token: string }
  const console = new HttpClient(url, { authorization: `Bearer ${token}` })
  const { runs } = (await console.get('/control/runs')).body as unknown as { runs: { id: string }[] }
  const html = await (await fetch(`${url}/control/runs/${runs[0]?.id}/report?format=html`, { headers: console.headers })).text()
  const report = await people.context.newPage()
  await report.setContent(html)
  const reported = await watched(report)
  await expect(report.getByText(image).first()).toBeAttached()
  expect(await report.locator('img[src="x"], script, [onerror]').count()).toBe(0)
  const csv = await (await fetch(`${url}/control/runs/${runs[0]?.id}/report?format=csv`, { headers: console.headers })).text()
  expect(csv.split(/\r\n/).filter((line) => line.split(',').some((cell) => /^"?[=+@]/.test(cell)))).toEqual([])
  for (const page of [pages.anna, pages.ben, pages.trainer, shop, reported]) {
    expect(await page.hits()).toBeUndefined()
    expect(page.violations).toEqual([])
  }
  // Were it ever put into a page as it is, each page's policy would still stop it.
  for (const [page, seen] of [[anna, pages.anna], [clara, shop], [trainer, pages.trainer]] as const) {
    await page.evaluate((markup) => document.body.insertAdjacentHTML('beforeend', markup), image)
    await page.evaluate(() => document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.hit=2' })))
    // As a text that is turned into a program later, when no debugger is in between any more.
    // eslint-disable-next-line no-implied-eval
    await page.evaluate(() => void setTimeout('window.hit=3', 0))
    await expect.poll(() => seen.violations.join(' ')).toContain('script-src eval')
    await expect.poll(() => seen.violations.join('\n')).toMatch(/script-src-attr[\s\S]*script-src-elem|script-src-elem[\s\S]*script-src-attr/)
    expect(await seen.hits()).toBeUndefined()
  }
})

test('an address shows where it really leads, whatever it says before its host', async ({ people }) => {
  const { anna, clara } = await people.inAChat()
  const box = anna.getByRole('textbox', { name: /to Clara|message/i }).first()
  const shown: [written: string, host: string, text: string][] = [
    ['https://bank.example@evil.example/login', 'evil.example', 'https://bank.example@evil.example/login'],
    ['https://xn--pple-43d.com/', 'xn--pple-43d.com', 'https://xn--pple-43d.com'],
    ['https://аpple.com/', 'xn--pple-43d.com', 'https://xn--pple-43d.com'],
    ['http://evil.example/\u202ehttps://bank.example', 'evil.example', 'http://evil.example/%E2%80%AEhttps://bank.example']
  ]
  for (const [written, host, text] of shown) {
    await box.fill(written)
    await anna.getByRole('button', { name: 'Push this web address' }).click()
    for (const page of [anna, clara]) {
      const link = page.getByRole('log').first().getByRole('link').last()
      await expect(link).toHaveText(text)
      await expect(link.locator('strong')).toHaveText(host)
      await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
    }
  }
})

test.describe('names', () => {
  test('a name that would turn round what stands behind it, or that nobody sees, is refused at the door', async ({ people }) => {
    const nobody = new HttpClient(people.room.url)
    for (const nickname of ['\u202enraG', 'A\u2066B', '\u200b\u200d', 'A\nB', 'A\u0000', 'A\u001b[31m', '\u200f', '\ud800']) {
      const { status, body } = await nobody.post('/api/v2/chats', { operationName: 'RequestChat', nickname, endpoint: 'Support' })
      expect([status, body.statusMessage]).toEqual([400, expect.stringContaining('Parameter "nickname": must be a name in one line')])
    }
    for (const nickname of ['علی‌رضا', 'Zoë 👩‍💻', '李', "O'Neil-Meyer, Dr."]) {
      expect((await nobody.post('/api/v2/chats', { operationName: 'RequestChat', nickname, endpoint: 'Support' })).status).toBe(200)
    }
  })
})
