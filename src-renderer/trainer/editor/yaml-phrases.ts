import { m } from '../../shared/messages/messages.js'

/** CodeMirror's own words, in the language of the page. */
export function yamlPhrases(): Readonly<Record<string, string>> {
  return {
    Find: m.editor_cmFind(),
    Replace: m.editor_cmReplace(),
    next: m.editor_cmNext(),
    previous: m.editor_cmPrevious(),
    all: m.editor_cmAll(),
    'match case': m.editor_cmMatchCase(),
    'by word': m.editor_cmByWord(),
    regexp: m.editor_cmRegexp(),
    replace: m.editor_cmReplaceOne(),
    'replace all': m.editor_cmReplaceAll(),
    close: m.editor_cmClose(),
    'current match': m.editor_cmCurrentMatch(),
    'on line': m.editor_cmOnLine(),
    'Go to line': m.editor_cmGoToLine(),
    go: m.editor_cmGo(),
    'Fold line': m.editor_cmFold(),
    'Unfold line': m.editor_cmUnfold(),
    'Folded lines': m.editor_cmFolded(),
    'Unfolded lines': m.editor_cmUnfolded(),
    unfold: m.editor_cmUnfold(),
    'folded code': m.editor_cmFolded(),
    Completions: m.editor_cmCompletions(),
    Diagnostics: m.editor_cmDiagnostics(),
    'No diagnostics': m.editor_cmNoDiagnostics(),
    'Control character': m.editor_cmControlCharacter()
  }
}
