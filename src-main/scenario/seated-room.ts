import type { AtDoor } from '../contract/at-door.ts'
import type { Cast } from '../contract/cast.ts'
import type { Answer, Request } from '../contract/client.ts'
import type { WaitingRow } from '../contract/directing.ts'
import { agentViewer, customerViewer } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'

/** A live room as a run sees it that waits for people and clients: all that anybody asks of it, and what happens before its doors. */
export interface SeatedRoom {
  /** Live time: the room itself knows no later moment than that of what happened last. */
  now(): number
  onInput(seen: (request: Request, answer: Answer, at: number) => void): () => void
  onDoor(seen: (seen: AtDoor) => void): () => void
  /**
   * How long a seat is waited for, each time: in simulation time, and as people are told. Null where a trainer directs the run:
   * then a seat has all the time it wants, may use words of its own and do other things besides, and none of that is judged.
   */
  readonly patience: { readonly ms: number; readonly text: string } | null
  /** Told whenever the run begins to wait: for whom, and for which of its steps; null where it is to sign in. */
  onWaiting(who: string, step: string | null): void
  /** Told whom the run waits for, whenever that changes. */
  onAwaited?(awaited: readonly WaitingRow[]): void
}

/** Who is no script. */
export type Player = 'person' | 'client'

/** Whom the cast leaves to others. */
export function playersIn({ agents = {}, customers = {} }: Cast): [Viewer, Player][] {
  const people = [...Object.entries(agents).map(([name, one]) => [agentViewer(name), one] as const), ...Object.entries(customers).map(([name, one]) => [customerViewer(name), one] as const)]
  return people.flatMap(([viewer, one]): [Viewer, Player][] => {
    const player = one?.['played by'] ?? 'script'
    return player === 'script' ? [] : [[viewer, player]]
  })
}
