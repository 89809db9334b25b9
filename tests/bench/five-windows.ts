import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test'
import { browserForTests } from '../support/browser.ts'
import { served } from '../support/command-line.ts'
import type { Served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { figure } from './figures.ts'
import type { Figure, Unit } from './figures.ts'
import { post, tokenOf, urisOf } from './http-client.ts'

/**
 * Five windows (the console, three agents, a customer): what they take while nothing happens, and after a busy hour of sixty
 * chats, each with a consult. The hour is played sixty times as fast. The floor: five bare pages with a clock each.
 */

const speed = 60
const chatsInHour = 60
const restMs = 10_000
const agents = ['Anna', 'Ben', 'Cara']

/** What a browser's windows take: processor time as a share of one core, and the memory of their scripts. */
interface Taken {
  readonly cpuPercent: number
  readonly heapMiB: number
  readonly nodes: number
}

export async function fiveWindows(): Promise<Figure[]> {
  const bare = await inBrowser(async (context, session) => {
    const pages = await Promise.all(Array.from({ length: 5 }, () => context.newPage()))
    for (const page of pages) await page.setContent('<p id="clock"></p><script>setInterval(() => (clock.textContent = performance.now()), 200)</script>')
    return takenBy(pages, session)
  })
  const aside = await served(castFile(), '--port', '0', '--data', freshFolder())
  const [idle, after, server] = await inBrowser(async (context, session) => {
    const pages: Page[] = []
    for (const address of [aside.pages.trainer, ...agents.map((name) => aside.pages.agents[name] ?? ''), aside.pages.customer]) {
      const page = await context.newPage()
      await page.goto(address)
      pages.push(page)
    }
    const [trainer] = pages
    const first = await takenBy(pages, session)
    if (trainer) await busyHour(aside, trainer)
    return [first, await takenBy(pages, session), memoryOf(aside.pid)] as const
  })
  await aside.kill('SIGTERM')
  const of = (what: string, unit: Unit, measure: (taken: Taken) => number, [ours, floor]: readonly [Taken, Taken], note = ''): Figure =>
    figure({ what: `five windows: ${what}`, unit, ours: measure(ours), floor: measure(floor), floorIs: floor === bare ? 'five bare pages with a clock' : 'before that hour', note })
  const [cpu, heap, nodes] = [({ cpuPercent }: Taken) => cpuPercent, ({ heapMiB }: Taken) => heapMiB, ({ nodes: count }: Taken) => count]
  return [
    of('processor at rest', '% of a core', cpu, [idle, bare]),
    of('memory of their scripts at rest', 'MiB', heap, [idle, bare]),
    of('processor at rest after a busy hour', '% of a core', cpu, [after, idle], `server ${server}`),
    of('memory of their scripts after a busy hour', 'MiB', heap, [after, idle]),
    of('elements after a busy hour', 'elements', nodes, [after, idle])
  ]
}

async function inBrowser<Result>(work: (context: BrowserContext, session: CDPSession) => Promise<Result>): Promise<Result> {
  const browser: Browser = await chromium.launch(browserForTests())
  const result = await work(await browser.newContext({ viewport: { width: 1280, height: 800 } }), await browser.newBrowserCDPSession())
  await browser.close()
  return result
}

async function takenBy(pages: readonly Page[], session: CDPSession): Promise<Taken> {
  let [heap, nodes] = [0, 0]
  for (const page of pages) {
    const own = await page.context().newCDPSession(page)
    await own.send('HeapProfiler.collectGarbage')
    heap += (await own.send('Runtime.getHeapUsage')).usedSize
    nodes += (await own.send('Memory.getDOMCounters')).nodes
    await own.detach()
  }
  const before = await cpuSeconds(session)
  await new Promise((rested) => setTimeout(rested, restMs))
  const took = (await cpuSeconds(session)) - before
  return { cpuPercent: (took * 100_000) / restMs, heapMiB: heap / 1024 / 1024, nodes }
}

async function cpuSeconds(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}

/** What a process has in memory, in words; where the machine does not say so, that. */
function memoryOf(pid: number): string {
  try {
    const [, kib = ''] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return `${Math.round(Number(kib) / 1024)} MiB`
  } catch {
    return 'not known'
  }
}

/** Sixty chats through Anna and Ben, one after the other, in an hour of simulation time. */
async function busyHour(aside: Served, trainer: Page): Promise<void> {
  const token = await trainer.evaluate(() => (JSON.parse(sessionStorage.getItem('aside.trainer.session') ?? '{}') as { token?: string }).token ?? '')
  await post(`${aside.url}/control/runs/hosted`, { command: 'speed', speed }, { authorization: `Bearer ${token}` })
  const [anna, ben] = await Promise.all(['Anna', 'Ben'].map((name) => tokenOf(aside.url, name)))
  const uris = await urisOf(aside.url, anna ?? {})
  const begun = performance.now()
  for (let number = 1; number <= chatsInHour; number += 1) {
    const { id, token: own } = await post(`${aside.url}/api/v2/chats`, { operationName: 'RequestChat', nickname: `Clara ${number}`, subject: 'Refund', endpoint: 'Support' })
    const chat = `${aside.url}/api/v2/me/chats/${String(id)}`
    const customer = { authorization: `Bearer ${String(own)}` }
    await post(chat, { operationName: 'Accept' }, anna)
    for (let line = 0; line < 6; line += 1) {
      await post(`${aside.url}/api/v2/chats/${String(id)}`, { operationName: 'SendMessage', text: `Where is my refund? (${line})` }, customer)
      await post(chat, { operationName: 'SendMessage', text: `One moment, please (${line})` }, anna)
    }
    await post(chat, { operationName: 'Consult', targetUri: uris.get('Ben') }, anna)
    await post(chat, { operationName: 'Accept' }, ben)
    await post(chat, { operationName: 'SendToAgents', text: 'Can you approve 250?' }, anna)
    await post(chat, { operationName: 'SendMessage', text: 'Yes, go ahead' }, ben)
    await post(chat, { operationName: 'Leave' }, ben)
    await post(chat, { operationName: 'Complete' }, anna)
    const due = begun + (number * 3_600_000) / speed / chatsInHour
    await new Promise((come) => setTimeout(come, Math.max(0, due - performance.now())))
  }
}

function castFile(): string {
  const file = join(freshFolder(), 'five-windows.yaml')
  writeFileSync(file, `scenario: Five windows\ncast:\n  agents:\n${agents.map((name) => `    ${name}:\n`).join('')}  queues:\n    Support:\n      members: [Anna]\n  customers:\n    Clara:\nsteps:\n  - wait: 1s\n`)
  return file
}
