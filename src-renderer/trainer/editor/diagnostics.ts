import type { Diagnostic } from '@codemirror/lint'
import type { Text } from '@codemirror/state'
import type { TextProblem } from '../../../src-main/contract/editing.ts'
import { say } from '../say.ts'

/** What is wrong with a text, at its places in the text as it is now. */
export function diagnosticsOf(doc: Text, problems: readonly TextProblem[]): Diagnostic[] {
  return problems
    .map(({ severity, line, column, endColumn, message }) => {
      const at = doc.line(Math.min(line, doc.lines))
      const from = Math.min(at.to, at.from + column - 1)
      return { from, to: Math.min(at.to, Math.max(from, at.from + endColumn - 1)), severity, message: say(message) }
    })
    .sort((one, other) => one.from - other.from)
}
