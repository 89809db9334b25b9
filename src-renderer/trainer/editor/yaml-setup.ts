import { autocompletion, completionKeymap } from '@codemirror/autocomplete'
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language'
import { lintGutter, lintKeymap } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import type { Extension } from '@codemirror/state'
import { EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, hoverTooltip, keymap, lineNumbers } from '@codemirror/view'
import type { TypingHelp } from '../../../src-main/contract/editing.ts'
import { m } from '../../shared/messages/messages.js'
import type { Reply } from '../../shared/rest.ts'
import { explained } from '../say.ts'
import { yamlPhrases } from './yaml-phrases.ts'
import { yamlTheme } from './yaml-theme.ts'

interface Setup {
  readonly lineEnd: '\n' | '\r\n'
  readonly ask: (line: number, column: number) => Promise<Reply<TypingHelp>>
}

/** All that the YAML view can do. Help comes from the server, which knows the language; colours from our tokens. */
export function yamlSetup({ lineEnd, ask }: Setup): Extension {
  return [
    EditorState.lineSeparator.of(lineEnd),
    EditorState.tabSize.of(2),
    indentUnit.of('  '),
    EditorState.phrases.of(yamlPhrases()),
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    history(),
    codeFolding(),
    foldGutter(),
    lintGutter(),
    indentOnInput(),
    bracketMatching(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    yaml(),
    yamlTheme,
    autocompletion({ override: [(context) => completions(context, ask)], icons: false }),
    hoverTooltip(async (view, at) => {
      const line = view.state.doc.lineAt(at)
      const reply = await ask(line.number, at - line.from + 1)
      const hover = reply.ok ? reply.value.hover : null
      return hover && { pos: line.from + hover.fromColumn - 1, end: line.from + hover.toColumn - 1, create: () => ({ dom: hoverBox(hover) }) }
    }),
    EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': m.editor_yamlLabel(), 'aria-description': m.editor_yamlKeys() }),
    keymap.of([...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap, indentWithTab])
  ]
}

function hoverBox({ title, text }: NonNullable<TypingHelp['hover']>): HTMLElement {
  const box = document.createElement('div')
  const name = document.createElement('strong')
  name.textContent = title
  box.className = 'cm-meaning'
  box.append(name, ` – ${explained(text)}`)
  return box
}

async function completions(context: CompletionContext, ask: Setup['ask']): Promise<CompletionResult | null> {
  const line = context.state.doc.lineAt(context.pos)
  const before = line.text.slice(0, context.pos - line.from)
  if (!context.explicit && !/[\p{L}\p{N}]$|[-:[{,] $/u.test(before)) return null
  const reply = await ask(line.number, context.pos - line.from + 1)
  if (!reply.ok || context.aborted || reply.value.completions.length === 0) return null
  const options = reply.value.completions.map(({ label, put, detail, info }, place): Completion => ({
    label,
    ...(put === undefined ? {} : { apply: put }),
    ...(detail === undefined ? {} : { detail: explained(detail) }),
    ...(info === undefined ? {} : { info: explained(info) }),
    boost: -place / 100
  }))
  return { from: line.from + reply.value.fromColumn - 1, options, validFor: /^[\p{L}\p{N} _.-]*$/u }
}
