import { EventEmitter } from 'node:events'

/** The stand-in knows what desktop/ uses and nothing else: whatever is unknown throws, so that it cannot drift in unseen. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(known, key) {
      if (typeof key === 'symbol' || key in known || key === 'then' || key === 'toJSON') {
        const value: unknown = Reflect.get(known, key)
        // Private fields are the object's own, not its proxy's.
        return typeof value === 'function' ? value.bind(known) : value
      }
      throw new Error(`The Electron stand-in knows no ${name}.${key}`)
    }
  })
}

/** Throws for an option that is not among the known ones. */
export function onlyKnown(name: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((key) => !known.includes(key))
  if (unknown !== undefined) throw new Error(`The Electron stand-in knows no ${name}: { ${unknown} }`)
}

/** An emitter of known events, whose events can be prevented. */
export class Emitter extends EventEmitter {
  readonly #name: string
  readonly #events: readonly string[]

  constructor(name: string, events: readonly string[]) {
    super()
    this.#name = name
    this.#events = events
  }

  override on(event: string, listener: (...rest: never[]) => void): this {
    if (!this.#events.includes(event)) throw new Error(`The Electron stand-in knows no event "${event}" of ${this.#name}`)
    return super.on(event, listener as (...rest: unknown[]) => void)
  }

  /** Emits and says whether somebody prevented it. */
  isPrevented(event: string, ...rest: unknown[]): boolean {
    const happening = { defaultPrevented: false, preventDefault: () => void (happening.defaultPrevented = true) }
    this.emit(event, happening, ...rest)
    return happening.defaultPrevented
  }
}
