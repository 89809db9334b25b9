import { castName } from '../contract/cast.ts'
import { phrases } from '../contract/scenario.ts'
import { parameters } from '../contract/verbs.ts'
import type { CustomerPlan } from '../contract/room-plan.ts'
import { customerViewer, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { keywords } from './act-reader.ts'
import { operationName } from './record-words.ts'
import type { AskedEntry } from './run-record.ts'
import type { Session } from './session.ts'

/**
 * Who the customers of a session are in a cast. Somebody who is not in it gets a place by the nickname. Whoever is in `apart`
 * becomes one person for each chat: only so can a scenario name a chat that is not its customer's latest.
 */
export class RecordedPeople {
  readonly customers = new Map<string, CustomerPlan>()
  readonly #ofChat = new Map<string, string>()
  readonly #ofRequest = new Map<AskedEntry, string>()
  readonly #session: Session
  readonly #own: ReadonlySet<string>

  constructor(session: Session, apart: ReadonlySet<string>) {
    this.#session = session
    this.#own = new Set(session.entries.flatMap(({ viewer }) => (viewer?.startsWith('customer:') ? [nameOf(viewer)] : [])))
    for (const entry of session.entries) if (entry.kind === 'asked' && operationName(entry.operation) === 'RequestChat') this.#meet(entry, apart)
  }

  /** The customer of a chat, by the name in the cast. */
  ofChat(chat: string): string | undefined {
    return this.#ofChat.get(chat)
  }

  /** Who asks, or is told something of a chat. */
  viewer(entry: { readonly viewer: Viewer | null }, chat: string | null): Viewer | null {
    const { viewer } = entry
    if (viewer?.startsWith('agent:')) return viewer
    const name = this.#ofRequest.get(entry as AskedEntry) ?? (chat === null ? undefined : this.#ofChat.get(chat)) ?? (viewer ? this.#ofChat.get(nameOf(viewer)) : undefined)
    return name === undefined ? null : customerViewer(name)
  }

  #meet(entry: AskedEntry, apart: ReadonlySet<string>): void {
    const { viewer, operation, answer } = entry
    const nickname = (operation as { readonly nickname?: unknown }).nickname
    if (typeof nickname !== 'string') return
    const name = this.#nameFor(viewer, nickname, apart)
    const patienceMs = viewer ? (this.#session.plan.customers[nameOf(viewer)]?.patienceMs ?? null) : null
    this.customers.set(name, { nickname, patienceMs })
    this.#ofRequest.set(entry, name)
    if (answer.chat !== undefined) this.#ofChat.set(answer.chat, name)
  }

  #nameFor(viewer: Viewer | null, nickname: string, apart: ReadonlySet<string>): string {
    const { customers } = this.#session.plan
    if (viewer) {
      const name = nameOf(viewer)
      const isNew = !this.customers.has(name)
      if (customers[name]?.nickname === nickname && (isNew || !apart.has(name))) return name
      return this.#free(name)
    }
    const alike = Object.keys(customers).find((name) => customers[name]?.nickname === nickname && customers[name].patienceMs === null)
    return alike !== undefined && !this.#own.has(alike) && !this.customers.has(alike) ? alike : this.#free(nickname)
  }

  /** A name that nobody bears and that is no word of the language. */
  #free(wanted: string): string {
    const { agents, queues } = this.#session.plan
    const fit = wanted.replace(/[^\p{L}\p{N} _.-]/gu, '').trim().slice(0, 50)
    const base = castName.safeParse(fit).success ? fit : 'Visitor'
    const words: readonly string[] = [...keywords, ...parameters, ...Object.keys(phrases), 'hint', 'points', 'with', 'within', 'as', 'id', 'network', 'hold', 'release', 'of', 'for', 'until']
    const isTaken = (name: string): boolean => [agents, queues].some((known) => Object.hasOwn(known, name)) || this.customers.has(name) || this.#own.has(name) || words.includes(name)
    let number = 1
    while (isTaken(number === 1 ? base : `${base} ${number}`)) number += 1
    return number === 1 ? base : `${base} ${number}`
  }
}
