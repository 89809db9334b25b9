import type { Command } from '../../shared/commands.svelte.ts'
import { m } from '../../shared/messages/messages.js'
import type { Stage } from '../stage.svelte.ts'

/** Going through the time of the run that stands on the stage, by name and by keys. */
export function momentCommands(stage: Stage): readonly Command[] {
  const { log, shown } = stage
  const present = { id: 'present.open', title: m.moment_present(), keys: 'p', whyNot: stage.run === null && stage.scenario === null ? m.trainer_whyNoScenario() : null, run: () => (stage.isPresenting = !stage.isPresenting) }
  if (!stage.run) return [present]
  const nothing = log.length === 0 ? m.moment_whyNothing() : null
  const [previous, next] = [shown.next(-1), shown.next(1)]
  const [stepBefore, stepAfter] = [shown.nextStep(-1), shown.nextStep(1)]
  const [broken] = log.broken
  return [
    { id: 'moment.previous', title: m.moment_previous(), keys: 'j', whyNot: nothing ?? (previous ? null : m.moment_whyFirst()), run: () => stage.goTo(previous) },
    // After the last event comes the run as it goes on.
    { id: 'moment.next', title: m.moment_next(), keys: 'l', whyNot: nothing ?? (shown.isPast ? null : m.moment_whyLast()), run: () => (next ? stage.goTo(next) : stage.seek(null)) },
    { id: 'moment.stepBefore', title: m.moment_stepBefore(), keys: 'shift+j', whyNot: nothing ?? (stepBefore ? null : m.moment_whyFirstStep()), run: () => stage.goTo(stepBefore) },
    { id: 'moment.stepAfter', title: m.moment_stepAfter(), keys: 'shift+l', whyNot: nothing ?? (stepAfter ? null : m.moment_whyLastStep()), run: () => stage.goTo(stepAfter) },
    { id: 'moment.first', title: m.moment_first(), whyNot: nothing, run: () => stage.goTo(log.first) },
    { id: 'moment.last', title: m.moment_last(), whyNot: nothing, run: () => stage.goTo(log.last) },
    { id: 'moment.now', title: m.moment_backToNow(), keys: 'k', whyNot: shown.isPast ? null : m.moment_whyNow(), run: () => stage.seek(null) },
    { id: 'moment.broken', title: m.moment_toBroken(), keys: 'x', whyNot: broken ? null : m.moment_whyNoneBroken(), run: () => stage.goTo(broken ?? null) },
    { id: 'moment.narrow', title: stage.isNarrow ? m.moment_wideAbout() : m.moment_narrowAbout(), keys: 'z', run: () => (stage.isNarrow = !stage.isNarrow) },
    present
  ]
}
