import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from '@playwright/test'
import { Ajv } from 'ajv'
import { Arch, build, Platform } from 'electron-builder'
import { configuration } from '../../resources/packaging/electron-builder.ts'
import { Screen } from '../support/electron-stand-in/screen.ts'

/**
 * The packages, as far as a machine without Electron's runtime can go: electron-builder packs for real, round a file that
 * has nothing of Electron but the fuses' place, and what it packed is run on the stand-in.
 */

const root = fileURLToPath(new URL('../..', import.meta.url))
const require = createRequire(import.meta.url)

function packaging(...what: string[]): { status: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['resources/packaging/package.ts', ...what], { cwd: root, encoding: 'utf8', env: { ...process.env, ASIDE_ELECTRON: '', ELECTRON_OVERRIDE_DIST_PATH: '/nowhere', ELECTRON_MIRROR: 'http://127.0.0.1:1/', electron_config_cache: join(tmpdir(), 'aside-no-cache') } })
  return { status, out: stdout + stderr }
}

/** As much of a runtime as electron-builder touches; the wire is as Electron ships it. */
function standInRuntime(folder: string): string {
  const wire = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('101010010')])
  mkdirSync(join(folder, 'resources'), { recursive: true })
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(64), wire, Buffer.alloc(64)]), { mode: 0o755 })
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox']) writeFileSync(join(folder, name), '')
  return folder
}

test("the configuration is one that electron-builder's own schema takes", () => {
  const schema = JSON.parse(readFileSync(require.resolve('app-builder-lib/scheme.json'), 'utf8')) as object
  const isValid = new Ajv({ strict: false, allErrors: true }).compile(schema)
  expect(isValid(JSON.parse(JSON.stringify(configuration))), JSON.stringify(isValid.errors)).toBe(true)
  expect(isValid({ ...configuration, electronFuses: { runAsNode: 'no' } })).toBe(false)
})

test('every package of every system is configured, with an icon that is there', () => {
  expect([configuration.linux.target, configuration.win.target, configuration.mac.target]).toEqual([['AppImage', 'deb'], ['nsis', 'portable'], ['dmg']])
  for (const { icon } of [configuration.linux, configuration.win, configuration.mac]) expect(existsSync(join(root, icon)), icon).toBe(true)
  expect(configuration.fileAssociations.map(({ ext }) => ext)).toEqual(['aside'])
  expect(configuration.protocols.flatMap(({ schemes }) => schemes)).toEqual(['aside'])
  // Windows joins shortcut and notifications by this name, which the application says too.
  expect(readFileSync(join(root, 'src-main/main.ts'), 'utf8')).toContain(`const appId = '${configuration.appId}'`)
})

test('what cannot be made here is said in one line each, and the exit code says so too', () => {
  const elsewhere = process.platform === 'darwin' ? 'nsis' : 'dmg'
  const other = packaging(elsewhere)
  expect([other.status, other.out]).toEqual([1, `not made: ${elsewhere} (it is made on ${elsewhere === 'dmg' ? 'macOS' : 'Windows'})\n`])
  const odd = packaging('floppy')
  expect(odd.status).toBe(2)
  expect(odd.out).toMatch(/^There is no floppy to make; there is portable, /)
  const own = process.platform === 'linux' ? 'AppImage' : process.platform === 'win32' ? 'nsis' : 'dmg'
  const without = packaging(own)
  expect([without.status, without.out]).toEqual([1, `not made: ${own} (Electron's runtime is not here and cannot be had (no network))\n`])
})

