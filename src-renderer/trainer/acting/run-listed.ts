import type { Command } from '../../shared/commands.svelte.ts'
import { m } from '../../shared/messages/messages.js'
import type { FolderLine } from '../library-lines.ts'
import type { Library } from '../library.svelte.ts'
import type { Suites } from './suites.svelte.ts'

/** What of the library is run together: what was chosen in it, what was found, or all. */

export function whatIsListed(library: Library): { readonly button: string; readonly whyNot: string | null } {
  const { picked, isSearching, toRun, stage } = library
  const isNone = toRun === null ? stage.scenarios.length === 0 : toRun.length === 0
  const button = picked.length > 0 ? m.acting_runPicked({ count: picked.length }) : isSearching ? m.acting_runFound() : m.acting_runAll()
  return { button, whyNot: isNone ? m.acting_whyNoneToRun() : null }
}

export async function runListed(library: Library, suites: Suites): Promise<void> {
  const { picked, search, toRun } = library
  if (toRun === null) return suites.start({ title: m.acting_suiteLibrary(), folder: '' })
  await suites.start({ title: picked.length > 0 ? m.acting_suitePicked({ count: picked.length }) : m.acting_suiteFound({ words: search.trim() }), files: [...toRun] })
  library.picked = []
}

export function runFolder(suites: Suites, { name, path }: FolderLine): void {
  void suites.start({ title: name, folder: path })
}

/** For the folder that the keys are at. */
export function runFolderCommand(library: Library, suites: Suites): readonly Command[] {
  const line = library.lines[library.active]
  return line?.kind === 'folder' ? [{ id: 'acting.runFolder', title: m.acting_runFolder({ folder: line.name }), run: () => runFolder(suites, line) }] : []
}
