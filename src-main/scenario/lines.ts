import type { Viewer } from '../contract/viewer.ts'
import { openWindow } from './perform.ts'
import type { Script } from './perform.ts'
import type { RunClock } from './run-clock.ts'
import type { Network } from './scenario.ts'

/** The lines that a run has broken. Whoever is cut off has no notification channel until it is back (R21). */
export class Lines {
  readonly #script: Script
  readonly #clock: RunClock
  readonly #broken = new Map<Viewer, Network>()

  constructor(script: Script, clock: RunClock) {
    this.#script = script
    this.#clock = clock
  }

  async set(step: Network): Promise<void> {
    const { of, fault, forMs, catchUp } = step
    if (fault === null) return this.#mend(of, catchUp)
    const before = this.#broken.get(of)
    this.#broken.set(of, step)
    await this.#script.client.setLine(of, fault)
    await this.#switchChannel(of, before, step)
    if (forMs === null) return
    this.#clock.ringAt(this.#clock.now + forMs, async () => {
      if (this.#broken.get(of) === step) await this.#mend(of, null)
    })
  }

  /** What was lost arrives as the mending has it, or else the breaking; other faults lose nothing. */
  async #mend(of: Viewer, catchUp: boolean | null): Promise<void> {
    const before = this.#broken.get(of)
    const hasLost = before?.fault?.network === 'drop' || before?.fault?.network === 'disconnect'
    this.#broken.delete(of)
    await this.#script.client.setLine(of, null, hasLost && (catchUp ?? before.catchUp ?? false))
    await this.#switchChannel(of, before, undefined)
  }

  async #switchChannel(of: Viewer, before: Network | undefined, after: Network | undefined): Promise<void> {
    const { client, windows } = this.#script
    const [wasCut, isCut] = [before, after].map((step) => step?.fault?.network === 'disconnect')
    if (wasCut === isCut || !windows.has(of)) return
    if (isCut) await client.ask({ viewer: of, chat: null, operation: { operationName: 'ChannelClosed' } })
    else await openWindow(of, this.#script)
  }
}
