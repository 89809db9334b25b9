import type { RoomPlan } from '../contract/room-plan.ts'
import { isAgent, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Scenario } from './scenario.ts'
import { playersIn } from './seated-room.ts'

/** How somebody gets into a seat. */
export type WayIn =
  | { readonly player: 'person'; readonly window: string }
  | { readonly player: 'client'; readonly user: string; readonly password: string }
  | { readonly player: 'client'; readonly post: string; readonly body: object }

/** For each seat that is no script's, by its name. */
export function waysIn({ head }: Scenario, plan: RoomPlan, url: string, windowOf: (viewer: Viewer) => string): Record<string, WayIn> {
  const [queue] = Object.keys(plan.queues)
  return Object.fromEntries(
    playersIn(head.cast).map(([viewer, player]): [string, WayIn] => {
      const name = nameOf(viewer)
      if (player === 'person') return [name, { player, window: windowOf(viewer) }]
      if (isAgent(viewer)) return [name, { player, user: name, password: plan.agents[name]?.password ?? name }]
      const nickname = plan.customers[name]?.nickname ?? name
      return [name, { player, post: `${url}/api/v2/chats`, body: { operationName: 'RequestChat', nickname, ...(queue === undefined ? {} : { endpoint: queue }) } }]
    })
  )
}

/** What people are told who want to come. */
export function invitation(url: string, seats: Readonly<Record<string, WayIn>>): string {
  const width = Math.max(0, ...Object.keys(seats).map((name) => name.length))
  const rows = Object.entries(seats).map(([name, way]) => `  ${name.padEnd(width)}  ${wayText(url, way)}`)
  return [`Aside listens on ${url}/api/v2 and plays everybody else.`, ...rows, ''].join('\n')
}

function wayText(url: string, way: WayIn): string {
  if (way.player === 'person') return way.window
  if ('user' in way) return `signs in by HTTP Basic as ${way.user} with the password ${way.password}: GET ${url}/api/v2/me`
  return `asks for a chat, without any credential: POST ${way.post} ${JSON.stringify(way.body)}`
}
