import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { agentNames, castFile } from './bench-cast.ts'
import { figure, median, rounds } from './figures.ts'
import type { Figure } from './figures.ts'
import { floorServer, insertsPerSecond } from './floor.ts'
import { post, tokenOf, urisOf } from './http-client.ts'

/** How many requests a second the API answers, each stored before it is answered. */

const chatsAtOnce = 8
const measuredMs = 1500
/** Until what is asked often is compiled: a server that has just begun is another matter. */
const warmUpMs = 5000

/** Does some of the work and says how many requests that were. */
export type Work = (lane: number) => Promise<number>

/** Eight lanes at once, each with a request on its way. */
export async function perSecond(work: Work, forMs: number): Promise<number> {
  const begun = performance.now()
  const counts = await Promise.all(
    Array.from({ length: chatsAtOnce }, async (_, lane) => {
      let count = 0
      while (performance.now() - begun < forMs) count += await work(lane)
      return count
    })
  )
  return (counts.reduce((sum, count) => sum + count, 0) * 1000) / (performance.now() - begun)
}

/** Each in turn, round by round, so that whatever else the machine does hits all alike. Medians. */
export async function inTurn(works: readonly Work[]): Promise<number[]> {
  for (const work of works) await perSecond(work, warmUpMs)
  const rates = works.map((): number[] => [])
  for (let round = 0; round < rounds; round += 1) for (const [place, work] of works.entries()) rates[place]?.push(await perSecond(work, measuredMs))
  return rates.map(median)
}

/** Whole chats with a consult: asked for, accepted, a private word each way, left, closed. */
export async function consults(url: string): Promise<Work> {
  const tokens = await Promise.all(agentNames.slice(0, chatsAtOnce + 1).map((name) => tokenOf(url, name)))
  const [anna = {}] = tokens
  const uris = await urisOf(url, anna)
  return async (lane) => {
    const ben = tokens[lane + 1]
    const { id } = await post(`${url}/api/v2/chats`, { operationName: 'RequestChat', nickname: 'C', endpoint: 'Support' })
    const chat = `${url}/api/v2/me/chats/${String(id)}`
    await post(chat, { operationName: 'Accept' }, anna)
    await post(chat, { operationName: 'Consult', targetUri: uris.get(agentNames[lane + 1] ?? '') }, anna)
    await post(chat, { operationName: 'Accept' }, ben)
    await post(chat, { operationName: 'SendToAgents', text: 'May I promise 250?' }, anna)
    await post(chat, { operationName: 'SendMessage', text: 'Yes' }, ben)
    await post(chat, { operationName: 'Leave' }, ben)
    await post(chat, { operationName: 'Complete' }, anna)
    return 8
  }
}

const operation = { operationName: 'SendToAgents', text: 'May I promise 250?' }

export function posts(address: string): Work {
  return async () => {
    for (let number = 0; number < 8; number += 1) await post(address, operation)
    return 8
  }
}

async function overHttp(isDurable: boolean): Promise<Figure[]> {
  const aside = await served(castFile(), '--port', '0', '--data', freshFolder(), ...(isDurable ? ['--durable'] : []))
  const floor = await floorServer(isDurable ? 'FULL' : 'NORMAL')
  const [ours = 0, stored = 0, echoes = 0] = await inTurn([await consults(aside.url), posts(`${floor.url}/stored`), posts(`${floor.url}/echo`)])
  await aside.kill('SIGTERM')
  floor.end()
  const what = `consult operations over HTTP, log on disk${isDurable ? ', --durable' : ''}`
  const insert = `hono, one insert of 500 bytes a request, ${isDurable ? 'FULL' : 'NORMAL'}`
  const durable = figure({ what, unit: 'a second', ours, floor: stored, floorIs: insert, ...(isDurable ? {} : { goal: { atLeast: 0.6 } }) })
  if (isDurable) return [durable]
  return [
    durable,
    figure({ what: `${what}, by an echo`, unit: 'a second', ours, floor: echoes, floorIs: 'hono echo, nothing stored' }),
    figure({ what: `${what}, by inserts`, unit: 'a second', ours, floor: insertsPerSecond(), floorIs: 'better-sqlite3 alone, one insert a transaction' })
  ]
}

export async function consultsOverHttp(): Promise<Figure[]> {
  return [...(await overHttp(false)), ...(await overHttp(true))]
}
