import type { OnWay } from '../contract/client.ts'
import { perform } from './perform.ts'
import type { Performed, Script } from './perform.ts'
import type { Act } from './scenario.ts'

/** A step whose request somebody holds on its way. */
export interface Held {
  readonly held: Promise<Performed>
}

/** Does what a step says, or comes back as soon as its request is held. */
export async function performUnlessHeld(act: Act, script: Script): Promise<Performed | Held> {
  const { promise: isHeld, resolve } = Promise.withResolvers<'held'>()
  const onWay: OnWay = { held: () => resolve('held'), released: () => {} }
  const { client } = script
  const watched: Script = {
    ...script,
    client: { ...client, ask: (request) => client.ask(request, onWay), raw: (viewer, chat, body) => client.raw(viewer, chat, body, onWay) }
  }
  const performing = perform(act, watched)
  const first = await Promise.race([performing, isHeld])
  return first === 'held' ? { held: performing } : first
}
