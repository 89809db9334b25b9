import type { Stage } from './contract/control.ts'
import type { Inspector } from './contract/inspection.ts'
import type { Viewer } from './contract/viewer.ts'
import { nameOf } from './contract/viewer.ts'

/** What a trainer looks up of a run: put together here, since it takes the stage, the rules and the log. */
export function openInspector({ stage, tokenFor }: { stage: Stage; tokenFor: (room: string, viewer: Viewer) => string }): Inspector {
  return {
    token: (id, viewer) => {
      const run = stage.runs().find((one) => one.id === id)
      if (!run) return null
      const { agents, customers } = run
      const isThere = viewer.startsWith('visitor:') || (viewer.startsWith('agent:') ? agents : customers).includes(nameOf(viewer))
      return isThere ? tokenFor(id, viewer) : null
    }
  }
}
