import { z } from 'zod'
import { libraryFile } from './library-file.ts'

/**
 * How a trainer edits the files of the library, on `/control/editing`: reading and saving them, what is wrong with a text,
 * its story as rows, changes that leave comments and all other lines as they are, and help while typing. A text is whatever
 * stands in the editor; it need not be saved. Lines and columns count from 1.
 */

/** What YAML can hold, as JSON: a regular expression is `{ regex: '/limit/i' }`. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }

/** Where something stands: `['steps', 3, 'text']`. */
export type PlainPath = readonly (string | number)[]

export interface EditedFile {
  readonly file: string
  readonly text: string
  /** Changes with every other text. */
  readonly version: string
  /** Why it cannot be saved under this name; null when it can. */
  readonly whyNotSaved: string | null
}

export interface TextProblem {
  readonly severity: 'error' | 'warning'
  readonly line: number
  readonly column: number
  readonly endColumn: number
  readonly message: string
  /** Where the mistake is in a part or a language's texts, their file; null for the text itself. */
  readonly file: string | null
}

export type StoryRowKind = 'act' | 'wait' | 'together' | 'expect' | 'expectation' | 'caption' | 'cue' | 'goal' | 'network' | 'hold' | 'release' | 'include' | 'other'

/** One line of the story: a step, an act of a race, or one expectation. */
export interface StoryRow {
  readonly path: PlainPath
  readonly kind: StoryRowKind
  /** 1 for what stands within a race or an expectation. */
  readonly depth: 0 | 1
  readonly line: number
  readonly endLine: number
  readonly data: Plain
  /** The same as it is written, without its margin and its comments above. */
  readonly yaml: string
}

export interface CheckedText {
  readonly problems: readonly TextProblem[]
  readonly kind: 'scenario' | 'exercise' | 'part' | null
  /** Null while YAML cannot be read, so that nothing can be said of its rows. */
  readonly story: readonly StoryRow[] | null
  /** All but the steps, by key; null with the story. */
  readonly head: { readonly [key: string]: Plain } | null
}

const path = z.array(z.union([z.string().max(1000), z.int().min(0)])).min(1).max(20).readonly()
const plain: z.ZodType<Plain> = z.json()

/** A change of a text. Whatever it does not name stays byte for byte. */
export const textEdit = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set'), path, value: plain }),
  z.strictObject({ do: z.literal('unset'), path }),
  /** A step or an expectation becomes this; what is the same in it stays as it is written. */
  z.strictObject({ do: z.literal('become'), path, data: z.record(z.string(), plain) }),
  z.strictObject({ do: z.literal('rewrite'), path, yaml: z.string().max(100_000) }),
  /** Puts steps before the one at the path, or at the end of its list. */
  z.strictObject({ do: z.literal('insert'), path, steps: z.array(z.record(z.string(), plain)).min(1).max(100) }),
  z.strictObject({ do: z.literal('remove'), path }),
  z.strictObject({ do: z.literal('duplicate'), path }),
  /** To another place of the same list, counted as the list is now. */
  z.strictObject({ do: z.literal('move'), path, to: z.int().min(0) }),
  /** Gives somebody of the cast another name, wherever it stands. */
  z.strictObject({ do: z.literal('rename'), from: z.string().min(1).max(200), to: z.string().min(1).max(200) }),
  z.strictObject({ do: z.literal('kind'), kind: z.enum(['scenario', 'exercise']) })
])
export type TextEdit = z.infer<typeof textEdit>

export interface EditedText {
  readonly text: string
  readonly checked: CheckedText
  /** Where what was changed stands now; null for what is gone. */
  readonly path: PlainPath | null
}

export interface Completion {
  readonly label: string
  /** What is put in, if it is not the label. */
  readonly put?: string
  readonly kind: 'person' | 'queue' | 'verb' | 'key' | 'value' | 'step'
  readonly detail?: string
  readonly info?: string
}

export interface TypingHelp {
  /** The column where the completed word begins, in the line of the position. */
  readonly fromColumn: number
  readonly completions: readonly Completion[]
  readonly hover: { readonly fromColumn: number; readonly toColumn: number; readonly title: string; readonly text: string } | null
}

