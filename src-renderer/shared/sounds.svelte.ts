import { alertSettings } from './alert-settings.svelte.ts'
import { sound } from './sound-kinds.ts'
import type { SoundKind } from './sound-kinds.ts'
import { windowLocks } from './window-locks.ts'

/** What windows of one browser say to each other: play this, and somebody rings. */
type Said = { readonly play: SoundKind } | { readonly rings: true } | { readonly owner: boolean }

const ownerLock = 'aside.sounds.owner'
const ringLock = 'aside.sounds.ringing'
const ringEveryMs = 2600
/** The same again so soon is the same thing in another window. */
const sameWithinMs = 600

/**
 * The sounds of all windows of one browser come out of one of them, the owner, so that five windows do not ring at once.
 * Only a window in which the browser lets sounds through may become it. Whoever rings holds a lock that goes with its window.
 */
class Sounds {
  /** The browser lets no sound through until somebody has pressed something in one of the windows. */
  isBlocked = $state(false)
  #context: AudioContext | null = null
  #isOwner = false
  #isInLine = false
  #isRingLooping = false
  #stopRinging: (() => void) | null = null
  #wantsToRing = false
  readonly #lastAt: Partial<Record<SoundKind, number>> = {}
  readonly #channel = new BroadcastChannel('aside.sounds')

  constructor() {
    this.#channel.onmessage = ({ data }: MessageEvent<Said>) => this.#heard(data)
  }

  /** Begins to listen for the press that lets sounds through. Returns the way to stop. */
  run(): () => void {
    const unlock = (): void => void this.unlock()
    const names = ['pointerdown', 'keydown'] as const
    for (const name of names) addEventListener(name, unlock)
    void this.unlock()
    return () => {
      for (const name of names) removeEventListener(name, unlock)
      this.ring(false)
    }
  }

  /** Tries to let sounds through; works at once where the browser allows it, else on a press. */
  async unlock(): Promise<void> {
    if (this.#context?.state === 'running') return
    this.#context ??= new AudioContext()
    // Without a press this promise may stay open for ever, so nothing waits for it.
    void this.#context.resume().then(() => this.#own(), () => {})
    const asSoonAsMs = 300
    await new Promise((done) => setTimeout(done, asSoonAsMs))
    if (this.#context.state !== 'running') this.isBlocked = !(await this.#hasOwner())
  }

  play(kind: SoundKind): void {
    if (this.#isOwner) return this.#sound(kind)
    this.#say({ play: kind })
  }

  /** To hear what a setting does; comes out of the window in which it was asked for. */
  try(kind: SoundKind): void {
    if (this.#context?.state === 'running') sound(this.#context, kind, alertSettings.volumeOf(kind))
  }

  /** Something rings in this window, or no longer does. */
  ring(isRinging: boolean): void {
    this.#wantsToRing = isRinging
    if (!isRinging) return void this.#stopRinging?.()
    if (this.#stopRinging) return
    this.#stopRinging = () => {}
    void windowLocks.request(ringLock, { mode: 'shared' }, () => {
      if (!this.#wantsToRing) return void (this.#stopRinging = null)
      if (this.#isOwner) void this.#ringLoop()
      else this.#say({ rings: true })
      return new Promise<void>((release) => {
        this.#stopRinging = () => {
          this.#stopRinging = null
          release()
        }
      })
    })
  }

  /** Waits its turn to be the owner, and stays it until the window goes. */
  #own(): void {
    this.isBlocked = false
    if (this.#isInLine) return
    this.#isInLine = true
    void windowLocks.request(ownerLock, { mode: 'exclusive' }, () => {
      this.#isOwner = true
      this.#say({ owner: true })
      void this.#ringLoop()
      return new Promise<never>(() => {})
    })
  }

  #heard(said: Said): void {
    if ('owner' in said) return void (this.isBlocked = false)
    if (!this.#isOwner) return
    if ('play' in said) this.#sound(said.play)
    else void this.#ringLoop()
  }

  #sound(kind: SoundKind): void {
    const now = performance.now()
    if (now - (this.#lastAt[kind] ?? -sameWithinMs) < sameWithinMs) return
    this.#lastAt[kind] = now
    const volume = alertSettings.volumeOf(kind)
    if (volume > 0 && this.#context) sound(this.#context, kind, volume)
  }

  /** Rings while any window holds the lock that says so. */
  async #ringLoop(): Promise<void> {
    if (this.#isRingLooping) return
    this.#isRingLooping = true
    while (await windowLocks.isHeld(ringLock)) {
      this.#sound('ring')
      await new Promise((done) => setTimeout(done, ringEveryMs))
    }
    this.#isRingLooping = false
  }

  async #hasOwner(): Promise<boolean> {
    return this.#isOwner || (await windowLocks.isHeld(ownerLock))
  }

  #say(said: Said): void {
    this.#channel.postMessage(said)
  }
}

export const sounds = new Sounds()
