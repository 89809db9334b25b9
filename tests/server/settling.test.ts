import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { Server } from 'socket.io'
import { Settling } from '../../src-main/server/settling.ts'

/** When clients have read what they were told. The client here speaks the protocol by hand, so that it answers when it likes. */

const longMs = 2 ** 31 - 1
const open: Server[] = []

afterEach(async () => {
  for (const io of open.splice(0)) await io.close()
})

/** What a client reads, one packet after another. */
class ByHand {
  readonly socket: WebSocket
  readonly #came: string[] = []
  #look = (): void => {}

  constructor(port: number) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`)
    this.socket.onmessage = ({ data }) => {
      this.#came.push(String(data))
      this.#look()
    }
  }

  async reads(beginning: string): Promise<string> {
    while (!this.#came[0]) await new Promise<void>((look) => (this.#look = look))
    const packet = this.#came.shift() ?? ''
    expect(packet.slice(0, beginning.length)).toBe(beginning)
    return packet
  }

  answersPing(): void {
    this.socket.send('3')
  }
}

async function connected(patienceMs: number): Promise<{ io: Server; settling: Settling; client: ByHand }> {
  const server = createServer()
  const io = new Server(server)
  open.push(io)
  const settling = new Settling(io, patienceMs)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const client = new ByHand((server.address() as AddressInfo).port)
  await client.reads('0')
  client.socket.send('40')
  await client.reads('40')
  return { io, settling, client }
}

test('a ping follows what was told, and its own answer is waited for, not that of one before', async () => {
  const { io, settling, client } = await connected(longMs)
  const settled: string[] = []
  const first = settling.settled().then(() => settled.push('first'))
  await client.reads('2')
  io.emit('notification', 'told meanwhile')
  const second = settling.settled().then(() => settled.push('second'))
  await client.reads('42["notification","told meanwhile"]')
  await client.reads('2')
  client.answersPing()
  await first
  await turn()
  expect(settled).toEqual(['first'])
  client.answersPing()
  await second
  expect(settled).toEqual(['first', 'second'])
})

test('a client that leaves is waited for no more', async () => {
  const { settling, client } = await connected(longMs)
  const settled = settling.settled()
  await client.reads('2')
  client.socket.close()
  await settled
})

test('a client that never answers holds nobody up for ever', async () => {
  const { settling, client } = await connected(20)
  await settling.settled()
  await client.reads('2')
})
