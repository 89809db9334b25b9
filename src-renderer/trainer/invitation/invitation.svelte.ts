import type { InvitationCommand, InvitationState } from '../../../src-main/contract/invitation.ts'
import type { Stage } from '../stage.svelte.ts'

const nobody: InvitationState = { version: 0, addresses: [], open: null }

/** Who of the network is invited, as the trainer's page knows it. */
export class Invitation {
  state = $state.raw<InvitationState>(nobody)
  isShown = $state(false)
  isBusy = $state(false)
  trouble = $state<string | null>(null)
  readonly stage: Stage

  constructor(stage: Stage) {
    this.stage = stage
    stage.tell({ connected: () => void this.#read(), invitation: (state) => this.#hear(state) })
  }

  get open(): InvitationState['open'] {
    return this.state.open
  }

  async command(command: InvitationCommand): Promise<void> {
    if (this.isBusy) return
    this.isBusy = true
    const reply = await this.stage.rest.post<InvitationState>('/control/invitation', command)
    this.isBusy = false
    this.trouble = reply.ok ? null : reply.failure.statusMessage
    if (reply.ok) this.#hear(reply.value)
  }

  async #read(): Promise<void> {
    const reply = await this.stage.rest.get<InvitationState>('/control/invitation')
    if (reply.ok) this.#hear(reply.value)
  }

  #hear(state: InvitationState): void {
    if (state.version >= this.state.version || this.state.version === 0) this.state = state
  }
}
