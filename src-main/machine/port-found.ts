import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename } from 'node:path'
import { missing, there } from './finding.ts'
import type { Finding } from './finding.ts'

/** As many as the server tries by itself. */
const portsTried = 20

/** Whether the port that Aside takes by default is free; nobody is connected to. */
export async function portFound(port: number): Promise<Finding> {
  const name = 'Port'
  if (await isFree(port)) return there(name, `${port} is free`)
  const by = takerOf(port)
  const taken = `${port} is taken${by === null ? ' by another program' : ` by ${by}`}`
  for (let next = port + 1; next <= Math.min(port + portsTried, 65_535); next += 1) {
    if (await isFree(next)) return missing(name, taken, `Nothing need be done: "aside serve" takes ${next} instead, or the one that you give by --port.`)
  }
  return missing(name, `${taken}, and so are the next ${portsTried}`, 'Give another one by --port.', true)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(false))
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)))
  })
}

/** `node (process 4711)`, as far as Linux says it of programs of the same user; null where nothing is known. */
function takerOf(port: number): string | null {
  try {
    const socket = socketOf(port)
    if (socket === null) return null
    const holder = readdirSync('/proc').find((entry) => /^\d+$/.test(entry) && holds(entry, socket))
    return holder === undefined ? null : `${basename(linkOf(`/proc/${holder}/exe`)) || 'a program'} (process ${holder})`
  } catch {
    return null
  }
}

/** The socket that listens, from the kernel's tables, whose addresses end in the port as four hex digits. */
function socketOf(port: number): string | null {
  const ending = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => textOf(table).split('\n').slice(1)).map((line) => line.trim().split(/\s+/))
  const row = rows.find(([, local = '', , state]) => state === '0A' && local.endsWith(ending))
  return row?.[9] ?? null
}

function holds(process: string, socket: string): boolean {
  try {
    return readdirSync(`/proc/${process}/fd`).some((file) => linkOf(`/proc/${process}/fd/${file}`) === `socket:[${socket}]`)
  } catch {
    // Somebody else's process, or one that has ended.
    return false
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
