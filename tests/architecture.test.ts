import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

/**
 * The map, kept true. `may` lists what a folder may import of ours ("types" for `import type` alone) and of others;
 * whatever is not listed is forbidden. Type imports, side-effect imports and `import()` count as imports.
 */

interface Rule {
  /** Folders or files of src-main whose values may be imported. */
  values?: readonly string[]
  /** Those of which types alone may be imported. */
  types?: readonly string[]
  /** Packages, `node:` for Node's own. */
  packages?: readonly string[]
}

const rules: Readonly<Record<string, Rule>> = {
  wire: { types: ['contract'], packages: ['zod'] },
  contract: { values: ['wire'], packages: ['zod'] },
  core: { types: ['contract', 'wire'] },
  store: { types: ['core', 'contract', 'wire'], packages: ['node:', 'better-sqlite3'] },
  engine: { values: ['core'], types: ['store', 'contract', 'wire'] },
  client: { values: ['contract', 'wire'], types: ['engine'], packages: ['socket.io-client'] },
  server: { values: ['contract', 'wire'], types: ['engine', 'store'], packages: ['node:', 'hono', '@hono/node-server', 'socket.io'] },
  scenario: { values: ['contract', 'wire'], packages: ['node:', 'csv-parse', 'yaml', 'zod'] },
  playing: { values: ['rooms.ts', 'exit-codes.ts', 'scenario'], types: ['contract'], packages: ['node:'] },
  proof: { values: ['contract', 'wire', 'core'] },
  reference: { values: ['contract', 'wire', 'core'], packages: ['zod', 'zod-openapi'] },
  machine: { packages: ['node:'] },
  desktop: { values: ['contract'], packages: ['node:', 'electron', 'zod'] },
  testing: { values: ['playing', 'app.ts', 'rooms.ts', 'commands', 'exit-codes.ts', 'scenario', 'contract'], types: ['wire'], packages: ['node:'] },
  'rooms.ts': { values: ['engine', 'store', 'client', 'scenario'], types: ['contract'], packages: ['node:'] },
  'log-keeping.ts': { values: ['engine', 'store', 'rooms.ts'], packages: ['node:'] },
  'inspector.ts': { values: ['engine', 'scenario', 'proof', 'contract'], types: ['wire', 'store'], packages: ['node:'] },
  'app.ts': { values: ['playing', 'inspector.ts', 'log-keeping.ts', 'engine', 'store', 'server', 'client', 'scenario', 'proof', 'reference', 'package-folder.ts', 'lan-addresses.ts', 'rooms.ts'], types: ['contract', 'wire'], packages: ['node:'] },
  'lan-addresses.ts': { packages: ['node:'] },
  'exit-codes.ts': { values: ['store'] },
  commands: { values: ['playing', 'app.ts', 'rooms.ts', 'log-keeping.ts', 'store', 'exit-codes.ts', 'machine', 'scenario', 'contract'], packages: ['node:', 'cac', 'uqr'] },
  'node-problem.ts': {},
  'package-folder.ts': { packages: ['node:'] },
  'bin.ts': { values: ['cli.ts', 'node-problem.ts'] },
  'library.ts': { values: ['node-problem.ts', 'testing'] },
  'cli.ts': { values: ['playing', 'app.ts', 'commands', 'exit-codes.ts', 'scenario'], types: ['contract'], packages: ['node:', 'cac'] },
  'start.ts': { values: ['commands', 'desktop', 'exit-codes.ts', 'machine'], packages: ['node:', 'cac'] },
  'main.ts': { values: ['app.ts', 'desktop', 'store'], types: ['contract'], packages: ['node:', 'electron'] },
  'preload.ts': { types: ['contract'], packages: ['electron'] }
}

const rendererRules: Readonly<Record<string, { own: readonly string[]; packages: readonly string[] }>> = {
  shared: { own: ['shared'], packages: ['svelte', 'socket.io-client', 'bits-ui', '@lucide/svelte', '@fontsource-variable/inter'] },
  trainer: { own: ['trainer', 'shared'], packages: ['svelte', 'bits-ui', '@lucide/svelte', '@codemirror', '@lezer', 'uqr', 'virtua'] },
  agent: { own: ['agent', 'shared'], packages: ['svelte', 'bits-ui', '@lucide/svelte'] },
  customer: { own: ['customer', 'shared'], packages: ['svelte', 'bits-ui', '@lucide/svelte'] },
  join: { own: ['join', 'shared'], packages: ['svelte', 'bits-ui', '@lucide/svelte'] }
}

interface Import {
  from: string
  to: string
  isType: boolean
}

const root = fileURLToPath(new URL('..', import.meta.url))
const mainFiles = globSync('src-main/**/*.ts', { cwd: root })
const rendererFiles = globSync('src-renderer/**/*.{ts,svelte}', { cwd: root }).filter((file) => !file.includes('shared/messages/'))

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  const scripts = file.endsWith('.svelte') ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script = '']) => script).join('\n') : text
  const source = ts.createSourceFile(file, scripts, ts.ScriptTarget.Latest, true)
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) found.push({ from: file, to: node.moduleSpecifier.text, isType: isTypeOnly(node) })
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ from: file, to: node.moduleSpecifier.text, isType: node.isTypeOnly })
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [to] = node.arguments
      if (to && ts.isStringLiteral(to)) found.push({ from: file, to: to.text, isType: false })
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      found.push({ from: file, to: node.argument.literal.text, isType: true })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const bindings = importClause.namedBindings
  return !importClause.name && bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.every((element) => element.isTypeOnly)
}

