import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** The look of our tokens; they change with the theme, so that there is one look of the editor for all. */

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--text-3)', fontStyle: 'italic' },
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--accent-text)', fontWeight: '600' },
  { tag: tags.string, color: 'var(--good)' },
  { tag: [tags.content, tags.attributeValue], color: 'var(--text)' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--text-2)' },
  { tag: [tags.keyword, tags.typeName, tags.labelName], color: 'var(--private-text)' }
])

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--surface)', fontSize: 'var(--size-m)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.55', overflow: 'auto' },
  '.cm-content': { padding: '0.5rem 0', caretColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--surface-2)', color: 'var(--text-3)', border: '0', borderInlineEnd: '1px solid var(--line)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent-soft) 55%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--accent-soft)', color: 'var(--accent-text)' },
  '&.cm-focused .cm-content ::selection, .cm-content ::selection': { backgroundColor: 'var(--accent)', color: 'var(--accent-on)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--accent-soft)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--surface-3)', outline: '1px solid var(--line-strong)' },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-soft)', outline: '1px solid var(--warn)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--accent-soft)', outline: '2px solid var(--accent)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)', textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--warn)', textUnderlineOffset: '3px' },
  '.cm-gutter-lint': { width: '1.25rem' },
  '.cm-gutter-lint .cm-gutterElement': { display: 'grid', placeItems: 'center', padding: '0' },
  '.cm-lint-marker': { boxSizing: 'border-box', width: '0.875rem', height: '0.875rem', content: 'none' },
  '.cm-lint-marker-error': { borderRadius: '50%', border: '0.2rem solid var(--bad)', backgroundColor: 'var(--bad-soft)', content: '""' },
  '.cm-lint-marker-warning': { border: '0.2rem solid var(--warn)', backgroundColor: 'var(--warn-soft)', content: '""' },
  '.cm-tooltip': { border: '1px solid var(--line-strong)', borderRadius: 'var(--radius-s)', backgroundColor: 'var(--surface)', color: 'var(--text)', boxShadow: 'var(--shadow-2)', fontFamily: 'var(--font)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', fontSize: 'var(--size-s)', maxHeight: '16rem' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '0.2rem 0.5rem', color: 'var(--text)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--accent-on)' },
  '.cm-completionDetail': { color: 'inherit', fontStyle: 'normal', opacity: '1', marginInlineStart: '0.75rem' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-tooltip.cm-completionInfo': { maxWidth: '20rem', padding: '0.375rem 0.5rem', fontSize: 'var(--size-s)' },
  '.cm-meaning': { maxWidth: '24rem', padding: '0.375rem 0.5rem', fontSize: 'var(--size-s)' },
  '.cm-diagnostic': { padding: '0.25rem 0.5rem', fontFamily: 'var(--font)', fontSize: 'var(--size-s)' },
  '.cm-diagnostic-error': { borderInlineStart: '4px solid var(--bad)' },
  '.cm-diagnostic-warning': { borderInlineStart: '4px solid var(--warn)' },
  '.cm-panels': { backgroundColor: 'var(--surface-2)', color: 'var(--text)', fontFamily: 'var(--font)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '0.5rem 2rem 0.5rem 0.75rem', fontSize: 'var(--size-m)' },
  '.cm-panel.cm-search label': { fontSize: 'var(--size-s)', marginInlineEnd: '0.5rem' },
  '.cm-textfield': { minHeight: '1.75rem', padding: '0.125rem 0.5rem', border: '1px solid var(--line-strong)', borderRadius: 'var(--radius-s)', backgroundColor: 'var(--surface)', color: 'var(--text)', fontSize: 'var(--size-m)' },
  '.cm-button': { minHeight: '1.75rem', padding: '0.125rem 0.5rem', border: '1px solid var(--line)', borderRadius: 'var(--radius-s)', backgroundImage: 'none', backgroundColor: 'var(--surface)', color: 'var(--text)', fontSize: 'var(--size-m)' },
  '.cm-panel.cm-search [name=close]': { width: '1.75rem', height: '1.75rem', color: 'var(--text)', fontSize: '1.125rem' },
  '.cm-foldPlaceholder': { border: '1px solid var(--line-strong)', backgroundColor: 'var(--surface-3)', color: 'var(--text-2)', padding: '0 0.375rem' },
  '.cm-foldGutter span': { color: 'var(--text-3)', cursor: 'pointer' }
})

export const yamlTheme = [look, syntaxHighlighting(colours)]
