import { join } from 'node:path'
import { readdirSync, readFileSync } from 'node:fs'
import type { CreateFile, Editing, NotDone, Template } from '../../contract/editing.ts'
import { withValue } from '../edit-values.ts'
import { libraryIn } from '../library.ts'
import { readUnsaved } from '../listed-scenario.ts'
import { titleIn } from '../scenario-title.ts'
import { withAnySeat } from '../seating.ts'
import { EditRefused } from '../text-places.ts'
import { checkText } from './check-text.ts'
import { editText } from './edit-text.ts'
import { editingLanguage } from './language-forms.ts'
import { LibraryFiles } from './library-files.ts'
import { rehearsed } from './rehearsal.ts'
import type { Rehearse } from './rehearsal.ts'
import { typingHelp } from './typing-help.ts'

/** The trainer's editor on one library. `templates` is a folder of files to begin from. */
export function openEditing({ folder, templates, rehearse }: { folder: string; templates: string; rehearse: Rehearse }): Editing {
  const files = new LibraryFiles(folder)
  const check: Editing['check'] = (file, text) => checkText(file, text, libraryIn(folder, folder))
  return {
    language: editingLanguage,
    templates: () => templatesIn(templates),
    read: (file) => files.read(file),
    save: ({ file, text, version }) => files.save(file, text, version),
    create: (asked) => {
      const text = textFor(asked, templates)
      return typeof text === 'string' ? files.save(asked.file, text, null) : text
    },
    copy: ({ file, to, title }) => {
      const read = files.read(file)
      if ('refused' in read) return read
      return files.save(to, title === undefined ? read.text : titled(read.text, title), null)
    },
    rename: (file, to) => files.rename(file, to),
    remove: (file) => files.remove(file),
    restore: (kept, file) => files.restore(kept, file),
    check,
    edit: (file, text, edit) => {
      try {
        const changed = editText(text, edit)
        return { ...changed, checked: check(file, changed.text) }
      } catch (error) {
        if (error instanceof EditRefused) return { refused: error.message, why: 'edit' }
        throw error
      }
    },
    help: (_file, text, line, column) => typingHelp(text, line, column),
    rehearse: async (file, text, line) => {
      const read = readUnsaved(folder, file, text, withAnySeat)
      return 'scenario' in read ? rehearsed(read.scenario, line, rehearse) : { outcome: null, told: {}, broken: [], can: null }
    }
  }
}

const emptyStory = `scenario: New scenario
cast:
  agents:
    Anna:
  queues:
    Support:
      members: [Anna]
  customers:
    Clara:

steps:
  - Clara: chat
    queue: Support
    text: "Hello"
  - Anna: accept
`

function textFor({ title, template }: CreateFile, templates: string): string | NotDone {
  if (template === null) return titled(emptyStory, title)
  if (!templatesIn(templates).some(({ name }) => name === template)) return { refused: `There is no template ${template}`, why: 'missing' }
  return titled(readFileSync(join(templates, `${template}.yaml`), 'utf8'), title)
}

function titled(text: string, title: string): string {
  try {
    return withValue(text, [titleIn(text)?.kind ?? 'scenario'], title)
  } catch {
    return text
  }
}

function templatesIn(folder: string): readonly Template[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort()
  return names.flatMap((name): Template[] => {
    const seen = titleIn(readFileSync(join(folder, name), 'utf8'))
    return seen && seen.kind !== 'part' ? [{ name: name.slice(0, -'.yaml'.length), kind: seen.kind, title: seen.title, about: seen.about }] : []
  })
}
