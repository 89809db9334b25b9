import type { StageMark } from '../../../src-main/contract/control.ts'
import type { MarkLog } from './mark-log.svelte.ts'

/** What is made of the marks one by one: up to date whenever it is asked for, at the cost of the marks that are new. */
export function following<Made extends { hear(mark: StageMark): void }>(log: MarkLog, make: () => Made): () => Made {
  // Nothing is read of the log before somebody asks, so that this may stand in a derived value of its own.
  let [made, epoch, count] = [make(), -1, 0]
  return () => {
    if (log.epoch !== epoch) {
      if (count > 0) made = make()
      epoch = log.epoch
      count = 0
    }
    for (const mark of log.since(count)) {
      made.hear(mark)
      count += 1
    }
    return made
  }
}
