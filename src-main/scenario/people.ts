import type { RoomPlan } from '../contract/room-plan.ts'

/** People by their names in the cast, as far as they are known. */
type Nicknamed = Readonly<Record<string, { readonly nickname: string }>>
type KnownCast = Pick<RoomPlan, 'agents' | 'customers'> | { readonly agents: Nicknamed; readonly customers: Nicknamed }

/** Who is who: the wire knows people by nickname, a scenario by their names in the cast. */
export class People {
  readonly #names = new Map<string, string>()

  constructor({ agents, customers }: KnownCast) {
    // Where two bear one nickname, the first of the cast is meant.
    for (const [name, { nickname }] of Object.entries(customers).reverse()) this.#names.set(`Customer ${nickname}`, name)
    for (const [name, { nickname }] of Object.entries(agents).reverse()) this.#names.set(`Agent ${nickname}`, name)
  }

  /** The name in the cast, or the nickname of somebody who is not in it. */
  nameOf({ nickname, type }: { readonly nickname: string; readonly type: 'Agent' | 'Customer' }): string {
    return this.#names.get(`${type} ${nickname}`) ?? nickname
  }
}
