import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { agentNames, castFile, conference } from './bench-cast.ts'
import { figure, median, percentile, rounds } from './figures.ts'
import type { Figure } from './figures.ts'
import { floorServer } from './floor.ts'
import { post, tokenOf } from './http-client.ts'
import { LightWindow } from './light-window.ts'

/** From a customer's POST to the windows of all agents in its chat. Each is told in a frame of its own, with its own number. */

const sizes = [10, 50]
const lanes = 4
const measuredMs = 1200
const timedPosts = 250
/** Until what is done often is compiled. */
const warmUps = 3

/** Something that tells all windows what is posted. */
interface Told {
  readonly windows: readonly LightWindow[]
  readonly say: (text: string) => Promise<unknown>
}

export async function fanOut(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const size of sizes) figures.push(...(await fanOutTo(size)))
  return figures
}

async function fanOutTo(size: number): Promise<Figure[]> {
  const aside = await served(castFile(), '--port', '0', '--data', freshFolder())
  const floor = await floorServer()
  const names = agentNames.slice(0, size)
  const tokens = await Promise.all(names.map((name) => tokenOf(aside.url, name)))
  const { say } = await conference(aside.url, tokens, names)
  const ours: Told = { windows: await opened(tokens.map((headers) => [aside.url, { token: headers['authorization']?.slice('Bearer '.length) }])), say }
  await once(ours)
  // The floor tells the same: as many keys and letters have to be written out.
  await post(`${floor.url}/body`, notificationIn(ours.windows[0]))
  const over = async (address: string, auth: object | null): Promise<Told> => ({
    windows: await opened(names.map(() => [floor.url, auth])),
    say: (text) => post(`${floor.url}/${address}`, { text })
  })
  const distinct = await over('everybody', {})
  const room: Told = { windows: distinct.windows, say: (text) => post(`${floor.url}/chat-room`, { text }) }
  const bare = await over('everybody-bare', null)
  const all = [ours, distinct, room, bare]
  for (const told of all) for (let time = 0; time < warmUps; time += 1) await perSecond(told)
  const rates = all.map((): number[] => [])
  const took = [ours, distinct].map((): number[] => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, told] of all.entries()) rates[place]?.push(await perSecond(told))
    for (const [place, times] of took.entries()) times.push(...(await timed(all[place] ?? ours)))
  }
  for (const { windows } of all) for (const window of windows) window.close()
  await aside.kill('SIGTERM')
  floor.end()
  const [frames = 0, floorFrames = 0, roomFrames = 0, bareFrames = 0] = rates.map(median)
  const [ourTimes = [], floorTimes = []] = took
  const floorIs = 'hono and socket.io, a distinct body per socket'
  const what = `fan-out to ${size} windows, notifications told`
  const [isGoal, post_] = [size === 50, `POST to the last of ${size} windows`]
  return [
    figure({ what, unit: 'a second', ours: frames, floor: floorFrames, floorIs, ...(isGoal ? { goal: { atLeast: 0.7 } } : {}) }),
    figure({ what: `${what}, by a chat room`, unit: 'a second', ours: frames, floor: roomFrames, floorIs: 'hono and socket.io, one body for all' }),
    figure({ what: `${what}, by WebSockets`, unit: 'a second', ours: frames, floor: bareFrames, floorIs: 'hono and ws, a distinct body per socket' }),
    figure({ what: `${post_}, p50`, unit: 'ms', ours: percentile(ourTimes, 50), floor: percentile(floorTimes, 50), floorIs }),
    figure({ what: `${post_}, p99`, unit: 'ms', ours: percentile(ourTimes, 99), floor: percentile(floorTimes, 99), floorIs, goal: { atMost: 3 } })
  ]
}

/** What a frame `42["notification",{...},{...}]` tells. */
function notificationIn(window: LightWindow | undefined): unknown {
  const [, notification] = JSON.parse(window?.last.toString().slice(2) ?? '[]') as unknown[]
  return notification
}

async function opened(whose: readonly (readonly [url: string, auth: object | null])[]): Promise<LightWindow[]> {
  return Promise.all(whose.map(([url, auth]) => LightWindow.open(url, auth)))
}

async function once({ windows, say }: Told): Promise<void> {
  const heard = windows.map((window) => window.until(window.told + 1))
  await Promise.all([say('Are you there?'), ...heard])
}

/** Frames that arrived a second, with a few POSTs on their way at any time. */
async function perSecond({ windows, say }: Told): Promise<number> {
  const before = windows.map(({ told }) => told)
  const begun = performance.now()
  const counts = await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      let count = 0
      for (; performance.now() - begun < measuredMs; count += 1) await say(`Message ${lane} ${count}`)
      return count
    })
  )
  const posts = counts.reduce((sum, count) => sum + count, 0)
  await Promise.all(windows.map((window, place) => window.until((before[place] ?? 0) + posts)))
  return (posts * windows.length * 1000) / (performance.now() - begun)
}

/** One at a time: from the POST until it is answered and the last window has it. */
async function timed(told: Told): Promise<number[]> {
  const took: number[] = []
  for (let number = 0; number < timedPosts; number += 1) {
    const begun = performance.now()
    await once(told)
    took.push(performance.now() - begun)
  }
  return took
}
