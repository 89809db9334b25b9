import type { MapCoverage, MapRole, MapState, MoveCount, RefusedCount } from '../contract/consult-map.ts'
import { nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import type { Chat } from '../core/chat-state.ts'
import { consultMap } from './consult-map.ts'
import { roleIn, statesOf } from './map-place.ts'

/** What a run made of the map: from what its chats went through, in their order. */

export interface MapStep {
  readonly before: Chat | null
  readonly after: Chat
  readonly input: { readonly viewer: Viewer | null; readonly operation: { readonly operationName: string }; readonly outcome: { readonly refused?: string } } | null
}

export function mapCoverage(steps: readonly MapStep[]): MapCoverage {
  const moves: MoveCount[] = consultMap.moves.map((move) => ({ ...move, made: 0, refused: 0 }))
  const refused: RefusedCount[] = []
  for (const { before, after, input } of steps) {
    const from = before && statesOf(before)[0]
    if (!from) continue
    const who = input?.viewer ? roleOf(before, input.viewer) : null
    const by = input?.operation.operationName ?? 'NoAnswer'
    if (input?.outcome.refused !== undefined) {
      const wanted = moves.filter((move) => move.from === from && move.by === by && move.who === who)
      for (const move of wanted) move.refused += 1
      if (wanted.length === 0) count(refused, { from, by, who })
      continue
    }
    const to = statesOf(after)[0]
    if (!to || to === from) continue
    const known = moves.find((move) => move.from === from && move.to === to && move.by === by && move.who === who)
    if (known) known.made += 1
    // A way that the map does not have, such as a customer who leaves, is drawn where it was gone.
    else moves.push({ from, to, by: input === null ? null : by, who, made: 1, refused: 0 })
  }
  return { moves, refused }
}

/** Each state that a chat came to, as often as one came to it. */
export function statesVisited(steps: readonly MapStep[]): MapState[] {
  return steps.flatMap(({ before, after }) => {
    const were = before === null ? [] : statesOf(before)
    return statesOf(after).filter((state) => !were.includes(state))
  })
}

function count(refused: RefusedCount[], { from, by, who }: Omit<RefusedCount, 'refused'>): void {
  const known = refused.find((one) => one.from === from && one.by === by && one.who === who)
  if (known) known.refused += 1
  else refused.push({ from, by, who, refused: 1 })
}

function roleOf(chat: Chat, viewer: Viewer): MapRole {
  return viewer.startsWith('agent:') ? roleIn(chat, nameOf(viewer)) : 'customer'
}
