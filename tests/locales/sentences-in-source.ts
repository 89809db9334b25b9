import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/**
 * The sentences that Aside says of itself, read out of the source where they are said: so that one that is changed or added there
 * is missed in the message files at once. What is filled in at run time stands as `⟨1⟩`, `⟨2⟩` ..., the same where
 * it is the same; of a choice between two wordings there are two sentences.
 */
export interface SaidInSource {
  readonly file: string
  readonly line: number
  readonly sentence: string
}

const root = fileURLToPath(new URL('../../src-main', import.meta.url))

export function sentencesIn(folders: readonly string[], isSaid: (node: ts.Expression, file: string) => boolean): readonly SaidInSource[] {
  return folders.flatMap((pattern) =>
    globSync(pattern, { cwd: root }).flatMap((file) => {
      const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true)
      const found: SaidInSource[] = []
      const visit = (node: ts.Node): void => {
        if (ts.isExpression(node) && isSaid(node, file)) {
          const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
          found.push(...wordings(node).filter(isSentence).map((parts) => ({ file, line, sentence: numbered(parts) })))
        }
        ts.forEachChild(node, visit)
      }
      visit(source)
      return found
    })
  )
}

/** Marks what is filled in, with its own words in the source. */
const hole = (words: string): string => `\0${words}\0`

/** All that an expression can come to, as far as its words stand in it. */
function wordings(node: ts.Expression): readonly string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text]
  if (ts.isParenthesizedExpression(node)) return wordings(node.expression)
  if (ts.isConditionalExpression(node)) return [...wordings(node.whenTrue), ...wordings(node.whenFalse)]
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) return [...wordings(node.left), ...wordings(node.right)]
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce<readonly string[]>((so, { expression, literal }) => so.flatMap((before) => wordings(expression).map((inside) => before + inside + literal.text)), [node.head.text])
  }
  return [hole(node.getText())]
}

/** More than what is filled in, or a single word. */
function isSentence(words: string): boolean {
  const said = words.replace(/\0[^\0]*\0/g, '\0')
  return /\p{L}{2,}\s+\S/u.test(said) || (said.includes('\0') && /\p{L}{2,}/u.test(said))
}

function numbered(words: string): string {
  const seen: string[] = []
  return words.replace(/\0([^\0]*)\0/g, (_, filled: string) => {
    if (!seen.includes(filled)) seen.push(filled)
    return `⟨${seen.indexOf(filled) + 1}⟩`
  })
}
