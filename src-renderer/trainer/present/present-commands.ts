import type { Command } from '../../shared/commands.svelte.ts'
import { m } from '../../shared/messages/messages.js'
import { momentCommands } from '../moment/moment-commands.ts'
import type { Stage } from '../stage.svelte.ts'

/** What a presenter does with the keyboard alone: the run's own keys go on working, arrows go through its events. */
export function presentCommands(stage: Stage): readonly Command[] {
  const moves = momentCommands(stage)
  const arrow = (of: string, id: string, keys: string): Command[] => moves.filter((command) => command.id === of).map((command) => ({ ...command, id, keys }))
  return [
    { id: 'present.leave', title: m.moment_presentLeave(), keys: 'escape', run: () => (stage.isPresenting = false) },
    ...arrow('moment.previous', 'present.previous', 'arrowleft'),
    ...arrow('moment.next', 'present.next', 'arrowright'),
    ...arrow('moment.stepBefore', 'present.stepBefore', 'pagedown'),
    ...arrow('moment.stepAfter', 'present.stepAfter', 'pageup')
  ]
}
