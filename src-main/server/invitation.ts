import type { InvitationCommand, InvitationState } from '../contract/invitation.ts'
import { nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { Guests } from './guests.ts'
import type { Host, HostedRoom } from './host.ts'
import { openLan } from './lan.ts'
import type { Lan } from './lan.ts'
import { WrongCodes } from './wrong-codes.ts'

interface Open {
  readonly guests: Guests
  readonly lan: Lan
}

/** A command that could not be done, in a sentence. */
export interface NotInvited {
  readonly problem: string
}

/** The invitation to the network, as the trainer opens, watches and ends it. */
export class Invitation {
  readonly #host: Host
  readonly #port: () => number
  readonly #watchers = new Set<(state: InvitationState) => void>()
  readonly #wrongCodes = new WrongCodes()
  #open: Open | null = null
  #missed = 0
  #version = 1
  /** One command after the other: two that open at a time would listen twice. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(host: Host, port: () => number) {
    this.#host = host
    this.#port = port
    // Started again with the invitation open, a run takes its guests along.
    host.onSuccessor((room) => {
      const next = this.#open?.guests.hosted.room.name === room ? host.successorOf(room) : null
      if (next) this.#moveTo(next)
    })
  }

  state(): InvitationState {
    const { guests, lan } = this.#open ?? {}
    const open = guests && lan ? { url: lan.url, link: `${lan.url}/join/#code=${guests.code}`, code: guests.code, run: guests.hosted.room.name, seats: guests.seats(), wrongCodes: this.#missed } : null
    return { version: this.#version, addresses: this.#host.lanAddresses(), open }
  }

  watch(changed: (state: InvitationState) => void): void {
    this.#watchers.add(changed)
  }

  command(command: InvitationCommand): Promise<InvitationState | NotInvited> {
    const done = this.#last.then(() => this.#do(command))
    this.#last = done.catch(() => {})
    return done
  }

  async close(): Promise<void> {
    const open = this.#open
    this.#open = null
    await open?.lan.close()
  }

  async #do(command: InvitationCommand): Promise<InvitationState | NotInvited> {
    if (command.command === 'open') {
      const problem = await this.#begin(command.run, command.address)
      return problem === null ? this.#changed() : { problem }
    }
    if (command.command === 'close') {
      await this.close()
      return this.#changed()
    }
    const open = this.#open
    if (!open) return { problem: 'Nobody is invited; open the invitation first' }
    if (command.command === 'seat') {
      return open.guests.setOpen(command.who, command.isOpen) ? this.#changed() : { problem: `There is no seat "${command.who}" in this run` }
    }
    const viewer = open.guests.remove(command.who)
    if (viewer === null) return { problem: `Nobody sits as ${command.who}` }
    open.lan.signOut(viewer)
    return this.#changed()
  }

  /** Why it could not be opened; null when it was. */
  async #begin(run: string, wanted: string | undefined): Promise<string | null> {
    const hosted = this.#host.room(run)
    if (!hosted) return 'There is no such run'
    if (this.#open) {
      this.#moveTo(hosted)
      return null
    }
    const addresses = this.#host.lanAddresses()
    const address = wanted ?? addresses[0]
    if (address === undefined) return 'This computer is in no network; connect it to one first'
    if (!addresses.includes(address)) return `${address} is none of this computer's addresses: ${addresses.join(', ')}`
    const guests = new Guests(hosted)
    this.#missed = 0
    try {
      const lan = await openLan(this.#host, guests, address, this.#port(), { wrongCodes: this.#wrongCodes, missed: () => this.#miss(), seated: (viewer) => this.#seat(guests, viewer) })
      this.#open = { guests, lan }
      return null
    } catch (error) {
      return `Aside cannot listen at ${address}: ${error instanceof Error ? error.message : String(error)}`
    }
  }

  #moveTo(hosted: HostedRoom): void {
    const { guests } = this.#open ?? {}
    if (!guests || guests.hosted === hosted) return
    guests.moveTo(hosted)
    for (const { name, guest } of guests.seats()) if (guest !== null) void this.#takeOver(hosted.room.name, name)
    this.#changed()
  }

  #seat(guests: Guests, viewer: Viewer): void {
    void this.#takeOver(guests.hosted.room.name, nameOf(viewer))
    this.#changed()
  }

  /** Where a script plays this one, it waits from now on for what the guest does. */
  async #takeOver(run: string, who: string): Promise<void> {
    const row = this.#host.stage.runs().find(({ id }) => id === run)
    if (row?.seats[who]?.player === 'script') await this.#host.stage.direct(run, { command: 'takeOver', who })
  }

  #miss(): void {
    this.#missed += 1
    this.#changed()
  }

  #changed(): InvitationState {
    this.#version += 1
    const state = this.state()
    for (const watcher of this.#watchers) watcher(state)
    return state
  }
}
