import { nodeProblem } from './node-problem.ts'
import type { Aside, Played, PlayOptions, StartOptions } from './testing/aside.ts'

/**
 * `import { startAside } from 'aside'`: engine, API, sockets and windows inside somebody's test, under a clock that the test
 * moves. Nothing is loaded before it is asked for, so that an old Node is told so instead of crashing.
 */

export type { AgentAccess, Aside, BrokenLine, CustomerAccess, Duration, Played, PlayedRun, PlayOptions, StartOptions, ToldFrame } from './testing/aside.ts'

/**
 * Starts an Aside on the loopback with its own port, log and clock; several in one process do not hear each other. Throws an
 * error that says what to do: for options that are wrong, a file that cannot be read, a log that cannot be used, or a Node
 * older than 22.
 *
 * @example
 * const aside = await startAside({
 *   cast: { agents: { Anna: null, Ben: null }, queues: { Support: { members: ['Anna'] } }, customers: { Clara: null } }
 * })
 * // ... clients of your own sign in, and Anna consults Ben ...
 * await aside.advance('30s')
 * expect(aside.told('Anna').at(-1)?.said).toMatchObject({ notificationType: 'Error' })
 * await aside.close()
 */
export async function startAside(options: StartOptions): Promise<Aside> {
  refuseOldNode()
  const { openAside } = await import('./testing/open-aside.ts')
  return openAside(options)
}

/**
 * Plays a scenario's steps in a room of its own in virtual time, as `aside run FILE` does, and says what held. Throws for a
 * file that cannot be read.
 *
 * @example
 * expect((await playScenario('scenarios/refund.yaml')).problems).toEqual([])
 */
export async function playScenario(file: string, options: PlayOptions = {}): Promise<Played> {
  refuseOldNode()
  const { playFile } = await import('./testing/open-aside.ts')
  return playFile(file, options)
}

function refuseOldNode(): void {
  const problem = nodeProblem(process.versions.node)
  if (problem !== null) throw new Error(problem)
}
