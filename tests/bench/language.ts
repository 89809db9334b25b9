import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { openExplored, rehearse } from '../../src-main/rooms.ts'
import { explore } from '../../src-main/scenario/explore.ts'
import { warningsIn } from '../../src-main/scenario/lint.ts'
import { planOf } from '../../src-main/scenario/plan.ts'
import { readScenario } from '../../src-main/scenario/read.ts'
import { play } from '../../src-main/scenario/run.ts'
import type { Scenario } from '../../src-main/scenario/scenario.ts'
import { aside } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { figure, median, rounds, whole } from './figures.ts'
import type { Figure } from './figures.ts'

/** What the language and the command line cost. */

const opening = (title: string): string => `scenario: ${title}
cast:
  agents:
    Anna:
    Ben:
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:
steps:
  - Clara: chat
    queue: Support
    text: "Hello, where is my refund?"
  - Anna: accept
  - Anna: consult
    target: Ben
    note: "Above my limit"
  - Ben: accept
`

/** A turn of talk: three steps and an expectation, ten lines. */
const turn = (number: number): string => `  - Anna: say
    text: "One moment, please (${number})"
  - Anna: tellAgents
    text: "Can you approve ${number}?"
  - Ben: tellAgents
    text: "Yes, ${number}"
  - expect:
      - Anna hears: { text: "Yes, ${number}", visibility: Agents }
      - Clara has not heard: { from: Ben }
`

const turns = (count: number): string => Array.from({ length: count }, (_, number) => turn(number)).join('')

function medianMs(work: () => unknown): number {
  work()
  return median(
    Array.from({ length: rounds }, () => {
      const begun = performance.now()
      work()
      return performance.now() - begun
    })
  )
}

function readOf(text: string): Scenario {
  const reading = readScenario('bench.yaml', text)
  if (!('scenario' in reading)) throw new Error('the scenario of the bench cannot be read')
  return reading.scenario
}

/** Goal: under 150 ms. */
function longScenario(): Figure {
  const text = opening('A long one') + turns(1110)
  const lines = text.split('\n').length
  const ours = medianMs(() => warningsIn(readOf(text)))
  const floor = medianMs(() => parse(text))
  return figure({ what: `parse and check a scenario of ${whole(lines)} lines`, unit: 'ms', ours, floor, floorIs: 'yaml.parse alone' })
}

/** Goal: under 5 s on two cores, from the start of the process to its end. */
async function manyScenarios(): Promise<Figure> {
  const folder = freshFolder()
  mkdirSync(folder, { recursive: true })
  for (let number = 0; number < 1000; number += 1) writeFileSync(join(folder, `story-${String(number).padStart(4, '0')}.yaml`), opening(`Story ${number}`) + turns(8) + '  - Ben: leave\n  - Anna: complete\n')
  const text = opening('One') + turns(8) + '  - Ben: leave\n  - Anna: complete\n'
  const seconds: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const begun = performance.now()
    const { code, err } = await aside('run', folder)
    if (code !== 0) throw new Error(`aside run ended with ${code}: ${err}`)
    seconds.push((performance.now() - begun) / 1000)
  }
  const floor = medianMs(() => {
    for (let number = 0; number < 1000; number += 1) parse(text)
  }) / 1000
  return figure({ what: 'aside run of 1,000 scenarios of 30 steps', unit: 's', ours: median(seconds), floor, floorIs: 'yaml.parse of the same files' })
}

/** A race of six, of which the last two are refused whenever they come. */
async function exploredStates(): Promise<Figure> {
  const acts = ['Anna: type', 'Clara: type', 'Ben: typeToAgents', 'Anna: stopTyping', 'Clara: stopTyping', 'Ben: stopTypingToAgents']
  const scenario = readOf(`${opening('A race')}  - together:\n${acts.map((act) => `      - ${act}\n`).join('')}`)
  const plan = planOf(scenario)
  const rates: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const begun = performance.now()
    const { states, orders } = await explore(scenario, { plan, open: openExplored(), budget: 2000 })
    rates.push(((states + orders) * 1000) / (performance.now() - begun))
  }
  const begun = performance.now()
  const plays = 300
  for (let number = 0; number < plays; number += 1) {
    const { client, close } = rehearse(plan)
    await play(scenario, client)
    close()
  }
  const floor = (plays * 1000) / (performance.now() - begun)
  return figure({ what: 'explored states, a race of six', unit: 'a second', ours: median(rates), floor, floorIs: 'runs of the same story, played anew' })
}

export async function language(): Promise<Figure[]> {
  return [longScenario(), await manyScenarios(), await exploredStates()]
}
