import type { Heard } from '../contract/client.ts'
import type { Request } from '../contract/client.ts'
import type { StoredInput } from '../store/store.ts'
import type { Room } from './room.ts'

/**
 * Puts the recorded inputs of one run to a fresh room of the same plan, each at its own moment, and lets time come to `until`.
 * Everything that is told then is the same to the byte: who hears what follows from plan and inputs alone.
 */
export function replay(inputs: Iterable<StoredInput>, into: Room, until: number): Heard[] {
  const heard: Heard[] = []
  const stop = into.listen((frame) => heard.push(frame))
  for (const { at, viewer, chat, operation, key } of inputs) {
    if (operation.operationName === 'Resume') {
      into.advanceTo(at)
      into.closeChannels()
    } else {
      into.dispatch({ viewer, chat, operation } as Request, at, key)
    }
  }
  into.advanceTo(until)
  stop()
  return heard
}
