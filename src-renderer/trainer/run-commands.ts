import type { RunRow } from '../../src-main/contract/control.ts'
import type { Command } from '../shared/commands.svelte.ts'
import { m } from '../shared/messages/messages.js'
import { say } from './say.ts'
import { active, speeds } from './stage.svelte.ts'
import type { Stage } from './stage.svelte.ts'
import { views } from './views.ts'

/** What can be done with the chosen scenario and its run, by name and by keys. */
export function runCommands(stage: Stage): readonly Command[] {
  const { run } = stage
  return [
    playing(stage),
    { id: 'trainer.step', title: m.trainer_step(), keys: '.', whyNot: whyNotStep(run), run: () => stage.command({ command: 'step' }) },
    { id: 'trainer.stop', title: m.trainer_stop(), keys: 's', whyNot: run === null ? m.trainer_whyNoRun() : active.includes(run.state) ? null : m.trainer_whyOver(), run: () => stage.command({ command: 'stop' }) },
    { id: 'trainer.restart', title: m.trainer_restart(), keys: 'r', whyNot: whyNotPlay(stage), run: () => stage.restart() },
    { id: 'trainer.atOnce', title: m.acting_atOnce(), also: m.acting_runAllAlso(), whyNot: whyNotPlay(stage), run: () => stage.playAtOnce() },
    ...speeds.map((speed) => ({ id: `trainer.speed.${speed}`, title: m.trainer_speedOf({ speed }), keys: speed < 10 ? String(speed) : '0', run: () => stage.setSpeed(speed) })),
    ...(run === null ? [] : windows(stage, run)),
    ...(stage.file === null ? [] : views.map(({ name, title }) => ({ id: `trainer.view.${name}`, title: m.trainer_viewOpen({ view: title() }), run: () => stage.show(name) })))
  ]
}

/** One key for what the first button says. */
function playing(stage: Stage): Command {
  if (stage.run?.state === 'playing') return { id: 'trainer.play', title: m.trainer_pause(), keys: 'space', run: () => stage.command({ command: 'pause' }) }
  if (stage.run?.state === 'paused') return { id: 'trainer.play', title: m.trainer_resume(), keys: 'space', run: () => stage.command({ command: 'resume' }) }
  return { id: 'trainer.play', title: m.trainer_play(), keys: 'space', whyNot: whyNotPlay(stage), run: () => stage.play() }
}

function whyNotPlay({ run, scenario, isStarting, goneFile }: Stage): string | null {
  if (isStarting) return m.trainer_whyStarting()
  if (run?.state === 'hosted') return m.trainer_whyHosted()
  if (goneFile !== null) return m.trainer_goneAbout({ file: goneFile })
  if (run === null && scenario === null) return m.trainer_whyNoScenario()
  return scenario === null || scenario.problem === null ? null : say(scenario.problem)
}

function whyNotStep(run: RunRow | null): string | null {
  switch (run?.state) {
    case undefined:
      return m.trainer_whyNoRun()
    case 'paused':
      return null
    case 'playing':
      return m.trainer_whyPauseFirst()
    case 'hosted':
      return m.trainer_whyHosted()
    default:
      return m.trainer_whyOver()
  }
}

function windows(stage: Stage, { agents, customers }: RunRow): readonly Command[] {
  const command = (name: string, run: () => unknown): Command => ({ id: `trainer.window.${name}`, title: m.trainer_openWindow({ name }), run })
  return [...customers.map((customer) => command(customer, () => stage.openWindow({ customer }))), ...agents.map((agent) => command(agent, () => stage.openWindow({ agent })))]
}
