import type { RoomPlan } from '../contract/room-plan.ts'

/** Simulation time as the wire writes it (R17). `at` is milliseconds since the room began. */

export function epochMs(plan: RoomPlan, at: number): number {
  return plan.starts + at
}

/** The last that was written for a plan: most of what is told at a moment bears the same. */
const written = new WeakMap<RoomPlan, { readonly at: number; readonly text: string }>()

/** `yyyy-MM-dd HH:mm:ss.SSSZ` in the room's zone, a fixed offset such as `-0800`. */
export function timestamp(plan: RoomPlan, at: number): string {
  const last = written.get(plan)
  if (last?.at === at) return last.text
  const text = writtenOut(plan, at)
  written.set(plan, { at, text })
  return text
}

function writtenOut(plan: RoomPlan, at: number): string {
  const sign = plan.zone.startsWith('-') ? -1 : 1
  const offsetMinutes = sign * (Number(plan.zone.slice(1, 3)) * 60 + Number(plan.zone.slice(3, 5)))
  const local = new Date(epochMs(plan, at) + offsetMinutes * 60_000).toISOString()
  return `${local.slice(0, 10)} ${local.slice(11, 23)}${plan.zone}`
}
