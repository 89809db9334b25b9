import { randomBytes, randomInt } from 'node:crypto'
import type { InvitedSeat, OfferedSeat } from '../contract/invitation.ts'
import { agentViewer, customerViewer, nameOf } from '../contract/viewer.ts'
import type { Viewer } from '../contract/viewer.ts'
import { isSame } from './caller.ts'
import type { HostedRoom } from './host.ts'
import type { Bearer, TokenBook } from './tokens.ts'

/** No 0 and O, no 1, I and L: whoever reads it aloud is understood. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const codeLength = 6

interface Guest {
  readonly name: string
  readonly viewer: Viewer
  /** Where its window is now. */
  readonly room: string
  readonly token: string
}

/**
 * Who was let in from the network, and by which code: known to this process alone, so that a restart ends it all. Their tokens
 * are good for their own seat and at the network's doors, nowhere else, and for as long as the trainer wants.
 */
export class Guests implements TokenBook {
  /** As it is shown, `K7M-2QF`. */
  readonly code: string
  #hosted: HostedRoom
  #shut: ReadonlySet<string>
  #guests: readonly Guest[] = []
  readonly #moving = new Set<(from: string) => void>()

  constructor(hosted: HostedRoom) {
    this.#hosted = hosted
    const signs = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('')
    this.code = `${signs.slice(0, codeLength / 2)}-${signs.slice(codeLength / 2)}`
    // A supervisor sees everybody: that seat is given by hand.
    this.#shut = new Set(Object.entries(hosted.room.plan.agents).flatMap(([name, { roles }]) => (roles.includes('supervisor') ? [name] : [])))
  }

  get hosted(): HostedRoom {
    return this.#hosted
  }

  /** Whether this is the code, in a time that tells nothing of where it is not. */
  isCode(typed: string): boolean {
    const bare = (text: string): string => text.toUpperCase().replace(/[^0-9A-Z]/g, '')
    return isSame(bare(typed), bare(this.code))
  }

  seats(): InvitedSeat[] {
    return this.#people().map(({ name, kind }) => ({ name, kind, isOpen: !this.#shut.has(name), guest: this.#in(name)?.name ?? null }))
  }

  offered(): OfferedSeat[] {
    return this.seats().flatMap(({ name, kind, isOpen, guest }) => (isOpen ? [{ name, kind, isTaken: guest !== null }] : []))
  }

  /** The token of whoever takes this seat now; null where it is taken, shut or not there. */
  take(seat: string, name: string): { token: string; viewer: Viewer } | null {
    const free = this.offered().find((one) => one.name === seat && !one.isTaken)
    if (!free) return null
    const viewer = free.kind === 'agent' ? agentViewer(seat) : customerViewer(seat)
    const token = randomBytes(24).toString('base64url')
    this.#guests = [...this.#guests, { name, viewer, token, room: this.#hosted.room.name }]
    return { token, viewer }
  }

  /** False for nobody of that name in this run. */
  setOpen(seat: string, isOpen: boolean): boolean {
    if (!this.#people().some(({ name }) => name === seat)) return false
    const shut = new Set(this.#shut)
    if (isOpen) shut.delete(seat)
    else shut.add(seat)
    this.#shut = shut
    return true
  }

  /** Who had to leave; null where nobody sat. */
  remove(seat: string): Viewer | null {
    const guest = this.#in(seat)
    if (!guest) return null
    this.#guests = this.#guests.filter((one) => one !== guest)
    return guest.viewer
  }

  /** From now on the invitation is into this room. Guests whose seat is not there have none any more. */
  moveTo(hosted: HostedRoom): void {
    const from = new Set([this.#hosted.room.name, ...this.#guests.map(({ room }) => room)])
    this.#hosted = hosted
    const names = new Set(this.#people().map(({ name }) => name))
    this.#guests = this.#guests.filter(({ viewer }) => names.has(nameOf(viewer)))
    for (const moved of this.#moving) for (const room of from) moved(room)
  }

  /** Called with the room that windows are to leave. Returns the way to stop it. */
  watchMoves(moved: (from: string) => void): () => void {
    this.#moving.add(moved)
    return () => this.#moving.delete(moved)
  }

  read(token: string): Bearer | null {
    const guest = this.#guests.find((one) => one.token === token)
    return guest ? { kind: 'viewer', room: guest.room, viewer: guest.viewer } : null
  }

  /** A guest keeps its token wherever its window goes on. Throws for anybody else: nobody gets a seat in passing. */
  give(bearer: Bearer): string {
    const guest = bearer.kind === 'viewer' ? this.#guests.find(({ viewer }) => viewer === bearer.viewer) : undefined
    if (bearer.kind !== 'viewer' || !guest) throw new Error('Nobody was let in for this seat')
    this.#guests = this.#guests.map((one) => (one === guest ? { ...one, room: bearer.room } : one))
    return guest.token
  }

  /** Does this guest still sit there? */
  sits(viewer: Viewer): boolean {
    return this.#guests.some((one) => one.viewer === viewer)
  }

  #in(seat: string): Guest | undefined {
    return this.#guests.find(({ viewer }) => nameOf(viewer) === seat)
  }

  #people(): { name: string; kind: 'agent' | 'customer' }[] {
    const { agents, customers } = this.#hosted.room.plan
    return [...Object.keys(agents).map((name) => ({ name, kind: 'agent' as const })), ...Object.keys(customers).map((name) => ({ name, kind: 'customer' as const }))]
  }
}
