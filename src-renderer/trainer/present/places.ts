import type { RunRow } from '../../../src-main/contract/control.ts'

/** Who stands where before the audience: from the left the customer, the agent and whoever is consulted. */

export type PlaceRole = 'customer' | 'agent' | 'consultant'

export interface Place {
  readonly role: PlaceRole
  /** Null for a place that nobody takes. */
  readonly name: string | null
  readonly isCustomer: boolean
}

const keyOf = (file: string): string => `aside.trainer.present.${file}`

/** What was chosen for this scenario, as far as its cast still has them; else the first ones of the cast. */
export function placesFor({ file, agents, customers }: RunRow): readonly Place[] {
  const kept = keptNames(file)
  const place = (role: PlaceRole, from: readonly string[], first: string | undefined, at: number): Place => {
    const name = kept?.[at]
    const isKept = name === null || (typeof name === 'string' && from.includes(name))
    return { role, name: kept && isKept ? name : (first ?? null), isCustomer: role === 'customer' }
  }
  const places = [place('customer', customers, customers[0], 0), place('agent', agents, agents[0], 1), place('consultant', agents, agents[1], 2)]
  return places.filter(({ role }) => role !== 'consultant' || agents.length > 1)
}

export function keepPlaces(file: string, places: readonly Place[]): void {
  sessionStorage.setItem(keyOf(file), JSON.stringify(places.map(({ name }) => name)))
}

function keptNames(file: string): unknown[] | null {
  const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(file)) ?? 'null')
  return Array.isArray(kept) ? kept : null
}
