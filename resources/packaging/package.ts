import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, Platform } from 'electron-builder'
import { runtimeHad } from '../../src-main/machine/electron-runtime.ts'
import { configuration } from './electron-builder.ts'
import { archived, makePortable, sizeOf } from './portable.ts'

/**
 * `npm run package [-- WHAT...]`: what this machine can make of Aside, into `dist/`, a line for each thing that was made or
 * could not be, and why. Without a name: the portable folder and the packages of this system. Exit codes: 0 all that was
 * asked for is there, 1 something could not be made, 2 something was asked for that there is not.
 */

const root = fileURLToPath(new URL('../..', import.meta.url))
const dist = join(root, 'dist')

/** The packages by the system that makes them. */
const packages: Readonly<Record<string, readonly string[]>> = { linux: ['AppImage', 'deb'], win32: ['nsis', 'portable-exe'], darwin: ['dmg'] }
const systems: Readonly<Record<string, string>> = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' }
const portables = ['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-x64', 'darwin-arm64']

type Outcome = { readonly what: string; readonly files: readonly string[] } | { readonly what: string; readonly why: string }

const own = `${process.platform}-${process.arch}`
const known = ['portable', ...portables.map((one) => `portable:${one}`), ...Object.values(packages).flat()]
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')} to make; there is ${known.join(', ')}.\n`)
  process.exit(2)
}
const wanted = asked.length > 0 ? asked : ['portable', ...(packages[process.platform] ?? [])]

function portable(name: string): Outcome {
  const [platform = '', arch = ''] = (name.split(':')[1] ?? own).split('-')
  const folder = join(dist, `aside-portable-${platform}-${arch}`)
  const why = makePortable({ root, platform, arch, into: folder })
  if (why !== null) return { what: name, why }
  const archive = archived(folder, platform)
  if ('why' in archive) process.stdout.write(`${name}: ${archive.why}\n`)
  return { what: name, files: [folder, ...('file' in archive ? [archive.file] : [])] }
}

/** Electron's packages need its runtime, and a machine of their own system. */
async function electron(names: readonly string[]): Promise<Outcome[]> {
  const here = packages[process.platform] ?? []
  const elsewhere = names.filter((name) => !here.includes(name))
  const outcomes: Outcome[] = elsewhere.map((name) => ({ what: name, why: `it is made on ${systems[Object.keys(packages).find((system) => packages[system]?.includes(name)) ?? ''] ?? 'another system'}` }))
  const ours = names.filter((name) => here.includes(name))
  if (ours.length === 0) return outcomes
  const runtime = await runtimeHad(AbortSignal.timeout(120_000))
  if ('why' in runtime) return [...outcomes, ...ours.map((what) => ({ what, why: `Electron's runtime ${runtime.why}` }))]
  for (const what of ours) outcomes.push(await built(what, dirname(runtime.path)))
  return outcomes
}

async function built(what: string, electronDist: string): Promise<Outcome> {
  const target = what === 'portable-exe' ? 'portable' : what
  try {
    const files = await build({ targets: Platform.current().createTarget(target), config: { ...configuration, electronDist }, publish: 'never' })
    return { what, files: files.filter((file) => !file.endsWith('.blockmap')) }
  } catch (error) {
    return { what, why: (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? 'it failed' }
  }
}

/** For "Check for Updates" of those who put these files on the web. */
function writeLatest(outcomes: readonly Outcome[]): void {
  const files = outcomes.flatMap((one) => ('files' in one ? one.files : [])).filter((file) => statSync(file).isFile())
  if (files.length === 0) return
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const told = files.map((file) => ({ name: basename(file), size: statSync(file).size, sha512: createHash('sha512').update(readFileSync(file)).digest('base64') }))
  writeFileSync(join(dist, 'latest.json'), `${JSON.stringify({ version, files: told }, null, 2)}\n`)
}

const outcomes: Outcome[] = [...wanted.filter((name) => name.startsWith('portable') && name !== 'portable-exe').map(portable), ...(await electron(wanted.filter((name) => !name.startsWith('portable') || name === 'portable-exe')))]
if (existsSync(dist) && readdirSync(dist).length > 0) writeLatest(outcomes)
for (const one of outcomes) {
  const line = 'why' in one ? `not made: ${one.what} (${one.why})` : `made: ${one.files.map((file) => `${relative(root, file)} (${sizeOf(file)})`).join(', ')}`
  process.stdout.write(`${line}\n`)
}
const others = Object.entries(packages).flatMap(([system, names]) => (system === process.platform ? [] : `${names.join(' and ')} on ${systems[system]}`))
if (asked.length === 0) process.stdout.write(`Made elsewhere: ${others.join(', ')}. The portable folder of another system is made here: ${portables.filter((one) => one !== own).map((one) => `portable:${one}`).join(', ')}.\n`)
process.exitCode = outcomes.some((one) => 'why' in one) ? 1 : 0
