import type { RunRow } from '../../../src-main/contract/control.ts'
import type { WireFilter } from './wire-filter.ts'
import { typeOf, wireKinds } from './wire-row.ts'
import type { WireMark } from './wire-row.ts'

/** What the rows of the wire have in common, and what there is to choose from. */

export type ListName = 'people' | 'kinds' | 'types' | 'chats'

/** In the order of the cast, or of the alphabet. What is chosen stays there to be taken away. */
export function optionsOf(rows: readonly WireMark[], chosen: WireFilter, run: Pick<RunRow, 'customers' | 'agents'> | null, chats: ReadonlyMap<string, string>): Readonly<Record<ListName, readonly string[]>> {
  const [people, types] = [new Set(chosen.people), new Set(chosen.types)]
  for (const row of rows) {
    if (row.lane !== null) people.add(row.lane)
    types.add(typeOf(row))
  }
  const cast = run ? [...run.customers, ...run.agents] : []
  const order = (name: string): number => (cast.includes(name) ? cast.indexOf(name) : cast.length)
  return {
    people: [...people].sort((one, other) => order(one) - order(other) || one.localeCompare(other)),
    kinds: wireKinds,
    types: [...types].sort((one, other) => one.localeCompare(other)),
    chats: [...new Set([...chats.keys(), ...chosen.chats])]
  }
}

/** Whose chats they are, by their ids: who asked for a chat is whose it is, and one customer may have several. */
export function chatsIn(rows: readonly WireMark[]): ReadonlyMap<string, string> {
  const chats = new Map<string, string>()
  const count = new Map<string, number>()
  for (const { lane, mark } of rows) {
    if (mark.kind !== 'asked' || mark.request.operationName !== 'RequestChat' || mark.answer.chat === undefined) continue
    const name = lane ?? mark.request.nickname
    const number = (count.get(name) ?? 0) + 1
    count.set(name, number)
    chats.set(mark.answer.chat, number === 1 ? name : `${name} ${number}`)
  }
  return chats
}

/** By what a notification is known as the same thing, whoever is told it. */
export function gistOf(row: WireMark): string {
  const { mark } = row
  const messages = (mark.kind === 'told' || mark.kind === 'hidden') && 'messages' in mark.said ? mark.said.messages : []
  return JSON.stringify([typeOf(row), messages.map(({ type, text, from }) => [type, text, from.nickname])])
}

export function lastOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): readonly Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()]
}
