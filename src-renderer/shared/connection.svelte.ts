import { io, type Socket } from 'socket.io-client'
import type { SocketAuth, SocketClock, SocketHello } from '../../src-main/contract/page.ts'
import { followRun } from './following.ts'
import { SimClock } from './sim-clock.svelte.ts'

export type Line = 'connecting' | 'open' | 'catchingUp' | 'lost' | 'signedOut'

interface Listener<Said> {
  hear(said: Said): void
  /** Reads everything by REST; what is said meanwhile waits. False if it could not be read. */
  readAll(): Promise<boolean>
}

const readAgainAfterMs = 1000

/** One viewer's stream: nothing is missed, and nothing that was missed is heard twice. */
export class Connection<Said> {
  line = $state<Line>('connecting')
  /** Its run was stopped: it can be read, and nothing more can be done in it. */
  isOver = $state(false)
  /** The trainer has ended the invitation that this window came by; nobody listens at its address any more. */
  isInvitationOver = $state(false)
  readonly clock = new SimClock()
  readonly #socket: Socket
  readonly #listener: Listener<Said>
  readonly #stopClock: () => void
  readonly #stopFollowing: () => void
  #seq: number | null = null
  #catchUpTo = 0
  /** What was said while the state was being read; null when nothing has to wait. */
  #waiting: Said[] | null = []
  #readings = 0

  constructor(token: string, listener: Listener<Said>) {
    this.#listener = listener
    this.#stopClock = this.clock.run()
    this.#socket = io({
      transports: ['websocket'],
      auth: (give) => give({ token, since: this.#seq } satisfies SocketAuth)
    })
    this.#socket.on('hello', (hello: SocketHello) => this.#welcome(hello))
    this.#socket.on('notification', (said: Said, { seq }: { seq: number }) => this.#said(said, seq))
    this.#socket.on('resync', ({ seq }: { seq: number }) => this.#startAgain(seq))
    this.#socket.on('clock', (clock: SocketClock) => this.clock.set(clock))
    this.#socket.on('invitationOver', () => {
      this.isInvitationOver = true
      this.close()
    })
    this.#socket.on('disconnect', () => this.#lost())
    this.#socket.on('connect_error', () => this.#lost())
    this.#stopFollowing = followRun(token, () => (this.isOver = true))
  }

  close(): void {
    this.#stopClock()
    this.#stopFollowing()
    this.#socket.close()
  }

  #welcome({ seq }: SocketHello): void {
    // Fewer than we have: the server does not know the stream that we were in.
    if (this.#seq === null || seq < this.#seq) return this.#startAgain(seq)
    this.#catchUpTo = seq
    if (this.#waiting !== null) return
    this.line = this.#seq < seq ? 'catchingUp' : 'open'
  }

  #startAgain(seq: number): void {
    this.#seq = seq
    this.#waiting = []
    this.line = this.line === 'connecting' ? 'connecting' : 'catchingUp'
    void this.#read(++this.#readings)
  }

  async #read(reading: number): Promise<void> {
    const isRead = await this.#listener.readAll()
    if (reading !== this.#readings || this.line === 'signedOut') return
    if (!isRead) {
      setTimeout(() => reading === this.#readings && void this.#read(reading), readAgainAfterMs)
      return
    }
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const said of waiting) this.#listener.hear(said)
    if (this.#socket.connected) this.line = 'open'
  }

  #said(said: Said, seq: number): void {
    if (this.#seq !== null && seq <= this.#seq) return
    // What lies between was lost on the way, or overtaken: who reads again misses nothing.
    if (this.#seq !== null && seq > this.#seq + 1) return this.#startAgain(seq)
    this.#seq = seq
    if (this.#waiting) this.#waiting.push(said)
    else this.#listener.hear(said)
    if (this.line === 'catchingUp' && this.#waiting === null && seq >= this.#catchUpTo) this.line = 'open'
  }

  #lost(): void {
    if (this.line === 'signedOut' || this.isInvitationOver) return
    // A socket that does not try again was turned away by the server.
    this.line = this.#socket.active ? 'lost' : 'signedOut'
  }
}
