import type { Doors } from '../../src-main/server/api.ts'
import type { Invitation } from '../../src-main/server/invitation.ts'
import type { JoinParts } from '../../src-main/server/join-door.ts'
import { lanApplication } from '../../src-main/server/lan.ts'
import { application } from '../../src-main/server/server.ts'

/** All that hono has routes for, from the application itself, so that a new one cannot be forgotten. */

export interface Route {
  readonly method: string
  /** With `:name` where something is chosen. */
  readonly path: string
}

export function routes(): readonly Route[] {
  return routesOf(application(doors, {} as unknown as Invitation).routes)
}

/** The same of the listener for guests from the network. */
export function guestRoutes(): readonly Route[] {
  return routesOf(lanApplication(doors, {} as unknown as JoinParts).routes)
}

const doors = { host: { pages: '', docs: '', stage: {} } } as unknown as Doors

function routesOf(all: readonly Route[]): readonly Route[] {
  const own = all.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
  return [...new Set(own)].map((one) => {
    const [method = '', path = ''] = one.split(' ')
    return { method, path }
  })
}

/** The address with something in the place of each choice. */
export function addressOf({ path }: Route, chosen: (name: string) => string): string {
  return path.replaceAll(/:(\w+)/g, (_whole, name: string) => chosen(name))
}