test.describe('packed for Linux', () => {
  test.describe.configure({ mode: 'serial' })
  test.skip(process.platform !== 'linux', 'electron-builder edits programs of other systems with their own tools')

  let folder = ''
  let packed = ''
  let listed: string[] = []

  test.beforeAll(async () => {
    test.setTimeout(180_000)
    folder = mkdtempSync(join(tmpdir(), 'aside-packed-'))
    const config = { ...configuration, electronDist: standInRuntime(join(folder, 'runtime')), directories: { ...configuration.directories, output: join(folder, 'dist') } }
    await build({ projectDir: root, targets: Platform.LINUX.createTarget('dir', Arch.x64), config, publish: 'never' })
    packed = join(folder, 'dist', 'linux-unpacked')
    const { extractAll } = (await import(require.resolve('@electron/asar'))) as { extractAll: (archive: string, into: string) => void }
    extractAll(join(packed, 'resources', 'app.asar'), join(folder, 'app'))
    listed = readdirSync(join(folder, 'app'), { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? join(entry.parentPath, entry.name).slice(folder.length + '/app/'.length) : []))
  })

  test.afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

  test('the fuses are set: nobody runs it as Node, looks into it, or loads another application by it', async () => {
    const wire = await getCurrentFuseWire(join(packed, 'aside'))
    const states = Object.fromEntries(Object.entries(wire).flatMap(([fuse, state]) => (/^\d+$/.test(fuse) ? [[FuseV1Options[Number(fuse)], state]] : [])))
    expect(states).toMatchObject({
      RunAsNode: FuseState.DISABLE,
      EnableCookieEncryption: FuseState.ENABLE,
      EnableNodeOptionsEnvironmentVariable: FuseState.DISABLE,
      EnableNodeCliInspectArguments: FuseState.DISABLE,
      EnableEmbeddedAsarIntegrityValidation: FuseState.ENABLE,
      OnlyLoadAppFromAsar: FuseState.ENABLE,
      GrantFileProtocolExtraPrivileges: FuseState.DISABLE
    })
  })

  test('it holds what runs and nothing else', () => {
    const tops = [...new Set(listed.map((file) => file.split('/').slice(0, file.startsWith('out/') || file.startsWith('resources/') ? 2 : 1).join('/')))].sort()
    expect(tops).toEqual(['LICENSE', 'node_modules', 'out/main', 'out/preload', 'out/renderer', 'package.json', 'resources/docs', 'resources/icons', 'resources/scenarios'])
    expect(listed.filter((file) => /\.(?:ts|map|md|svelte)$|node_modules\/(?:@types|electron|vite|typescript)/.test(file))).toEqual([])
    expect(listed.filter((file) => file.endsWith('.node'))).toEqual(['node_modules/better-sqlite3/prebuilds/linux-x64.node'])
    // A shared library has to lie outside the archive to be loaded.
    expect(existsSync(join(packed, 'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node'))).toBe(true)
    console.log(`app.asar holds ${listed.length} files in ${(readFileSync(join(packed, 'resources/app.asar')).length / 1_000_000).toFixed(1)} MB`)
  })

  test('what was packed is all that it needs: its windows open, and the sample plays', async ({ browser }) => {
    const home = join(folder, 'home')
    mkdirSync(home)
    cpSync(join(packed, 'resources/app.asar.unpacked'), join(folder, 'app'), { recursive: true })
    const screen = await Screen.start(browser, ['--data', join(folder, 'data'), '--port', '0'], { ASIDE_STAND_IN_HOME: home, ASIDE_STAND_IN_PACKAGED: 'yes' }, join(folder, 'app/out/main/main.js'))
    try {
      await expect.poll(() => screen.pages().length, { message: screen.said }).toBe(1)
      const [trainer] = screen.pages()
      if (!trainer) throw new Error(screen.said)
      await expect(trainer).toHaveTitle('First steps: a colleague helps, and the customer notices nothing – Aside')
      await trainer.getByRole('button', { name: "Open Anna's window" }).click()
      await expect.poll(() => screen.pages().length).toBe(2)
      expect(await trainer.evaluate(async () => (await fetch('/docs/openapi.json')).status)).toBe(200)
      expect(existsSync(join(home, 'Documents/Aside/edge'))).toBe(true)
    } finally {
      screen.process.kill('SIGKILL')
      await screen.closed
    }
  })
})
