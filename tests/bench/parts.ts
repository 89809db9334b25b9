import { bayeuxFanOut } from './bayeux-fan-out.ts'
import { bundles } from './bundles.ts'
import { busyCentre } from './busy-centre.ts'
import { centres } from './centres.ts'
import { consoleStart } from './console-start.ts'
import { consultsOverHttp } from './consults.ts'
import { fanOut } from './fan-out.ts'
import type { Figure } from './figures.ts'
import { fiveWindows } from './five-windows.ts'
import { growth } from './growth.ts'
import { keystroke } from './keystroke.ts'
import { language } from './language.ts'
import { library } from './library.ts'
import { peers } from './mockoon.ts'
import { moment } from './moment.ts'
import { eventsReplayed } from './replay.ts'
import { sampleRun } from './sample-run.ts'
import { sessionStarts } from './sessions.ts'

/** What is measured, by the names that `npm run bench -- consults growth` takes. */
export const parts: Readonly<Record<string, () => Figure[] | Promise<Figure[]>>> = {
  consults: consultsOverHttp,
  fanout: fanOut,
  growth,
  peers,
  bayeux: bayeuxFanOut,
  sessions: sessionStarts,
  centres,
  replay: eventsReplayed,
  busy: () => [busyCentre()],
  sample: sampleRun,
  language,
  library,
  start: async () => [await consoleStart()],
  moment,
  keystroke,
  bundles,
  windows: fiveWindows
}

/** Those that are not measured unless they are named, or `--peers` is. */
export const onDemand: readonly string[] = ['peers']
