import { afterMs } from '../contract/cast.ts'
import type { Cast, WhenInvited } from '../contract/cast.ts'
import type { Heard } from '../contract/client.ts'
import { nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'

/** What a supporting actor is going to do by itself. */
export interface Habit {
  readonly due: number
  readonly actor: Viewer
  readonly chat: string
  readonly verb: 'accept' | 'reject'
}

/** The habits of a cast: planned from what its people hear, done in the order in which they fall due, then were planned. */
export class Habits {
  readonly #habits: ReadonlyMap<string, WhenInvited>
  #planned: readonly Habit[] = []

  constructor(cast: Cast) {
    const agents = Object.entries(cast.agents ?? {})
    this.#habits = new Map(
      agents.flatMap(([name, agent]): [string, WhenInvited][] => {
        const isScripted = (agent?.['played by'] ?? 'script') === 'script'
        const habit = agent?.['when invited']
        return isScripted && habit ? [[name, habit]] : []
      })
    )
  }

  hear({ viewer, at, said }: Heard): void {
    const isInvitation = 'chat' in said && said.notificationType === 'StatusChange' && said.chat.state === 'Invited'
    const habit = isInvitation ? this.#habits.get(nameOf(viewer)) : undefined
    if (!isInvitation || habit === undefined || habit === 'ignore') return
    const [verb, afterMs] = verbOf(habit)
    const planned: Habit = { due: at + afterMs, actor: viewer, chat: said.chat.id, verb }
    this.#planned = [...this.#planned, planned].sort((one, other) => one.due - other.due)
  }

  next(): Habit | null {
    return this.#planned[0] ?? null
  }

  forget(habit: Habit): void {
    this.#planned = this.#planned.filter((one) => one !== habit)
  }
}

function verbOf(habit: Exclude<WhenInvited, 'ignore'>): ['accept' | 'reject', number] {
  if (typeof habit === 'string') return [habit, 0]
  return 'accept' in habit ? ['accept', afterMs(habit.accept)] : ['reject', afterMs(habit.reject)]
}
