import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { isPacked, productionPackages } from './production.ts'

/** The portable folder: Node, the built application with what it needs, and a file that starts it. */

export interface PortableParts {
  readonly root: string
  /** As Node calls it: `linux`, `win32` or `darwin`. */
  readonly platform: string
  readonly arch: string
  /** The folder to make; what was there is gone. */
  readonly into: string
}

/** What of the checkout goes along, besides node_modules. */
const appFolders: readonly string[] = ['out/library', 'out/renderer', 'resources/docs', 'resources/scenarios', 'resources/schema']

/** Comes back with why it could not be made; null when it was. */
export function makePortable({ root, platform, arch, into }: PortableParts): string | null {
  const lacking = ['out/library/bin.js', 'out/renderer/trainer/index.html'].filter((file) => !existsSync(join(root, file)))
  if (lacking.length > 0) return `${lacking.join(' and ')} ${lacking.length > 1 ? 'are' : 'is'} not built ("npm run build" does it)`
  rmSync(into, { recursive: true, force: true })
  const program = platform === 'win32' ? 'node.exe' : 'node'
  const why = putNode(root, platform, arch, join(into, 'runtime', program))
  if (why !== null) return why
  const app = join(into, 'app')
  for (const folder of appFolders) copy(root, folder, app, (file) => !/\.(?:d\.ts|map)$/.test(file))
  for (const folder of productionPackages(root)) copy(root, folder, app, (file) => isPacked(file, platform, arch))
  cpSync(join(root, 'LICENSE'), join(app, 'LICENSE'))
  writeFileSync(join(app, 'package.json'), `${JSON.stringify(manifest(root), null, 2)}\n`)
  cpSync(join(root, 'resources/scenarios'), join(into, 'library'), { recursive: true })
  putStarters(root, platform, into)
  return null
}

/** An archive of the folder beside it, as its system unpacks them; comes back with its path, or with why there is none. */
export function archived(folder: string, platform: string): { file: string } | { why: string } {
  const [parent, name] = [dirname(folder), basename(folder)]
  const file = join(parent, `${name}.${platform === 'win32' ? 'zip' : 'tar.gz'}`)
  rmSync(file, { force: true })
  const ways: [string, string[]][] = platform === 'win32' ? [['zip', ['-qr', file, name]], ['tar', ['-a', '-cf', file, name]]] : [['tar', ['-czf', file, name]]]
  for (const [tool, args] of ways) {
    const { status } = spawnSync(tool, args, { cwd: parent, stdio: 'ignore' })
    if (status === 0) return { file }
  }
  rmSync(file, { force: true })
  return { why: `neither of ${ways.map(([tool]) => tool).join(', ')} makes an archive here; the folder itself is whole` }
}

function copy(root: string, folder: string, into: string, isWanted: (file: string) => boolean): void {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    // Packages of packages have their own line in the lock file.
    if (entry.isDirectory() && entry.name !== 'node_modules') copy(root, path, into, isWanted)
    else if (entry.isFile() && isWanted(path)) {
      mkdirSync(join(into, folder), { recursive: true })
      cpSync(join(root, path), join(into, path))
    }
  }
}

/** Node for this system lies here; for others npm has it. */
function putNode(root: string, platform: string, arch: string, into: string): string | null {
  mkdirSync(dirname(into), { recursive: true })
  const own = join(root, 'node_modules/node/bin', basename(into))
  if (platform === process.platform && arch === process.arch) {
    if (!existsSync(own)) return 'Node itself is not here ("npm rebuild node" fetches it)'
    cpSync(own, into)
  } else {
    const why = fetchedNode(root, platform, arch, into)
    if (why !== null) return why
  }
  chmodSync(into, 0o755)
  return null
}

function fetchedNode(root: string, platform: string, arch: string, into: string): string | null {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: { node: string } }
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}@${devDependencies.node}`
  const folder = mkdtempSync(join(tmpdir(), 'aside-node-'))
  try {
    const packed = spawnSync('npm', ['pack', name, '--silent', '--pack-destination', folder], { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' })
    const [tarball] = readdirSync(folder)
    if (packed.status !== 0 || tarball === undefined) return `the registry gave no ${name}`
    const member = `package/bin/${basename(into)}`
    const unpacked = spawnSync('tar', ['-xzf', tarball, member], { cwd: folder })
    if (unpacked.status !== 0 || !existsSync(join(folder, member))) return `${name} holds no ${member}`
    cpSync(join(folder, member), into)
    return null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function manifest(root: string): object {
  const { name, version, description, license, type } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>
  return { name, version, description, license, type, private: true }
}

function putStarters(root: string, platform: string, into: string): void {
  const from = join(root, 'resources/packaging/start')
  const names: readonly [string, string][] =
    platform === 'win32'
      ? [['Start Aside.cmd', 'Start Aside.cmd'], ['aside.cmd', 'aside.cmd']]
      : [['start.sh', platform === 'darwin' ? 'Start Aside.command' : 'start.sh'], ['aside.sh', 'aside.sh']]
  for (const [name, as] of names) {
    cpSync(join(from, name), join(into, as))
    chmodSync(join(into, as), 0o755)
  }
  cpSync(join(from, 'README.txt'), join(into, 'README.txt'))
}

/** In megabytes, for people. */
export function sizeOf(path: string): string {
  const found = statSync(path)
  const bytes = found.isFile() ? found.size : readdirSync(path, { recursive: true, withFileTypes: true }).reduce((sum, entry) => sum + (entry.isFile() ? statSync(join(entry.parentPath, entry.name)).size : 0), 0)
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
