import { commands, isRefused } from './commands.svelte.ts'
import { desktop } from './desktop.ts'
import { getLocale } from './messages/runtime.js'

/**
 * Joins this page to the desktop shell while the component lives in whose script this stands: the native menu holds what
 * the page offers, and `show` is called with a file of the library, and a run of it if one was begun, once the page has told
 * that it listens. In a browser it does nothing.
 */
export function linkToDesktop(show: (file: string, run: string | null) => void = () => {}): void {
  const shell = desktop
  if (!shell) return
  shell.listen((message) => {
    if (message.say === 'show') return show(message.file, message.run)
    const command = commands.all().find(({ id }) => id === message.command)
    if (command) commands.use(command)
  })
  $effect(() => shell.tell({ say: 'language', language: getLocale() === 'de' ? 'de' : 'en' }))
  let told = ''
  $effect(() => {
    const offered = commands.all().map((command) => ({ id: command.id, title: command.title, keys: command.keys ?? null, isPossible: !isRefused(command) }))
    // What is offered is made anew with each step of a run, and is mostly the same.
    const text = JSON.stringify(offered)
    if (text === told) return
    told = text
    shell.tell({ say: 'commands', commands: offered })
  })
}
