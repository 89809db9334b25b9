import { watch } from 'node:fs'
import type { FSWatcher } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'

/** On Linux, Node's recursive watch is one watch for each file; a watch for each folder tells as much. */
const isRecursive = process.platform === 'win32' || process.platform === 'darwin'

/** The files below a folder, and word of whatever changes there, also where the folder itself goes and comes back. */
export class FolderWatch {
  readonly #root: string
  readonly #changed: (path: string) => void
  readonly #watchers = new Map<string, FSWatcher>()

  /** `changed` gets the path of what was made, changed or removed. It does not keep the process alive. */
  constructor(root: string, changed: (path: string) => void) {
    this.#root = root
    this.#changed = changed
  }

  /** Every file below that `wanted` lets in, or null where there is no such folder. From now on changes among them are told. */
  async files(wanted: (name: string, isFolder: boolean) => boolean): Promise<string[] | null> {
    const folders = new Set<string>()
    const below = async (folder: string): Promise<string[] | null> => {
      folders.add(folder)
      // Before it is read, so that nothing comes in between unseen.
      if (folder === this.#root || !isRecursive) this.#watch(folder)
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => null)
      if (entries === null) return null
      const files = entries.filter((entry) => entry.isFile() && wanted(entry.name, false)).map((entry) => join(folder, entry.name))
      const inside = await Promise.all(entries.filter((entry) => entry.isDirectory() && wanted(entry.name, true)).map((entry) => below(join(folder, entry.name))))
      return [...files, ...inside.flatMap((some) => some ?? [])]
    }
    const files = await below(this.#root)
    if (files === null) this.#watchAbove(folders)
    for (const folder of this.#watchers.keys()) if (!folders.has(folder)) this.#forget(folder)
    return files
  }

  close(): void {
    for (const folder of this.#watchers.keys()) this.#forget(folder)
  }

  /** The nearest folder that is there tells when the missing one comes. */
  #watchAbove(folders: Set<string>): void {
    this.#forget(this.#root)
    for (let above = dirname(this.#root); ; above = dirname(above)) {
      folders.add(above)
      if (this.#watch(above) || above === dirname(above)) return
    }
  }

  #watch(folder: string): boolean {
    if (this.#watchers.has(folder)) return true
    try {
      const watcher = watch(folder, { persistent: false, recursive: isRecursive && folder === this.#root })
      watcher.on('error', () => this.#lose(folder))
      watcher.on('change', (event, name) => this.#hear(folder, event, String(name ?? '')))
      this.#watchers.set(folder, watcher)
      return true
    } catch {
      // It has just gone, or the system grants no more watches: then the list is as old as the last look at it.
      return false
    }
  }

  #hear(folder: string, event: string, name: string): void {
    const path = join(folder, name)
    // A folder that went away may come back as another one of the same name, of which its old watch knows nothing.
    if (event === 'rename') this.#forgetBelow(path)
    if (event === 'rename' && name === basename(folder)) this.#forgetBelow(folder)
    this.#changed(path)
  }

  #lose(folder: string): void {
    this.#forgetBelow(folder)
    this.#changed(folder)
  }

  #forgetBelow(path: string): void {
    for (const folder of this.#watchers.keys()) if (folder === path || folder.startsWith(`${path}${sep}`)) this.#forget(folder)
  }

  #forget(folder: string): void {
    this.#watchers.get(folder)?.close()
    this.#watchers.delete(folder)
  }
}