/** What came of playing the text at once, in time that nobody waits for. */
export interface RehearsedText {
  /** Null while the text has mistakes and cannot be played. */
  readonly outcome: 'held' | 'broken' | null
  /** Line of a step -> who was told of what came of it. */
  readonly told: { readonly [line: number]: readonly string[] }
  readonly broken: readonly { readonly line: number; readonly text: string; readonly detail: string }[]
  /** Person -> the verbs that make sense before the step of the line that was asked for; null without one. */
  readonly can: { readonly [name: string]: readonly string[] } | null
}

/** A key that a form can show. */
export interface FormKey {
  readonly key: string
  readonly about: string
  readonly form: 'switch' | 'number' | 'text' | 'choice' | 'duration' | 'list' | 'other'
  readonly choices: readonly string[]
}

export interface VerbForm {
  readonly verb: string
  readonly needs: readonly string[]
  readonly may: readonly string[]
  readonly about: string
  /** Its target is an agent, never a queue. */
  readonly isOnAgents: boolean
}

/** What the language knows, for lists and forms. */
export interface EditingLanguage {
  readonly agentVerbs: readonly VerbForm[]
  readonly customerVerbs: readonly VerbForm[]
  readonly phrases: readonly string[]
  readonly agentStates: readonly string[]
  readonly customerStates: readonly string[]
  readonly capabilities: readonly string[]
  readonly networks: readonly string[]
  readonly settings: readonly FormKey[]
  readonly bugs: readonly { readonly name: string; readonly about: string }[]
}

export interface Template {
  readonly name: string
  readonly kind: 'scenario' | 'exercise'
  readonly title: string
  readonly about: string
}

/** Why something was not done, in a sentence. */
export interface NotDone {
  readonly refused: string
  /** `changed`: the file is other than whoever saves it knows. */
  readonly why: 'changed' | 'exists' | 'missing' | 'outside' | 'unwritable' | 'unreadable' | 'edit'
}

const text = z.string().max(1024 * 1024)
const file = libraryFile

export const readFile = z.strictObject({ file })
/** `version`: what the saved text goes back to; null makes a new file. */
export const saveFile = z.strictObject({ file, text, version: z.string().max(100).nullable() })
/** `template`: null begins with nobody's story. */
export const createFile = z.strictObject({ file, title: z.string().min(1).max(200), template: z.string().max(100).nullable() })
export const copyFile = z.strictObject({ file, to: file, title: z.string().min(1).max(200).optional() })
export const renameFile = z.strictObject({ file, to: file })
export const removeFile = z.strictObject({ file })
export const restoreFile = z.strictObject({ kept: file, file })
export const checkText = z.strictObject({ file, text })
export const editText = z.strictObject({ file, text, edit: textEdit })
export const helpText = z.strictObject({ file, text, line: z.int().min(1), column: z.int().min(1) })
export const rehearseText = z.strictObject({ file, text, line: z.int().min(1).nullable() })

export type CreateFile = z.infer<typeof createFile>
export type SaveFile = z.infer<typeof saveFile>
export type CopyFile = z.infer<typeof copyFile>

/** What the editing door asks of the application. */
export interface Editing {
  language(): EditingLanguage
  templates(): readonly Template[]
  read(file: string): EditedFile | NotDone
  save(asked: SaveFile): EditedFile | NotDone
  create(asked: CreateFile): EditedFile | NotDone
  copy(asked: CopyFile): EditedFile | NotDone
  rename(file: string, to: string): EditedFile | NotDone
  /** `kept` brings it back. */
  remove(file: string): { readonly kept: string } | NotDone
  restore(kept: string, file: string): EditedFile | NotDone
  check(file: string, text: string): CheckedText
  edit(file: string, text: string, edit: TextEdit): EditedText | NotDone
  help(file: string, text: string, line: number, column: number): TypingHelp
  rehearse(file: string, text: string, line: number | null): Promise<RehearsedText>
}
