import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import Database from 'better-sqlite3'
import { Hono } from 'hono'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'

/**
 * The bare floor: hono that reads JSON, may insert one row, and answers JSON; socket.io and bare WebSockets that send each
 * socket a body of its own. `node floor-server.ts LOG [FULL]` keeps its rows in the file LOG.
 */

const [file = ':memory:', synchronous = 'NORMAL'] = process.argv.slice(2)

const db = new Database(file)
db.pragma('journal_mode = WAL')
db.pragma(`synchronous = ${synchronous}`)
db.exec('CREATE TABLE log (id INTEGER PRIMARY KEY, body TEXT)')
const insert = db.prepare('INSERT INTO log (body) VALUES (?)')

const app = new Hono()
const server = createServer(getRequestListener(app.fetch))
const io = new Server(server, { serveClient: false, destroyUpgrade: false })
const bare = new WebSocketServer({ noServer: true, perMessageDeflate: false })
server.on('upgrade', (request, socket, head) => {
  if (request.url === '/bare') bare.handleUpgrade(request, socket, head, () => {})
})

app.post('/echo', async (context) => context.json(await context.req.json()))

/** As much as Aside stores of a request and what follows from it: 500 bytes or so. */
const rest = 'x'.repeat(420)

app.post('/stored', async (context) => {
  const body: unknown = await context.req.json()
  insert.run(JSON.stringify({ body, rest }))
  return context.json({ statusCode: 0, referenceId: 7 })
})

/** What is told: a notification of Aside's, so that the same keys and texts have to be written out. */
let body: object = {}
let number = 0

app.post('/body', async (context) => {
  body = await context.req.json<object>()
  return context.json({ statusCode: 0 })
})

/** Numbered, so that no two sockets get the same. */
function told(text: string): object {
  number += 1
  return { ...body, text, number }
}

app.post('/everybody', async (context) => {
  const { text } = await context.req.json<{ text: string }>()
  for (const socket of io.sockets.sockets.values()) socket.emit('notification', told(text), { seq: number })
  return context.json({ statusCode: 0 })
})

/** The chat room of every tutorial: one body for all. */
app.post('/chat-room', async (context) => {
  const { text } = await context.req.json<{ text: string }>()
  io.emit('notification', told(text), { seq: number })
  return context.json({ statusCode: 0 })
})

app.post('/everybody-bare', async (context) => {
  const { text } = await context.req.json<{ text: string }>()
  for (const socket of bare.clients) socket.send(JSON.stringify([told(text), { seq: number }]))
  return context.json({ statusCode: 0 })
})

server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`))