/** The file that a relative import means, from the project's root. */
function meant({ from, to }: Import): string | null {
  return to.startsWith('.') ? relative(root, join(root, dirname(from), to)) : null
}

/** The folder below src-main, or the file at its top. */
function partOf(file: string): string {
  return file.split('/')[1] ?? ''
}

function isPackage(to: string, allowed: readonly string[]): boolean {
  return allowed.some((name) => (name === 'node:' ? to.startsWith('node:') : to === name || to.startsWith(`${name}/`)))
}

function offence(one: Import): string | null {
  const part = partOf(one.from)
  const rule = rules[part]
  if (!rule) return `${one.from}: the map has no row for ${part}`
  const target = meant(one)
  if (target === null) return isPackage(one.to, rule.packages ?? []) ? null : `${one.from} imports ${one.to}`
  // What the shell says stands in the message files, as what the pages say does.
  if (part === 'desktop' && target.startsWith('resources/locales/')) return null
  const to = partOf(target)
  if (to === part || rule.values?.includes(to)) return null
  if (one.isType && rule.types?.includes(to)) return null
  return `${one.from} imports ${one.isType ? 'types' : 'values'} of ${target}`
}

function rendererOffence(one: Import): string | null {
  const part = partOf(one.from)
  const rule = rendererRules[part]
  if (!rule) return one.from.endsWith('svelte.config.js') ? null : `${one.from}: the map has no row for ${part}`
  const target = meant(one)
  // Made by `resources/locales/languages-apart.ts` when the windows are built.
  if (one.to === 'aside:languages') return null
  if (target === null) return isPackage(one.to, rule.packages) ? null : `${one.from} imports ${one.to}`
  if (target.startsWith('resources/')) return null
  if (target.startsWith('src-main/')) {
    const allowed = one.isType && ['wire', 'contract'].includes(partOf(target))
    return allowed ? null : `${one.from} imports ${one.isType ? 'types' : 'values'} of ${target}`
  }
  return rule.own.includes(partOf(target)) ? null : `${one.from} imports ${target}`
}

test('every folder of src-main imports only what the map allows', () => {
  expect(mainFiles.length).toBeGreaterThan(40)
  expect(mainFiles.flatMap(importsOf).flatMap((one) => offence(one) ?? [])).toEqual([])
})

test('the renderer imports no values of src-main, and no page imports another', () => {
  expect(rendererFiles.length).toBeGreaterThan(10)
  expect(rendererFiles.flatMap(importsOf).flatMap((one) => rendererOffence(one) ?? [])).toEqual([])
})

test('core reads no clock, throws no dice and touches nothing', () => {
  const forbidden = /\b(?:Date\.now|new Date\(\)|performance|Math\.random|crypto|process|console|setTimeout|setInterval|fetch|globalThis)\b/
  const guilty = mainFiles
    .filter((file) => file.startsWith('src-main/core/'))
    .flatMap((file) => readFileSync(join(root, file), 'utf8').split('\n').flatMap((line, place) => (forbidden.test(line.replace(/\/\/.*|\/\*\*.*|^\s*\*.*/, '')) ? [`${file}:${place + 1}`] : [])))
  expect(guilty).toEqual([])
})

test('no file imports itself over others, types included', () => {
  const edges = new Map<string, string[]>()
  for (const file of [...mainFiles, ...rendererFiles]) {
    edges.set(file, importsOf(file).flatMap((one) => meant(one) ?? []))
  }
  const cycles: string[] = []
  const done = new Set<string>()
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
      return
    }
    if (done.has(file)) return
    for (const next of edges.get(file) ?? []) walk(next, [...path, file])
    done.add(file)
  }
  for (const file of edges.keys()) walk(file, [])
  expect(cycles).toEqual([])
})

test('no file is a barrel or a drawer', () => {
  const drawers = [...mainFiles, ...rendererFiles].filter((file) => /(?:^|\/)(?:index|utils?|helpers?|common|types)\.(?:ts|svelte)$/.test(file))
  expect(drawers).toEqual([])
})

test('about one "any" per thousand lines, and none at a door', () => {
  const files = [...mainFiles, ...rendererFiles]
  const uses = files.flatMap((file) => readFileSync(join(root, file), 'utf8').split('\n').flatMap((line, place) => (/(?::|<|\bas) any\b/.test(line) ? [`${file}:${place + 1}`] : [])))
  const lines = files.reduce((sum, file) => sum + readFileSync(join(root, file), 'utf8').split('\n').length, 0)
  expect(uses.length).toBeLessThanOrEqual(lines / 1000)
  expect(uses.filter((use) => use.startsWith('src-main/server') || use.startsWith('src-main/wire'))).toEqual([])
})
