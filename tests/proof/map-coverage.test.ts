import { expect, test } from 'vitest'
import type { MapMove } from '../../src-main/contract/consult-map.ts'
import { chatSteps } from '../../src-main/engine/chat-steps.ts'
import { roomLog } from '../../src-main/engine/room-log.ts'
import { consultMap } from '../../src-main/proof/consult-map.ts'
import { mapCoverage, statesVisited } from '../../src-main/proof/map-coverage.ts'
import { roomIn } from '../support/map-stories.ts'
import type { Rehearsal } from '../support/rooms.ts'

/** What a run made of the map: which ways it went, what was refused where, and what nobody tried. */

function stepsOf({ store }: Rehearsal) {
  const row = store.rooms()[0]
  if (!row) throw new Error('There is no room')
  return chatSteps(roomLog(store, row))
}

const wordsOf = ({ from, to, by, who }: Pick<MapMove, 'from' | 'to' | 'who'> & { readonly by: string | null }): string => `${from} -> ${to} by ${by ?? 'itself'} of ${who ?? 'nobody'}`

function goneIn(room: Rehearsal) {
  const { moves, refused } = mapCoverage(stepsOf(room))
  return {
    made: moves.flatMap((move) => (move.made > 0 ? [`${move.made} ${wordsOf(move)}`] : [])),
    refused: moves.flatMap((move) => (move.refused > 0 ? [`${move.refused} ${wordsOf(move)}`] : [])),
    refusedHere: refused.map(({ from, by, who, refused }) => `${refused} ${by} of ${who} in ${from}`),
    moves
  }
}

test('each way that a chat went is counted once, with what led there and who asked for it', () => {
  const room = roomIn('consulting')
  room.pass(1)
  room.agent('Ben', { operationName: 'Leave' })
  room.pass(1)
  room.consult()
  room.pass(31)
  const { made, refused, refusedHere } = goneIn(room)
  expect(made).toEqual(['1 waiting -> alone by Accept of asked', '2 alone -> asking by Consult of asker', '1 asking -> consulting by Accept of asked', '1 asking -> alone by NoAnswer of nobody', '1 consulting -> alone by Leave of consultant'])
  expect([refused, refusedHere]).toEqual([[], []])
  expect(statesVisited(stepsOf(room))).toEqual(['waiting', 'alone', 'asking', 'consulting', 'alone', 'asking', 'alone'])
})

test('what was refused stands at the way that it would have gone, or at the state where it leads nowhere', () => {
  const room = roomIn('alone')
  room.pass(1)
  expect(room.agent('Anna', { operationName: 'Consult', targetUri: room.uri('Nobody') })).toMatchObject({ refused: 'target_unknown' })
  room.pass(1)
  room.consult()
  room.pass(1)
  for (const target of ['Carol', 'Dan']) expect(room.consult(target)).toMatchObject({ refused: 'invitation_pending' })
  room.agent('Ben', { operationName: 'Accept' })
  const { made, refused, refusedHere } = goneIn(room)
  expect(refused).toEqual(['1 alone -> asking by Consult of asker'])
  expect(refusedHere).toEqual(['2 Consult of asker in asking'])
  expect(made).toContain('1 asking -> consulting by Accept of asked')
})

test('a way that the map does not have is counted where it was gone, and all ways of the map are there, gone or not', () => {
  const room = roomIn('consulting')
  room.pass(1)
  room.customer({ operationName: 'Complete' })
  const { made, moves } = goneIn(room)
  expect(made).toContain('1 consulting -> over by Complete of customer')
  expect(moves.slice(0, consultMap.moves.length).map(wordsOf)).toEqual(consultMap.moves.map(wordsOf))
  expect(moves.filter(({ made }) => made === 0).length).toBe(consultMap.moves.length - 3)
})

test('what became of one chat is not counted as another one, though both go on at the same time', () => {
  const room = roomIn('asking')
  const first = room.chatId
  room.pass(1)
  room.request('customer:Clara')
  room.agent('Ben', { operationName: 'Accept' }, first)
  room.pass(1)
  room.agent('Anna', { operationName: 'Accept' })
  expect(goneIn(room).made).toEqual(['2 waiting -> alone by Accept of asked', '1 alone -> asking by Consult of asker', '1 asking -> consulting by Accept of asked'])
})

test('what one request brings about is one move, however many things happen at it', () => {
  expect(goneIn(roomIn('handedOver')).made).toEqual(['1 waiting -> alone by Accept of asked', '1 alone -> transferring by Transfer of asker', '1 transferring -> handedOver by Accept of asked'])
})
