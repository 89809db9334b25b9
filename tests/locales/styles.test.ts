import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** Style sheets that can be mirrored: they speak of start and end, not of left and right; and every colour is a token. */

const renderer = fileURLToPath(new URL('../../src-renderer', import.meta.url))
const files = globSync('**/*.{svelte,css}', { cwd: renderer })

/** What must not mirror, or is reckoned in pixels of the screen; each with its reason. */
const physical: Readonly<Record<string, string>> = {
  'shared/HintButton.svelte': 'a bubble is placed by the pixels of the screen',
  'trainer/Lanes.svelte': 'time runs from left to right in every language'
}

function stylesOf(file: string): string {
  const text = readFileSync(join(renderer, file), 'utf8')
  const styles = file.endsWith('.css') ? text : [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, style = '']) => style).join('\n')
  return styles.replace(/\/\*[\s\S]*?\*\//g, '')
}

/** Four values of which the second and the fourth differ mean left and right. */
function isLopsided(values: string): boolean {
  const four = values.match(/[^\s(]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?/g) ?? []
  return four.length === 4 && four[1] !== four[3]
}

function physicalIn(styles: string): readonly string[] {
  const named = styles.match(/(?:^|[\s;{])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:[^;}]*|(?:text-align|float|clear)\s*:\s*(?:left|right)/g) ?? []
  const four = [...styles.matchAll(/(?:^|[\s;{])((?:margin|padding|inset|border-width|border-color|border-style)\s*:\s*([^;}]+))/g)].flatMap(([, rule = '', values = '']) => (isLopsided(values) ? [rule] : []))
  const corners = [...styles.matchAll(/(border-radius\s*:\s*([^;}]+))/g)].flatMap(([, rule = '', values = '']) => {
    const of = values.trim().split(/\s+/)
    return of.length === 4 && (of[0] !== of[1] || of[2] !== of[3]) ? [rule] : []
  })
  return [...named, ...four, ...corners].map((rule) => rule.trim().replace(/^[;{]\s*/, ''))
}

test('no style sheet speaks of left and right', () => {
  expect(files.length).toBeGreaterThan(50)
  expect(files.filter((file) => !(file in physical)).flatMap((file) => physicalIn(stylesOf(file)).map((rule) => `${file}: ${rule}`))).toEqual([])
})

test('left and right are found however they are written', () => {
  const styles = `a { margin-left: 1px; text-align: right; padding: 0 1px 0 calc(2px + 1rem); border-radius: 1px 0 0 1px; inset-inline-end: 0; margin: 1px 2px 3px 2px }\nb { left: 0; background-position: left top }`
  expect(physicalIn(styles)).toEqual(['margin-left: 1px', 'text-align: right', 'left: 0', 'padding: 0 1px 0 calc(2px + 1rem)', 'border-radius: 1px 0 0 1px'])
})

test('every colour is a token, so that each theme has its own', () => {
  const coloured = /#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(/
  const guilty = files
    .filter((file) => !['shared/tokens.css', 'customer/ShopPage.svelte'].includes(file))
    .flatMap((file) => stylesOf(file).split('\n').flatMap((line) => (coloured.test(line) ? [`${file}: ${line.trim()}`] : [])))
  expect(guilty).toEqual([])
})

test('motion stops for whoever asked for less of it', () => {
  expect(stylesOf('shared/tokens.css')).toMatch(/@media \(prefers-reduced-motion: reduce\)[\s\S]*animation-duration: 0\.001ms !important[\s\S]*transition-duration: 0\.001ms !important/)
})
