import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { castFile } from './bench-cast.ts'
import { consults, inTurn, posts } from './consults.ts'
import { figure } from './figures.ts'
import type { Figure } from './figures.ts'
import { answered } from './http-client.ts'

/**
 * A peer: Mockoon's command line, which answers a consult with a canned body. It is big and no dependency of ours, so npx
 * fetches it when somebody asks for `--peers`.
 */
const mockoon = '@mockoon/cli@9.9.0'
const address = '/api/v2/me/chats/1'

export async function peers(): Promise<Figure[]> {
  const port = await freePort()
  const file = join(freshFolder(), 'mockoon.json')
  writeFileSync(file, JSON.stringify(environment(port)))
  const child = spawn('npx', ['--yes', mockoon, 'start', '--data', file, '--disable-log-to-file', '--disable-admin-api'], { stdio: 'ignore', detached: true })
  const url = `http://127.0.0.1:${port}`
  const end = (): void => void (child.pid !== undefined && child.exitCode === null && process.kill(-child.pid))
  try {
    await listening(url)
    const aside = await served(castFile(), '--port', '0', '--data', freshFolder())
    const [ours = 0, canned = 0] = await inTurn([await consults(aside.url), posts(`${url}${address}`)])
    await aside.kill('SIGTERM')
    return [figure({ what: 'consult operations over HTTP, log on disk, by Mockoon', unit: 'a second', ours, floor: canned, floorIs: `${mockoon}, a canned answer, nothing stored` })]
  } finally {
    end()
  }
}

function environment(port: number): object {
  const uuid = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`
  const headers = [{ key: 'Content-Type', value: 'application/json' }]
  const response = { uuid: uuid(3), body: '{"statusCode":0,"referenceId":7}', latency: 0, statusCode: 200, label: '', headers: [], bodyType: 'INLINE', filePath: '', databucketID: '', sendFileAsBody: false, rules: [], rulesOperator: 'OR', disableTemplating: true, fallbackTo404: false, default: true, crudKey: 'id', callbacks: [] }
  const route = { uuid: uuid(2), type: 'http', documentation: '', method: 'post', endpoint: address.slice(1), responses: [response], responseMode: null, streamingMode: null, streamingInterval: 0 }
  return { uuid: uuid(1), lastMigration: 33, name: 'Consult', port, hostname: '127.0.0.1', endpointPrefix: '', latency: 0, folders: [], routes: [route], rootChildren: [{ type: 'route', uuid: uuid(2) }], proxyMode: false, proxyHost: '', proxyRemovePrefix: false, tlsOptions: { enabled: false, type: 'CERT', pfxPath: '', certPath: '', keyPath: '', caPath: '', passphrase: '' }, cors: false, headers, proxyReqHeaders: [], proxyResHeaders: [], data: [], callbacks: [] }
}

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((found) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => found(port))
    })
  )
}

/** A minute for npx to fetch it. */
async function listening(url: string): Promise<void> {
  const until = performance.now() + 60_000
  for (;;) {
    const answer = await answered('POST', `${url}${address}`, '{}').catch(() => null)
    if (answer?.status === 200) return
    if (performance.now() > until) throw new Error(`${mockoon} does not answer; --peers needs the npm registry once`)
    await new Promise((later) => setTimeout(later, 200))
  }
}
