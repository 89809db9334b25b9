import { untrack } from 'svelte'
import { keyOf } from './command-keys.ts'

/** Something that can be done in this page, by its name in the command palette or by its keys. */
export interface Command {
  /** Names it for good, such as `trainer.restart`: what was used last is remembered by it. */
  readonly id: string
  readonly title: string
  /** Other words by which somebody might look for it. */
  readonly also?: string
  /** `r`, `space`, `.`, `mod+s` or `alt+arrowdown`, where `mod` is Ctrl, or Cmd on a Mac. */
  readonly keys?: string | undefined
  /** Why it cannot be done now; null or left out when it can. */
  readonly whyNot?: string | null
  readonly run: () => unknown
}

type Offer = () => readonly Command[]

const recentKey = 'aside.commands.recent'
const mostRecent = 6

/** What the page's parts offer, and what of it was used last. */
class Commands {
  #offers = $state.raw<readonly Offer[]>([])
  recent = $state.raw<readonly string[]>(remembered())
  isOpen = $state(false)
  /** What was last asked for by its keys and could not be done. */
  refused = $state.raw<Command | null>(null)

  add(offer: Offer): () => void {
    this.#offers = [...this.#offers, offer]
    return () => (this.#offers = this.#offers.filter((one) => one !== offer))
  }

  /** In the order in which parts were opened; whoever offers an id later has it. */
  all(): readonly Command[] {
    return [...new Map(this.#offers.flatMap((offer) => offer().map((command) => [command.id, command] as const))).values()]
  }

  use(command: Command): void {
    this.refused = isRefused(command) ? command : null
    if (isRefused(command)) return
    this.recent = [command.id, ...this.recent.filter((id) => id !== command.id)].slice(0, mostRecent)
    localStorage.setItem(recentKey, JSON.stringify(this.recent))
    void command.run()
  }

  /** Does what a key stands for; true if it stood for something. */
  press(event: KeyboardEvent): boolean {
    const key = keyOf(event)
    if (key === null) return false
    const command = this.all().find(({ keys }) => keys === key)
    if (!command) return false
    this.use(command)
    return true
  }
}

export const commands = new Commands()

export function isRefused({ whyNot = null }: Command): boolean {
  return whyNot !== null
}

/** Offers commands while the component lives in whose script this stands. */
export function offerCommands(offer: Offer): void {
  $effect(() => untrack(() => commands.add(offer)))
}

function remembered(): readonly string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(recentKey) ?? '[]')
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}
