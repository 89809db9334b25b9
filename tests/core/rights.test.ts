import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RoomSettings } from '../../src-main/contract/room-plan.ts'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import { viewsOf } from '../../src-main/engine/room-views.ts'
import { Store } from '../../src-main/store/store.ts'
import { noteFrame } from '../support/described.ts'
import { agents, centre, customers, Rights, sessions } from '../support/random-sessions.ts'
import type { Timed } from '../support/random-sessions.ts'

/** Nobody ever gets what is beyond its rights: each frame and each thing that can be read, after each move of a random session. */

const viewers: readonly Viewer[] = [...agents.map((name): Viewer => `agent:${name}`), ...customers.map((name): Viewer => `customer:${name}`)]

/** Plays a session and gives what was beyond somebody's rights, and how much was looked at. */
function play(timed: readonly Timed[], settings: Partial<RoomSettings>): { leaks: string[]; looked: { private: number; supervised: number } } {
  const store = Store.open(':memory:')
  const room = new Engine(store).begin('main', centre(settings))
  const views = viewsOf(room)
  const rights = new Rights(room)
  const leaks: string[] = []
  const looked = { private: 0, supervised: 0 }
  const look = (viewer: Viewer, where: string, shown: unknown): void => {
    for (const word of rights.beyond(viewer, JSON.stringify(shown) ?? '')) leaks.push(`${viewer} got ${word} by ${where}`)
  }
  room.listen(({ viewer, said }) => {
    rights.note()
    noteFrame({ viewer, said })
    look(viewer, 'a notification', said)
    const shown = JSON.stringify(said)
    if (viewer.startsWith('agent:') && shown.includes('"Agents"')) looked.private += 1
    if (!shown.includes('"Supervisors"')) return
    looked.supervised += 1
    // Only supervisors are ever told of what is for supervisors.
    if (!['agent:Sam', 'agent:Tess'].includes(viewer)) leaks.push(`${viewer} was told of a supervisor`)
  })
  for (const name of agents) room.dispatch({ viewer: `agent:${name}`, chat: null, operation: { operationName: 'ChannelOpened' } }, 0)
  let at = 0
  for (const { move, afterMs } of timed) {
    at += afterMs
    room.advanceTo(at)
    const request = rights.request(move)
    if (request) rights.moved(move, room.dispatch(request, at))
    for (const viewer of viewers) {
      for (const chat of room.chats.keys()) {
        if (viewer.startsWith('agent:')) {
          look(viewer, 'GET /me/chats/{id}', views.chat(viewer, chat))
          look(viewer, 'GET .../messages', views.messages(viewer, chat))
        } else {
          look(viewer, 'GET /chats/{id}', views.customerChat(viewer, chat))
          look(viewer, 'GET /chats/{id}/messages', views.customerMessages(viewer, chat))
          const feed = views.customerMessages(viewer, chat)
          if (feed && feed.some(({ index }, place) => index !== place + 1)) leaks.push(`${viewer} sees a gap`)
        }
      }
    }
  }
  store.close()
  return { leaks, looked }
}

test.each([
  ['as rulings have it', {}],
  ['with every ruling turned the other way', { history: 'none', secondLeg: false, ownerLeaves: 'end', transferToConsultant: 'invitation', conferenceWithConsultant: 'invitation', typingPreview: true, includeMessageType: true, preview: false }]
] as const)('thousands of random sessions show nobody what is beyond its rights, %s', (_how, settings) => {
  const looked = { private: 0, supervised: 0 }
  fc.assert(
    fc.property(sessions, (timed) => {
      const played = play(timed, settings)
      looked.private += played.looked.private
      looked.supervised += played.looked.supervised
      expect(played.leaks).toEqual([])
    }),
    { numRuns: 1000, seed: 11 }
  )
  // The property says nothing where nobody spoke aside or watched.
  expect(looked.private).toBeGreaterThan(1000)
  expect(looked.supervised).toBeGreaterThan(1000)
})
