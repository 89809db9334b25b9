import Database from 'better-sqlite3'
import { Room } from '../../src-main/engine/room.ts'
import { roomLog } from '../../src-main/engine/room-log.ts'
import { Store } from '../../src-main/store/store.ts'
import { Rehearsal } from '../support/rooms.ts'
import { figure, median, rounds, whole } from './figures.ts'
import type { Figure } from './figures.ts'

/** Folding a log at start-up, against reading and parsing the same rows. */
export function eventsReplayed(): Figure[] {
  const rehearsal = new Rehearsal()
  for (let number = 0; number < 3000; number += 1) {
    rehearsal.chatWithAnna()
    rehearsal.consult('Ben')
    rehearsal.agent('Ben', { operationName: 'Accept' })
    rehearsal.agent('Anna', { operationName: 'SendToAgents', text: `May I promise ${number}?` })
    rehearsal.customer({ operationName: 'SendMessage', text: 'Are you there?' })
    rehearsal.agent('Ben', { operationName: 'Leave' })
    rehearsal.agent('Anna', { operationName: 'Complete' })
    rehearsal.forget()
  }
  rehearsal.engine.close()
  rehearsal.store.close()
  const store = Store.open(rehearsal.file)
  const events = [...store.events(1)].length
  const perSecond = (work: () => void): number =>
    median(
      Array.from({ length: rounds }, () => {
        const begun = performance.now()
        work()
        return (events * 1000) / (performance.now() - begun)
      })
    )
  // The whole log, whatever a snapshot would spare.
  const log = roomLog(store, { id: 1, name: 'main' })
  const ours = perSecond(() => {
    for (const _folded of Room.folding(log));
  })
  store.close()
  const db = new Database(rehearsal.file)
  const floor = perSecond(() => {
    for (const row of db.prepare<[], { event: string; told: string }>('SELECT event, told FROM events ORDER BY room, n').iterate()) {
      JSON.parse(row.event)
      JSON.parse(row.told)
    }
  })
  db.close()
  return [figure({ what: 'events replayed at start-up', unit: 'a second', ours, floor, floorIs: 'better-sqlite3 read and JSON.parse', note: `${whole(events)} in the log` })]
}
