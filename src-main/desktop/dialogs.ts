import { dialog } from 'electron'
import type { FileFilter, MessageBoxOptions } from 'electron'
import type { Words } from './words.ts'

/** A question with two answers; the first of them is the one that does something. */
export interface Question {
  readonly message: string
  readonly detail?: string
  readonly does: string
  readonly leaves: string
  /** A tick beside the question. */
  readonly tick?: string
  readonly type?: MessageBoxOptions['type']
}

/** Null when it was left; `ticked` says whether its tick was set. */
export async function asks({ message, detail, does, leaves, tick, type = 'question' }: Question): Promise<{ ticked: boolean } | null> {
  const { response, checkboxChecked } = await dialog.showMessageBox({
    type,
    title: 'Aside',
    message,
    ...(detail === undefined ? {} : { detail }),
    ...(tick === undefined ? {} : { checkboxLabel: tick }),
    buttons: [does, leaves],
    defaultId: type === 'warning' ? 1 : 0,
    cancelId: 1,
    noLink: true
  })
  return response === 0 ? { ticked: checkboxChecked } : null
}

/** Says why the log cannot be used and offers to put it aside. */
export async function offersFreshLog(words: Words, sentence: string): Promise<boolean> {
  return (await asks({ type: 'warning', message: sentence, detail: words.oldLogKept, does: words.beginNewLog, leaves: words.quit })) !== null
}

export async function tell(words: Words, message: string, detail?: string): Promise<void> {
  await dialog.showMessageBox({ type: 'info', title: 'Aside', message, ...(detail === undefined ? {} : { detail }), buttons: [words.ok], noLink: true })
}

/** For what could not be done. */
export async function warn(words: Words, message: string): Promise<void> {
  await dialog.showMessageBox({ type: 'warning', title: 'Aside', message, buttons: [words.ok], noLink: true })
}

/** For what ends the program. */
export async function tellTrouble(words: Words, sentence: string): Promise<void> {
  await dialog.showMessageBox({ type: 'error', title: 'Aside', message: sentence, buttons: [words.quit], noLink: true })
}

/** The file or folder that was chosen; null if none was. */
export async function choosesPath(what: 'file' | 'folder', { from, filters }: { from?: string; filters?: FileFilter[] } = {}): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: what === 'file' ? ['openFile'] : ['openDirectory', 'createDirectory'],
    ...(from === undefined ? {} : { defaultPath: from }),
    ...(filters === undefined ? {} : { filters })
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** Where something is to be saved; null if it is not. */
export async function choosesPlace(proposed: string, filters: FileFilter[]): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: proposed, filters })
  return canceled || filePath === '' ? null : filePath
}
