import type { Stage } from './stage.svelte.ts'

/** A way to make a scenario, beside writing one: offered in the menu "New". */
export interface NewWay {
  readonly id: string
  readonly title: () => string
  readonly open: (stage: Stage) => void
}

/** Whoever knows another way puts it here. */
class NewWays {
  all = $state.raw<readonly NewWay[]>([])

  add(way: NewWay): void {
    this.all = [...this.all.filter(({ id }) => id !== way.id), way]
  }
}

export const newWays = new NewWays()
