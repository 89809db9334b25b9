import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CAC } from 'cac'
import { BadInput, exitCodes, keepIn } from '../exit-codes.ts'
import { compactionOf, logText } from '../log-keeping.ts'
import { logIn } from '../store/log-file.ts'
import { Store } from '../store/store.ts'
import { StoreProblem } from '../store/store-problem.ts'
import { openTerminal } from './terminal.ts'

/** `aside log`: how large a log is and what it holds; and giving up what is old, after saying what. */
export function addLogCommand(cli: CAC): void {
  cli
    .command('log <what> [folder]', 'Say how large the log in a folder is and what it holds: log FOLDER; or give up what is old, after saying what: log compact FOLDER --keep 30d')
    .option('--keep <time>', 'How long ago what stays may have been, such as 30d or 12h; 0 keeps only what is not over', { default: '30d' })
    .option('--yes', 'Do it; without this, it is only said what would go')
    .action((what: string, folder: string | undefined, { keep, yes }: { keep: unknown; yes?: boolean }) => {
      process.exitCode = folder === undefined ? look(String(what)) : compact(String(what), String(folder), keep, yes === true)
    })
}

function look(folder: string): number {
  return withLog(folder, (store) => openTerminal().write(`${logText(store)}\n`))
}

function compact(what: string, folder: string, keep: unknown, isMeant: boolean): number {
  if (what !== 'compact') throw new BadInput(`"aside log ${what}" is not known; there are "aside log FOLDER" and "aside log compact FOLDER"`)
  const { ms, text } = keepIn(keep)
  return withLog(folder, (store) => {
    const { isNothing, sentences, go } = compactionOf(store, ms, text)
    const terminal = openTerminal()
    terminal.write(`${sentences.join('\n')}\n`)
    if (isNothing) return
    terminal.write(isMeant ? `${go()}\n` : 'Nothing was changed. Keep a copy of the folder if you may want it back; --yes does it.\n')
  })
}

function withLog(folder: string, act: (store: Store) => void): number {
  const file = logIn(resolve(folder))
  if (!existsSync(file)) throw new StoreProblem('missing', `There is no log in ${resolve(folder)}. Give the folder that "aside serve --data FOLDER" keeps its log in.`)
  const store = Store.open(file)
  try {
    act(store)
    return exitCodes.held
  } finally {
    store.close()
  }
}
