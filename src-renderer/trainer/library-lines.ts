import type { ScenarioRow } from '../../src-main/contract/control.ts'
import { inOrder } from '../shared/in-language.ts'

/** The library as lines below each other: what is shown of its tree, or what was found. */

export interface FolderLine {
  readonly kind: 'folder'
  readonly key: string
  readonly path: string
  readonly name: string
  readonly isOpen: boolean
  /** How many scenarios are in it and below it, and how many of these cannot be played. */
  readonly count: number
  readonly problems: number
  readonly level: number
  readonly place: number
  readonly of: number
}

export interface FileLine {
  readonly kind: 'file'
  readonly key: string
  readonly row: ScenarioRow
  readonly level: number
  readonly place: number
  readonly of: number
}

export type Line = FolderLine | FileLine

export interface Folder {
  readonly path: string
  readonly files: ScenarioRow[]
  readonly folders: Map<string, Folder>
  count: number
  problems: number
}

export const fileKey = (file: string): string => `file:${file}`
export const folderKey = (path: string): string => `folder:${path}`

/** All folders with their files, in reading order. */
export function folderTree(rows: readonly ScenarioRow[]): Folder {
  const root: Folder = newFolder('')
  const sorted = [...rows].sort((one, other) => inOrder(one.file, other.file))
  for (const row of sorted) {
    let folder = root
    count(folder, row)
    for (const path of foldersAbove(row.file)) {
      const inside = folder.folders.get(path) ?? newFolder(path)
      folder.folders.set(path, inside)
      folder = inside
      count(folder, row)
    }
    folder.files.push(row)
  }
  return root
}

/** What stands below each other while these folders are open: the files of a folder, then its folders. */
export function linesOf(tree: Folder, open: readonly string[]): Line[] {
  return linesIn(tree, new Set(open), 1)
}

function linesIn(folder: Folder, open: ReadonlySet<string>, level: number): Line[] {
  const of = folder.files.length + folder.folders.size
  const files = folder.files.map((row, place): Line => ({ kind: 'file', key: fileKey(row.file), row, level, place: place + 1, of }))
  const folders = [...folder.folders.values()].flatMap((inside, place): Line[] => {
    const { path, count, problems } = inside
    const isOpen = open.has(path)
    const line: Line = { kind: 'folder', key: folderKey(path), path, name: folderName(path), isOpen, count, problems, level, place: folder.files.length + place + 1, of }
    return isOpen ? [line, ...linesIn(inside, open, level + 1)] : [line]
  })
  return [...files, ...folders]
}

/** The scenarios in which every word stands somewhere; those that have them all in their titles come first. */
export function foundLines(rows: readonly ScenarioRow[], words: readonly string[]): Line[] {
  const has = (text: string): boolean => {
    const lower = text.toLocaleLowerCase()
    return words.every((word) => lower.includes(word))
  }
  const found = rows.filter(({ title, about, file }) => has(`${title}\n${about}\n${file}`))
  const ordered = [...found].sort((one, other) => Number(has(other.title)) - Number(has(one.title)) || inOrder(one.file, other.file))
  return ordered.map((row, place) => ({ kind: 'file', key: fileKey(row.file), row, level: 1, place: place + 1, of: ordered.length }))
}

/** The folders that lie beside this one, itself among them. */
export function foldersAt(root: Folder, path: string): string[] {
  const above = foldersAbove(path)
  const parent = above.reduce<Folder | undefined>((folder, inside) => folder?.folders.get(inside), root)
  return [...(parent?.folders.keys() ?? [])]
}

export function wordsIn(search: string): string[] {
  return search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
}

/** `a/b` of `a/b/c.yaml`, and `a` before it. */
export function foldersAbove(file: string): string[] {
  const names = file.split('/').slice(0, -1)
  return names.map((_name, place) => names.slice(0, place + 1).join('/'))
}

/** `bank-refunds` is called Bank refunds; what has capitals already is called as its author wrote it. */
export function folderName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (/\p{Lu}/u.test(name)) return name
  const words = name.replace(/[-_]+/g, ' ').trim() || name
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}

/** `Bank refunds / Edge`; nothing for a file at the top. */
export function folderNames(file: string): string {
  return foldersAbove(file).map(folderName).join(' / ')
}

function newFolder(path: string): Folder {
  return { path, files: [], folders: new Map(), count: 0, problems: 0 }
}

function count(folder: Folder, { problem }: ScenarioRow): void {
  folder.count += 1
  if (problem !== null) folder.problems += 1
}
