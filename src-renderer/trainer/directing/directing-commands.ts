import type { RunRow } from '../../../src-main/contract/control.ts'
import type { Command } from '../../shared/commands.svelte.ts'
import { m } from '../../shared/messages/messages.js'
import type { Stage } from '../stage.svelte.ts'
import { whyNotDirect, whyNotFreeze, whyNotSay, whyNotTakeOver } from './directing-words.ts'
import { sayingAs } from './saying-as.svelte.ts'

/** What can be done to a run and its people, by name and by keys. */
export function directingCommands(stage: Stage, run: RunRow): readonly Command[] {
  const people = [...run.customers, ...run.agents]
  const [first] = run.waiting
  const awaited = first && !first.isHeld ? first.who : null
  const [saying = null] = [awaited, ...people]
  return [
    run.isFrozen
      ? { id: 'trainer.freeze', title: m.directing_thaw(), keys: 'f', whyNot: whyNotFreeze(stage, run), run: () => stage.command({ command: 'thaw' }) }
      : { id: 'trainer.freeze', title: m.directing_freeze(), also: m.directing_freezeAbout(), keys: 'f', whyNot: whyNotFreeze(stage, run), run: () => stage.command({ command: 'freeze' }) },
    { id: 'trainer.fork', title: m.directing_fork(), also: m.directing_forkAbout(), keys: 'y', run: () => stage.fork() },
    { id: 'trainer.say', title: m.directing_sayAsSomebody(), keys: 'a', whyNot: whyNotSay(stage, run), run: () => (sayingAs.who = saying) },
    { id: 'trainer.openAwaited', title: m.directing_openAwaited(), keys: 'o', whyNot: awaited === null ? m.directing_whyNobodyAwaited() : null, run: () => awaited !== null && stage.openWindow(run.agents.includes(awaited) ? { agent: awaited } : { customer: awaited }) },
    { id: 'trainer.handBackAwaited', title: m.directing_handBackAwaited(), keys: 'h', whyNot: awaited === null ? m.directing_whyNobodyAwaited() : whyNotDirect(stage, run), run: () => awaited !== null && stage.command({ command: 'handBack', who: awaited }) },
    ...people.flatMap((who) => commandsFor(stage, run, who))
  ]
}

function commandsFor(stage: Stage, run: RunRow, who: string): readonly Command[] {
  const seat = run.seats[who]
  const why = whyNotDirect(stage, run)
  const isHeld = seat !== undefined && (seat.holds.length > 0 || seat.held.length > 0)
  return [
    seat?.player === 'person'
      ? { id: `trainer.takeOver.${who}`, title: m.directing_handBack({ who }), whyNot: whyNotTakeOver(stage, run, who), run: () => stage.command({ command: 'handBack', who }) }
      : { id: `trainer.takeOver.${who}`, title: m.directing_takeOver({ who }), whyNot: whyNotTakeOver(stage, run, who), run: () => stage.command({ command: 'takeOver', who }) },
    { id: `trainer.say.${who}`, title: m.directing_sayAs({ who }), whyNot: whyNotSay(stage, run), run: () => (sayingAs.who = who) },
    seat?.line
      ? { id: `trainer.line.${who}`, title: m.directing_mendOf({ who }), whyNot: why, run: () => stage.command({ command: 'network', who, fault: null, catchUp: true }) }
      : { id: `trainer.line.${who}`, title: m.directing_breakOf({ who }), whyNot: why, run: () => stage.command({ command: 'network', who, fault: { network: 'disconnect' } }) },
    isHeld
      ? { id: `trainer.hold.${who}`, title: m.directing_release({ who }), whyNot: why, run: () => stage.command({ command: 'release', who }) }
      : { id: `trainer.hold.${who}`, title: m.directing_holdOf({ who }), whyNot: why, run: () => stage.command({ command: 'hold', who, operation: null }) }
  ]
}
