import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'svelte/compiler'
import { expect, test } from 'vitest'

/** Whatever people read or hear comes from the message files: no word stands in the markup, nor in a name for those who hear. */

const renderer = fileURLToPath(new URL('../../src-renderer', import.meta.url))
const components = globSync('**/*.svelte', { cwd: renderer })

/** Attributes and properties whose text people read or hear. */
const said = ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'aria-placeholder', 'title', 'placeholder', 'alt', 'label', 'hint', 'about', 'words', 'nothing', 'whyNot']

/** The names of Aside and of file formats are the same in every language. */
const sameEverywhere = /^(?:Aside|YAML|JSON|HTML|JUnit|CSV|curl|HTTP|URL|ms)$/

/** What is typed or printed as it stands. */
const sameAsTyped = ['code', 'kbd', 'samp', 'pre']

interface Node {
  readonly type: string
  readonly start: number
  readonly [name: string]: unknown
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

function inside(node: Node, without: readonly string[] = []): readonly Node[] {
  return Object.entries(node).flatMap(([name, value]) => (without.includes(name) ? [] : Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []))
}

const hasWord = (text: string): boolean => text.split(/[^\p{L}]+/u).some((word) => word.length > 1 && !sameEverywhere.test(word))

/** The texts that an expression can come to, as far as they stand in it. */
function literals(node: Node): readonly string[] {
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'string' ? [node['value']] : []
    case 'TemplateElement': {
      const { value } = node
      return typeof value === 'object' && value !== null && 'cooked' in value && typeof value.cooked === 'string' ? [value.cooked] : []
    }
    // What is asked of or compared with is not shown.
    case 'CallExpression':
      return inside(node, ['arguments']).flatMap(literals)
    case 'BinaryExpression':
      return node['operator'] === '+' ? inside(node).flatMap(literals) : []
    case 'ConditionalExpression':
      return inside(node, ['test']).flatMap(literals)
    case 'Property':
      return inside(node, ['key']).flatMap(literals)
    case 'MemberExpression':
      return inside(node, ['property']).flatMap(literals)
    default:
      return inside(node).flatMap(literals)
  }
}

/** What of a component's markup is shown or said. */
function shown(node: Node): readonly string[] {
  switch (node.type) {
    case 'Text':
      return typeof node['data'] === 'string' ? [node['data']] : []
    case 'ExpressionTag':
      return inside(node).flatMap(literals)
    case 'RegularElement':
      return sameAsTyped.includes(String(node['name'])) ? [] : inside(node).flatMap(shown)
    case 'Attribute':
      return said.includes(String(node['name'])) ? inside(node).flatMap((part) => (part.type === 'Text' ? shown(part) : literals(part))) : []
    case 'Comment':
    case 'SvelteHead':
    case 'ConstTag':
    case 'StyleDirective':
    case 'ClassDirective':
    case 'OnDirective':
    case 'BindDirective':
    case 'SpreadAttribute':
    case 'RenderTag':
    case 'AttachTag':
      return []
    case 'IfBlock':
      return inside(node, ['test']).flatMap(shown)
    case 'EachBlock':
      return inside(node, ['expression', 'key', 'context']).flatMap(shown)
    case 'KeyBlock':
    case 'AwaitBlock':
      return inside(node, ['expression']).flatMap(shown)
    case 'SnippetBlock':
      return inside(node, ['expression', 'parameters']).flatMap(shown)
    default:
      return inside(node).flatMap(shown)
  }
}

function wordsIn(source: string): readonly string[] {
  const fragment: unknown = parse(source, { modern: true }).fragment
  return isNode(fragment) ? shown(fragment).filter(hasWord).map((text) => text.trim()) : []
}

test('no word that people read or hear stands in the markup', () => {
  expect(components.length).toBeGreaterThan(50)
  const found = components.flatMap((file) => wordsIn(readFileSync(join(renderer, file), 'utf8')).map((word) => `${file}: ${word}`))
  expect(found).toEqual([])
})

test('words are found wherever they could hide', () => {
  const source = `<script lang="ts">const kind: string = 'not shown'</script>
    <p class="note" data-kind="plain">Read me</p>
    <button aria-label="Hear me" onclick={() => go('away')}>{isOpen ? 'Shut it' : m.shared_close()}</button>
    {#if kind === 'secret'}<input placeholder={\`Type \${kind} here\`} />{/if}
    <Part label={{ a: 'By name' }[kind]} name="part" />`
  expect(wordsIn(source)).toEqual(['Read me', 'Hear me', 'Shut it', 'Type', 'here', 'By name'])
})
