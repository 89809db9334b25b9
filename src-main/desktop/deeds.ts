import { app, net, shell } from 'electron'
import type { ShellSettings } from '../contract/shell-settings.ts'
import { asks, choosesPath, choosesPlace, tell, warn } from './dialogs.ts'
import type { LogFile } from './log-file.ts'
import type { MenuDeeds } from './menu.ts'
import type { Opening } from './opening.ts'
import { offersReport } from './reporting.ts'
import type { ReportingParts } from './reporting.ts'
import type { Settings } from './settings.ts'
import { askForUpdate } from './updates.ts'
import type { Windows } from './windows.ts'
import { filled } from './words.ts'
import type { Words } from './words.ts'

export interface DeedParts {
  readonly origin: string
  readonly windows: Windows
  readonly settings: Settings
  readonly opening: Opening
  readonly log: LogFile
  readonly reporting: ReportingParts
  readonly words: () => Words
  readonly library: () => Promise<string>
  readonly openAll: () => void
  /** Draws menus anew after a setting changed. */
  readonly redraw: () => void
}

const settingsFilter = (words: Words): { name: string; extensions: string[] }[] => [{ name: words.settingsFiles, extensions: ['json'] }]

/** What the entries of the menu do. */
export function deedsOf(parts: DeedParts): MenuDeeds {
  const { origin, windows, settings, opening, log, reporting, words, library, openAll, redraw } = parts

  const set = (part: Partial<ShellSettings>): void => {
    const why = settings.change(part)
    redraw()
    if (why !== null) void warn(words(), filled(words().notSaved, { file: settings.file, why }))
  }
  const changeLibrary = async (folder: string | null): Promise<void> => {
    set({ library: folder })
    if ((await asks({ message: words().restartNow, does: words().restart, leaves: words().later })) === null) return
    app.relaunch()
    app.quit()
  }

  return {
    openAll,
    set,
    arrange: (how) => windows.arrange(how),
    documentation: () => void windows.open(`${origin}/docs`),
    logFolder: () => openPath(log, log.folder),
    saveReport: () => void offersReport(reporting),
    usualLibrary: () => void changeLibrary(null),
    showLibrary: () => void library().then((folder) => openPath(log, folder)),
    editSettings: () => {
      // It may not be there yet.
      settings.change({})
      openPath(log, settings.file)
    },
    openScenario: async () => {
      const path = await choosesPath('file', { from: await library(), filters: [{ name: words().scenarioFiles, extensions: ['aside', 'yaml', 'yml'] }] })
      if (path !== null) await opening.open({ kind: 'open', path })
    },
    chooseLibrary: async () => {
      const folder = await choosesPath('folder', { from: await library() })
      if (folder !== null) await changeLibrary(folder)
    },
    exportSettings: async () => {
      const place = await choosesPlace('aside-settings.json', settingsFilter(words()))
      const why = place === null ? null : settings.exportTo(place)
      if (why !== null) await warn(words(), filled(words().notSaved, { file: place ?? '', why }))
    },
    importSettings: async () => {
      const file = await choosesPath('file', { filters: settingsFilter(words()) })
      if (file === null) return
      const why = settings.importFrom(file)
      redraw()
      if (why !== null) return warn(words(), filled(words().brokenImport, { file, why }))
      await tell(words(), filled(words().imported, { file }))
    },
    checkForUpdates: () => void checkForUpdates(settings.now.updates, words())
  }
}

async function checkForUpdates(feed: string | null, words: Words): Promise<void> {
  if (feed === null) return tell(words, words.noFeed, words.noFeedDetail)
  const own = app.getVersion()
  const update = await askForUpdate(feed, own, (address, init) => net.fetch(address, init))
  if ('why' in update) return warn(words, filled(words.feedFailed, { feed, why: update.why }))
  if (!update.isNewer) return tell(words, filled(words.upToDate, { version: own, feed }))
  const wanted = await asks({ message: filled(words.newer, { version: update.version, own }), does: words.openDownloads, leaves: words.later })
  if (wanted === null) return
  // A system without a browser refuses.
  await shell.openExternal(feed).catch((error: unknown) => warn(words, filled(words.feedFailed, { feed, why: String(error) })))
}

function openPath(log: LogFile, path: string): void {
  void shell.openPath(path).then((why) => {
    if (why !== '') log.note('a folder did not open', { path, why })
  })
}
