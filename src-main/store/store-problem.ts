/** Why a log cannot be used or written, in a sentence for people. The file is never touched. */
export class StoreProblem extends Error {
  readonly kind: 'missing' | 'damaged' | 'newer' | 'foreign' | 'in_use' | 'not_writable' | 'full' | 'given_up'

  constructor(kind: StoreProblem['kind'], sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.name = 'StoreProblem'
    this.kind = kind
  }

  /** The same about another file: of a copy, nobody knows where it lies. */
  of(copy: string, file: string): StoreProblem {
    return new StoreProblem(this.kind, this.message.replaceAll(copy, file), this.cause)
  }
}

/** A problem of this kind is met by a fresh log beside the old one, which is kept as it is. */
export function isMetByFreshLog(problem: StoreProblem): boolean {
  return problem.kind === 'damaged' || problem.kind === 'newer' || problem.kind === 'foreign'
}

/** What SQLite's own error means for somebody who opened or writes the log at `file`; anything else is thrown on. */
export function problemOf(error: unknown, file: string): StoreProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new StoreProblem('in_use', `The log ${file} is in use by another Aside. Close that one, or start this one with another --data folder.`, error)
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new StoreProblem('damaged', `The log ${file} is damaged (${message(error)}). It is kept as it is; --fresh puts it aside and begins a new one.`, error)
  }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM' || code === 'SQLITE_AUTH') {
    return new StoreProblem('not_writable', `The log ${file} cannot be written (${message(error)}). Give Aside a --data folder that it may write to.`, error)
  }
  if (code.startsWith('SQLITE_FULL') || code.startsWith('SQLITE_IOERR')) {
    return new StoreProblem('full', `The log ${file} cannot be written (${message(error)}). Make room on the disk; what was acknowledged is kept.`, error)
  }
  throw error
}

/** The same of a log that is being opened: our own statements do not fit it only where its tables were changed. */
export function problemAtOpening(error: unknown, file: string): StoreProblem {
  const isOurs = !(error instanceof Error) || !('code' in error) || error.code !== 'SQLITE_ERROR'
  return isOurs ? problemOf(error, file) : new StoreProblem('damaged', `The log ${file} is damaged (${message(error).replaceAll('\n', ' ')}). It is kept as it is; --fresh puts it aside and begins a new one.`, error)
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
