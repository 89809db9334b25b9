import { io } from 'socket.io-client'
import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { agentNames, castFile } from './bench-cast.ts'
import { figure, median, rounds } from './figures.ts'
import type { Figure } from './figures.ts'
import { floorServer } from './floor.ts'
import { get, post, tokenOf } from './http-client.ts'

/** An agent's desktop comes: signs in, opens its session, reads all, opens its socket. Against as many steps on the bare floor. */
export async function sessionStarts(): Promise<Figure[]> {
  const aside = await served(castFile(), '--port', '0', '--data', freshFolder())
  const floor = await floorServer()
  const ours = async (name: string): Promise<void> => {
    const headers = await tokenOf(aside.url, name)
    await post(`${aside.url}/api/v2/me`, { operationName: 'StartContactCenterSession', channels: ['chat'] }, headers)
    await get(`${aside.url}/api/v2/me?subresources=*`, headers)
    await connected(aside.url, { token: headers['authorization']?.slice('Bearer '.length) })
  }
  const bare = async (): Promise<void> => {
    for (let number = 0; number < 3; number += 1) await post(`${floor.url}/echo`, { operationName: 'StartContactCenterSession' })
    await connected(floor.url, {})
  }
  const [mine, floors]: [number[], number[]] = [[], []]
  for (let number = 0; number < 60 * rounds; number += 1) {
    mine.push(await timed(() => ours(agentNames[number % agentNames.length] ?? '')))
    floors.push(await timed(bare))
  }
  await aside.kill('SIGTERM')
  floor.end()
  return [figure({ what: 'session start (sign in, start, read all, socket), p50', unit: 'ms', ours: median(mine), floor: median(floors), floorIs: 'three hono echoes and a socket.io connect' })]
}

function connected(url: string, auth: object): Promise<void> {
  return new Promise((done) => {
    const socket = io(url, { transports: ['websocket'], forceNew: true, auth })
    socket.once('connect', () => {
      socket.disconnect()
      done()
    })
  })
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
