import type { Settings } from '../contract/cast.ts'
import type { RoomPlan, RoomSettings } from '../contract/room-plan.ts'
import type { ScenarioHead } from '../contract/scenario.ts'
import { planDefaults, planOf } from './plan.ts'
import { durationText } from './wording.ts'

/**
 * The head of a scenario that plays in such a room: only what differs from the defaults, but always seed and wire. Habits are
 * not in a plan, so its people do nothing by themselves.
 */
export function headOfPlan(plan: RoomPlan, title: string): ScenarioHead {
  const settings = settingsOf(plan.settings)
  const answerWithinMs = plan.settings.answerWithinMs
  const starts = new Date(plan.starts).toISOString()
  const head: ScenarioHead = {
    format: 1,
    scenario: title,
    seed: plan.seed,
    wire: plan.wire,
    ...(plan.starts === plain.starts ? {} : { starts }),
    ...(plan.zone === plain.zone ? {} : { zone: plan.zone }),
    ...(plan.base === plain.base ? {} : { base: plan.base }),
    ...(plan.bugs === undefined ? {} : { bugs: [...plan.bugs] }),
    cast: {
      agents: mapped(plan.agents, (name, { nickname, password, places, ready, roles, skills, extension }) =>
        orNull({
          ...(nickname === name ? {} : { nickname }),
          ...(password === name ? {} : { password }),
          ...(places === planDefaults.places ? {} : { places }),
          ...(roles.length === 0 ? {} : { roles: [...roles] }),
          ...(Object.keys(skills).length === 0 ? {} : { skills: { ...skills } }),
          ...(extension === undefined ? {} : { extension }),
          ...(ready === planDefaults.ready ? {} : { ready })
        })
      ),
      queues: mapped(plan.queues, (name, queue) =>
        orNull({
          ...(queue.members.length === 0 ? {} : { members: [...queue.members] }),
          ...(queue.extension === undefined ? {} : { extension: queue.extension }),
          ...(queue.answerWithinMs === answerWithinMs ? {} : { answerWithin: durationText(queue.answerWithinMs) }),
          ...(queue.waitAtMostMs === plainQueue.waitAtMostMs ? {} : { waitAtMost: durationText(queue.waitAtMostMs) }),
          ...(queue.order === plainQueue.order ? {} : { order: queue.order }),
          ...(queue.skill === name || queue.skill === '' ? {} : { skill: queue.skill }),
          ...(queue.overflow === null ? {} : { overflow: { to: queue.overflow.to, after: durationText(queue.overflow.afterMs) } }),
          ...(queue.whenNobody === plainQueue.whenNobody ? {} : { whenNobody: queue.whenNobody })
        })
      ),
      customers: mapped(plan.customers, (name, { nickname, patienceMs }) =>
        orNull({ ...(nickname === name ? {} : { nickname }), ...(patienceMs === null ? {} : { patience: durationText(patienceMs) }) })
      ),
      ...(plan.shop === undefined ? {} : { shop: plan.shop })
    }
  }
  return Object.keys(settings).length === 0 ? head : { ...head, settings }
}

const plain = planOf({ head: { scenario: '', cast: { queues: { Any: null } } } })
const plainQueue = { waitAtMostMs: 60_000, order: 'longestIdle', whenNobody: 'wait', ...plain.queues['Any'] } as const

/** What a setting is called in a file where a plan calls it otherwise. */
const renamed: Readonly<Record<string, string>> = { csrfHeader: 'csrf' }

function settingsOf(settings: RoomSettings): Settings {
  const usual: Readonly<Record<string, unknown>> = { ...plain.settings }
  const entries = Object.entries(settings).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(usual[key]))
  const said = entries.map(([key, value]: [string, unknown]): [string, unknown] => {
    if (key === 'faults') return [key, settings.faults.map(({ of, times, ...fault }) => ({ ...fault, ...(of === null ? {} : { of }), ...(times === null ? {} : { times }) }))]
    if (key.endsWith('Ms') && typeof value === 'number') return [key.slice(0, -2), durationText(value)]
    return [renamed[key] ?? key, value]
  })
  return Object.fromEntries(said)
}

function orNull<Entry extends object>(entry: Entry): Entry | null {
  return Object.keys(entry).length === 0 ? null : entry
}

function mapped<From, To>(record: Readonly<Record<string, From>>, to: (name: string, from: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, from]) => [name, to(name, from)]))
}
