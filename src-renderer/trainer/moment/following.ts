import type { StageMark } from '../../../src-main/contract/control.ts'
import type { MarkLog } from './mark-log.svelte.ts'

/** What is made of the marks one by one: up to date whenever it is asked for, at the cost of the marks that are new. */
export function following<Made extends { hear(mark: StageMark): void }>(log: MarkLog, make: () => Made): () => Made {
  let [made, epoch, count] = [make(), log.epoch, 0]
  return () => {
    if (log.epoch !== epoch) [made, epoch, count] = [make(), log.epoch, 0]
    for (const mark of log.since(count)) {
      made.hear(mark)
      count += 1
    }
    return made
  }
}
