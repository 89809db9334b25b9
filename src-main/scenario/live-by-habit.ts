import type { Cast } from '../contract/cast.ts'
import type { RoomClient } from '../contract/client.ts'
import type { RoomPlan } from '../contract/room-plan.ts'
import { agentViewer, customerViewer } from '../contract/viewer.ts'
import { requestOf } from './habit-request.ts'
import { Habits } from './habits.ts'
import { Memory } from './memory.ts'
import { openWindow } from './perform.ts'
import type { Script } from './perform.ts'

/**
 * Lets the people of a cast who have habits live by them, in a room where no steps are played: they are signed in from now
 * on, and answer by themselves. Ends with the room's time.
 */
export async function liveByHabit(cast: Cast, plan: RoomPlan, client: RoomClient): Promise<void> {
  const nicknames = Object.fromEntries(Object.entries(plan.customers).map(([name, { nickname }]) => [customerViewer(name), nickname]))
  const script: Script = { client, memory: new Memory(), windows: new Set(), nicknames }
  const habits = new Habits(cast, plan)
  client.listen((frame) => {
    script.memory.hear(frame)
    habits.hear(frame)
  })
  for (const [name, agent] of Object.entries(cast.agents ?? {})) {
    const hasHabits = agent && (agent['when invited'] ?? agent['when asked'] ?? agent['when idle']) !== undefined
    const isScripted = (agent?.['played by'] ?? 'script') === 'script'
    if (hasHabits && isScripted && agent.ready !== 'no') await openWindow(agentViewer(name), script)
  }
  void followEach(habits, script)
}

async function followEach(habits: Habits, script: Script): Promise<void> {
  for (;;) {
    const habit = habits.next()
    const came = await script.client.until(habit ? Math.max(habit.due, script.client.now()) : Number.POSITIVE_INFINITY)
    if (came === 'stopped') return
    if (came === 'told' || habit === null) continue
    habits.forget(habit)
    // A habit whose act is no longer legal is dropped.
    const asked = await requestOf(habit, script)
    if (asked === null) continue
    habits.begin(habit)
    await script.client.ask(asked)
  }
}
