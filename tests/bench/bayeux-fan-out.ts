import { BayeuxClient } from '../support/bayeux.ts'
import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { agentNames, castFile, conference } from './bench-cast.ts'
import { figure, percentile, rounds } from './figures.ts'
import type { Figure } from './figures.ts'
import { tokenOf } from './http-client.ts'
import { LightWindow } from './light-window.ts'

const windows = 10

/** From the POST to the last of ten agents, each with a held connect of its own; beside the same over socket.io. */
export async function bayeuxFanOut(): Promise<Figure[]> {
  const aside = await served(castFile(), '--port', '0', '--data', freshFolder())
  const names = agentNames.slice(0, windows)
  const tokens = await Promise.all(names.map((name) => tokenOf(aside.url, name)))
  const { say } = await conference(aside.url, tokens, names)
  const clients = await Promise.all(tokens.map((headers) => new BayeuxClient(aside.url, headers).open('/v2/me/chats')))
  for (const client of clients) await client.connect()
  const sockets = await Promise.all(tokens.map((headers) => LightWindow.open(aside.url, { token: headers['authorization']?.slice('Bearer '.length) })))
  const timed = async (text: string, heard: readonly Promise<unknown>[]): Promise<number> => {
    const begun = performance.now()
    await Promise.all([say(text), ...heard])
    return performance.now() - begun
  }
  const overBayeux = async (text: string): Promise<number> => {
    const held = clients.map(async (client) => {
      while (!JSON.stringify(client.told).includes(text)) await client.connect(5000)
      client.told = []
    })
    await new Promise((done) => setTimeout(done, 5))
    return timed(text, held)
  }
  const [bayeux, socketed]: [number[], number[]] = [[], []]
  for (let number = 0; number < 60 * rounds; number += 1) {
    bayeux.push(await overBayeux(`Bayeux ${number}.`))
    socketed.push(await timed(`Socket ${number}.`, sockets.map((socket) => socket.until(socket.told + 1))))
    for (const client of clients) await client.connect()
    for (const client of clients) client.told = []
  }
  for (const socket of sockets) socket.close()
  await aside.kill('SIGTERM')
  return [50, 99].map((percent) =>
    figure({ what: `POST to ${windows} agents over Bayeux, p${percent}`, unit: 'ms', ours: percentile(bayeux, percent), floor: percentile(socketed, percent), floorIs: 'the same over socket.io, while Bayeux listens too' })
  )
}
