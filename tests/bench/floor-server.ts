import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { Server } from 'socket.io'

/** The bare floor: hono that reads JSON and answers JSON, and socket.io that sends each socket a body of its own. */

const app = new Hono()
app.post('/echo', async (context) => context.json(await context.req.json()))

const server = createServer(getRequestListener(app.fetch))
const io = new Server(server, { serveClient: false })
let number = 0

app.post('/everybody', async (context) => {
  const { text } = await context.req.json<{ text: string }>()
  for (const socket of io.sockets.sockets.values()) {
    number += 1
    socket.emit('notification', { text, padding: 'x'.repeat(400), number }, { seq: number })
  }
  return context.json({ statusCode: 0 })
})

server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`))
