import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { builtPages, startAside } from '../app.ts'
import { rehearse } from '../rooms.ts'
import type { LineFault } from '../contract/client.ts'
import { customerViewer } from '../contract/viewer.ts'
import { BadInput, originsIn } from '../exit-codes.ts'
import { liveByHabit } from '../scenario/live-by-habit.ts'
import { faultPlan, planOf } from '../scenario/plan.ts'
import { play } from '../scenario/run.ts'
import type { Aside, BrokenLine, Played, PlayOptions, StartOptions } from './aside.ts'
import { faultsGiven, msGiven, roomGiven, scenariosIn } from './given.ts'
import { Hearing } from './hearing.ts'
import { People } from './people.ts'

/** Starts everything for one test. */
export async function openAside(options: StartOptions): Promise<Aside> {
  const { port = 0, clock = 'manual', data = null, base, origins } = options
  const head = roomGiven(options)
  const started = await startAside({ data: data === null ? null : resolve(data), port, clock, origins: originsIn(origins) })
  const plan = planOf({ head: base === 'own' ? { ...head, base: started.url } : head })
  const { room, live: { client }, isResumed } = started.host(plan)
  const people = new People(room.plan)
  const hearing = new Hearing(client)
  await liveByHabit(head.cast, room.plan, client)
  const ended: { at?: Promise<void> } = {}

  const close = (): Promise<void> => {
    hearing.close()
    return (ended.at ??= started.close())
  }
  return {
    url: started.url,
    port: started.port,
    isResumed,
    agent: (name) => {
      const user = people.agent(name)
      const password = room.plan.agents[user]?.password ?? ''
      const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
      return { user, password, authorization, uri: client.uriOf('agent', user) }
    },
    customer: (name) => {
      const token = started.tokenFor(room, customerViewer(people.customer(name)))
      return { token, authorization: `Bearer ${token}` }
    },
    queueUri: (name) => client.uriOf('queue', people.queue(name)),
    window: (name) => page(started.windowFor(room, people.viewer(name))),
    trainerWindow: () => page(started.trainerPage()),
    now: () => client.now(),
    advance: async (by) => {
      const byMs = msGiven(by, 'advance')
      if (clock !== 'manual') throw new BadInput("Under clock: 'live' time goes by itself; start with clock: 'manual' to move it by advance")
      await started.advance(room, byMs)
    },
    settle: () => started.settled(),
    told: (name) => hearing.told(name === undefined ? undefined : people.listener(name)),
    hears: async (name, fits) => hearing.hears(people.listener(name), fits),
    breakLine: async (name, line) => client.setLine(people.viewer(name), lineFault(line)),
    mendLine: async (name, { catchUp = false } = {}) => client.setLine(people.viewer(name), null, catchUp),
    failRequests: async (faults) => {
      const checked = faultsGiven(faults)
      for (const { of } of checked) if (of !== undefined) people.agent(of)
      await client.ask({ viewer: null, chat: null, operation: { operationName: 'SetFaults', faults: checked.map(faultPlan) } })
    },
    close,
    [Symbol.asyncDispose]: close
  }
}

/** Plays a scenario with all its rows, each in a room of its own in virtual time, as `aside run` does. */
export async function playFile(file: string, { seed, language }: PlayOptions): Promise<Played> {
  const runs = []
  for (const scenario of scenariosIn(file, language)) {
    const plan = planOf(scenario, seed)
    const { client, close } = rehearse(plan)
    try {
      runs.push({ scenario, result: await play(scenario, client, undefined, { plan }) })
    } finally {
      close()
    }
  }
  return {
    held: runs.every(({ result }) => result.held),
    problems: runs.flatMap(({ scenario, result }) => result.problems.map(({ line, text, detail }) => `${scenario.file}:${line}  ${[text, detail].filter(Boolean).join(': ')}`)),
    runs: runs.map(({ scenario: { title }, result: { held, steps, expectations } }) => ({ title, held, steps, expectations }))
  }
}

function lineFault(line: BrokenLine): LineFault {
  return line.network === 'delay' ? { network: 'delay', byMs: msGiven(line.by, 'delay') } : { network: line.network }
}

function page(address: string): string {
  if (existsSync(builtPages)) return address
  throw new BadInput('The windows are not built; in a checkout "npm run build" builds them')
}
