import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Listens on one address and port, 0 for any; comes back with the port. Throws where that is taken. */
export function listen(server: Server, port: number, address: string): Promise<number> {
  return new Promise((listening, failed) => {
    server.once('error', failed)
    server.listen(port, address, () => {
      server.off('error', failed)
      listening((server.address() as AddressInfo).port)
    })
  })
}
