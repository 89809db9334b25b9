import { existsSync } from 'node:fs'
import { builtPages, startAside } from '../app.ts'
import { say } from '../exit-codes.ts'
import { planOf } from '../scenario/plan.ts'
import { record } from '../scenario/record.ts'
import type { Reporter } from '../scenario/report.ts'
import type { RunRecord } from '../scenario/run-record.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { invitation, waysIn } from '../scenario/ways-in.ts'
import { durationText } from '../scenario/wording.ts'
import type { LiveOptions } from './live-options.ts'
import type { RunOptions } from './run-options.ts'

/** `aside run --serve`: the scenario in live time and on the loopback, with some of its people played by whoever comes. */

/** Plays one scenario, and waits for those who are no script. Ctrl-C stops it where it stands. */
export async function playLive(scenario: Scenario, live: LiveOptions, { seed, redact, isForMachines }: RunOptions, { onRunBegin, onProgress }: Required<Reporter>): Promise<RunRecord> {
  const aside = await startAside({ data: null, port: live.port })
  if (live.port !== 0 && aside.port !== live.port) say(`Port ${live.port} is taken; listening on ${aside.port} instead.`)
  // What clients follow leads here, unless the file says where else.
  const plan = planOf({ head: { ...scenario.head, base: scenario.head.base ?? aside.url } }, seed)
  const { live: room, lobby } = aside.host(plan)
  const stop = (): void => room.stop()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    const seats = waysIn(scenario, plan, aside.url, (viewer) => room.windowFor(viewer))
    if (!existsSync(builtPages) && Object.values(seats).some(({ player }) => player === 'person')) say('The windows are not built; "npm run build" builds them.')
    lobby.await(Object.entries(seats).flatMap(([name, { player }]) => (player === 'client' && Object.hasOwn(plan.customers, name) ? [name] : [])))
    room.setSpeed(live.speed)
    say(isForMachines ? JSON.stringify({ url: aside.url, seats }) : invitation(aside.url, seats))
    const onWaiting = (who: string, step: string | null): void => {
      // What people say stands in steps, too.
      const what = step === null ? 'to sign in' : redact ? 'its next step' : step
      say(isForMachines ? JSON.stringify({ waitingFor: who, step: what }) : `Waiting for ${who}${step === null ? ' ' : ': '}${what}`)
    }
    return await record(scenario, room, {
      plan,
      redact,
      // Whoever is waited for lives in real time.
      seats: { patience: { ms: live.patienceMs * live.speed, text: durationText(live.patienceMs) }, onWaiting, now: () => room.now(), onInput: (seen) => room.onInput(seen), onDoor: (seen) => lobby.watch(seen) },
      onBegin: onRunBegin,
      onProgress
    })
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    await aside.close()
  }
}
