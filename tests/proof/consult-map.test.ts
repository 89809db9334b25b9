import { expect, test } from 'vitest'
import type { Request } from '../../src-main/contract/client.ts'
import type { MapMove, MapOperation, MapRole, MapState } from '../../src-main/contract/consult-map.ts'
import { mapOperations, mapRoles, mapStates } from '../../src-main/contract/consult-map.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import { refusals } from '../../src-main/core/refusals.ts'
import { consultMap } from '../../src-main/proof/consult-map.ts'
import { exampleOf, placeOf, roleIn, statesOf } from '../../src-main/proof/map-place.ts'
import { rulings } from '../../src-main/reference/rulings.ts'
import { chatOf, mapStories, placesOf, roomIn } from '../support/map-stories.ts'
import type { Rehearsal } from '../support/rooms.ts'

/** The map says what a real room does: who is where, who may do what, why not, and where it leads. */

const viewerOf = (role: MapRole, name: string): Viewer => (role === 'customer' ? `customer:${name}` : `agent:${name}`)
const contextOf = ({ room }: Rehearsal) => ({ now: room.now, directory: room.directory })

function asks(room: Rehearsal, role: MapRole, name: string, operation: MapOperation): string {
  const chat = chatOf(room)
  const request = { viewer: viewerOf(role, name), chat: chat.id, operation: exampleOf(operation, viewerOf(role, name), chat, contextOf(room)) } as Request
  const answer = room.room.dispatch(request, room.room.now + 1000)
  return answer.statusCode === 0 ? 'may' : (answer.refused ?? 'unknown')
}

const cases = mapStates.flatMap((state) => mapRoles.flatMap((role) => (mapStories[state].roles[role] === undefined ? [] : [{ state, role, name: mapStories[state].roles[role] ?? '' }])))

test.each(cases)('$state: whatever $role asks is answered as the map says', ({ state, role, name }) => {
  const fresh = roomIn(state)
  const here = placeOf(chatOf(fresh), placesOf(fresh), contextOf(fresh))
  expect(here.here[0]).toBe(state)
  expect(here.people.find((one) => one.name === name)?.role).toBe(role)
  const answers = Object.fromEntries(mapOperations.map((operation) => [operation, asks(roomIn(state), role, name, operation)]))
  expect(consultMap.may[state][role]).toEqual(answers)
  // What the rules are asked without asking the room is what the room answers.
  expect(here.people.find((one) => one.name === name)?.may).toEqual(answers)
})

test('the map leaves nobody out who can be in a state', () => {
  for (const state of mapStates) expect(Object.keys(consultMap.may[state]).sort()).toEqual(Object.keys(mapStories[state].roles).sort())
})

const leaves: Readonly<Partial<Record<MapOperation, (from: MapState, to: MapState) => string | null>>> = {
  // In a consult and a conference these are about the colleague who is in the chat.
  Invite: (from) => (from === 'consulting' ? 'Ben' : null),
  Transfer: (from) => (from === 'consulting' || from === 'conference' ? 'Ben' : null)
}

test.each(consultMap.moves)('$from leads to $to by $by', ({ from, to, by, who }: MapMove) => {
  const room = roomIn(from)
  const id = chatOf(room).id
  if (by === 'NoAnswer') room.pass(31)
  else {
    const name = who === null ? '' : (mapStories[from].roles[who] ?? '')
    const target = leaves[by]?.(from, to) ?? null
    const operation = target === null ? null : { operationName: by as 'Invite', targetUri: room.uri(target) }
    if (operation) expect(room.agent(name, operation)).toMatchObject({ statusCode: 0 })
    else expect(asks(room, who ?? 'asker', name, by)).toBe('may')
  }
  const after = room.room.chat(id)
  expect(after && statesOf(after)[0]).toBe(to)
})

test('every refusal has its rulings, and each of them is one', () => {
  const known = rulings.map(({ id }) => id)
  expect(Object.keys(consultMap.rules).sort()).toEqual(Object.keys(refusals).sort())
  for (const numbers of Object.values(consultMap.rules)) for (const id of numbers) expect(known).toContain(id)
})

test('a chat can be a conference and a consult at the same time', () => {
  const room = roomIn('conference')
  room.consult('Carol', 'Anna')
  expect(statesOf(chatOf(room))).toEqual(['asking', 'conference'])
  expect(roleIn(chatOf(room), 'Carol')).toBe('asked')
})
