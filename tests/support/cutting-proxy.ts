import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** A line to a server that breaks after so many bytes of what comes back, wherever in a frame that is. */
export interface CuttingProxy {
  readonly url: string
  /** How many bytes the next connection may still get. */
  cutAfter(bytes: number): void
  close(): void
}

export async function cuttingProxy(to: string): Promise<CuttingProxy> {
  let left = Number.POSITIVE_INFINITY
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    let mayPass = left
    const far = connect(Number(new URL(to).port), '127.0.0.1')
    const cut = (): void => {
      near.destroy()
      far.destroy()
    }
    for (const one of [near, far]) {
      sockets.add(one)
      one.on('error', cut)
      one.on('close', cut)
    }
    near.on('data', (chunk) => far.write(chunk))
    far.on('data', (chunk: Buffer) => {
      const passed = chunk.subarray(0, Math.max(0, mayPass))
      mayPass -= chunk.length
      if (mayPass > 0) near.write(passed)
      else near.write(passed, cut)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutAfter: (bytes) => (left = bytes),
    close: () => {
      for (const one of sockets) one.destroy()
      server.close()
    }
  }
}
