// Loaded before Aside in a process of its own: at SIGUSR2 the wall clock is set back by a year. Monotonic time goes on.
const Real = Date
let movedMs = 0

process.on('SIGUSR2', () => {
  movedMs = -365 * 24 * 3_600_000
  process.stderr.write('set back\n')
})

globalThis.Date = class extends Real {
  constructor(...args) {
    super(...(args.length === 0 ? [Real.now() + movedMs] : args))
  }
  static now() {
    return Real.now() + movedMs
  }
}
