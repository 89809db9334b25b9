import { afterEach, beforeAll, expect, test } from 'vitest'
import { KilledConsults, killPlaces, visits, warmUp } from '../support/killed-consults.ts'
import type { KillPoint } from '../support/killed-consults.ts'
import { diceOf } from '../support/dice.ts'
import { isLong, longRuns, seed } from '../support/long-tests.ts'

/**
 * SIGKILL at every point of a consult, of a real process with a real log. What was acknowledged is there at the next start,
 * what a window was told is what the log tells, and windows that come back miss nothing and get nothing twice.
 */

beforeAll(warmUp, 30_000)

const running = new Set<KilledConsults>()

afterEach(async () => {
  for (const one of running) await one.stop()
  running.clear()
})

/** Six moments of a consult for each place, from its beginning to its end. */
function pointsOf(place: KillPoint['point']): KillPoint[] {
  const last = visits[place]
  return Array.from({ length: 6 }, (_, number) => ({ point: place, after: 1 + Math.round((number * (last - 1)) / 5) }))
}

test.each(killPlaces)('killed %s, it has lost nothing that anybody knows of', { timeout: 120_000 }, async (place) => {
  const consults = new KilledConsults()
  running.add(consults)
  for (const point of pointsOf(place)) await consults.dieAt(point)
  const { acknowledged, told } = await consults.end()
  expect(acknowledged).toBeGreaterThan(15)
  expect(told).toBeGreaterThan(40)
})

test.each(Array.from({ length: isLong ? longRuns : 0 }, (_, number) => [number]))('killed at twelve places that dice choose, it has lost nothing (%i)', { timeout: 600_000 }, async (number) => {
  const consults = new KilledConsults()
  running.add(consults)
  const roll = diceOf(seed + number)
  for (let death = 0; death < 12; death += 1) {
    const point = killPlaces[roll(killPlaces.length)] ?? 'after the answer'
    await consults.dieAt({ point, after: 1 + roll(visits[point]) })
  }
  await consults.end()
})
