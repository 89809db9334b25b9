import { cpSync, globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { browserForTests } from '../support/browser.ts'
import { copyExample, installed, runsNode, runsTool } from '../support/installed.ts'
import type { Installed } from '../support/installed.ts'

/** Aside as a package in somebody else's folder: its declarations, its command, and the examples that people copy. */

let there: Installed

beforeAll(async () => {
  there = await installed()
}, 240_000)

const strict = { strict: true, noEmit: true, target: 'es2022', module: 'nodenext', exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, allowImportingTsExtensions: true }

/** Type-checks files of their folder; the declarations of everybody whom they import too, if told so. */
async function complaintsOf(files: readonly string[], compilerOptions: object): Promise<string> {
  const config = `tsconfig.${files[0]?.replaceAll('/', '-')}.json`
  writeFileSync(join(there.folder, config), JSON.stringify({ compilerOptions: { ...strict, ...compilerOptions }, files }))
  const { code, out } = await runsTool('typescript/bin/tsc', ['-p', config], there.folder)
  return code === 0 ? '' : out
}

test('the package holds what runs, its licence and its declarations, and no maps, tests or sources', () => {
  const { files, size, unpackedSize } = there.packed
  const all = files.join('\n')
  for (const wanted of ['LICENSE', 'README.md', 'out/library/library.js', 'out/library/library.d.ts', 'out/library/bin.js', 'out/renderer/agent/index.html', 'out/main/main.js', 'resources/schema/scenario.schema.json', 'resources/examples/vitest/consult.test.ts']) {
    expect(files).toContain(wanted)
  }
  expect(all).not.toMatch(/\.map$|^tests\/|^src-|tsconfig|package-lock/m)
  expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.startsWith('resources/examples/'))).toEqual([])
  expect(size).toBeLessThan(1_500_000)
  expect(unpackedSize).toBeLessThan(5_000_000)
})

test('the declarations hold under the strictest checks, those of the libraries behind them included', async () => {
  cpSync(new URL('consumer', import.meta.url), join(there.folder, 'consumer'), { recursive: true })
  expect(await complaintsOf(['consumer/asks.ts'], { skipLibCheck: false, types: ['node'], lib: ['es2022'] })).toBe('')
}, 60_000)

test('plain JavaScript starts several Asides in one process, which do not hear each other', async () => {
  writeFileSync(join(there.folder, 'two.js'), `
    import { startAside } from 'aside'
    const cast = { agents: { Anna: { ready: 'onStart' } }, queues: { Support: { members: ['Anna'] } }, customers: { Clara: null } }
    const [one, other] = await Promise.all([startAside({ cast }), startAside({ cast })])
    const { authorization } = one.customer('Clara')
    const body = JSON.stringify({ operationName: 'RequestChat', nickname: 'Clara', endpoint: 'Support' })
    const ask = (aside) => fetch(aside.url + '/api/v2/chats', { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body })
    const statuses = [(await ask(one)).status, (await ask(other)).status]
    await one.advance('40s')
    console.log(JSON.stringify({ statuses, told: [one.told('Anna').length > 0, other.told().length], now: [one.now(), other.now()] }))
    await one.close()
    await other.close()
  `)
  const { code, out, err } = await runsNode(['two.js'], there.folder)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(JSON.parse(out)).toEqual({ statuses: [200, 403], told: [true, 0], now: [40_000, 0] })
})

test('the command plays and checks what is installed with it', async () => {
  const bin = 'node_modules/aside/out/library/bin.js'
  const scenario = 'node_modules/aside/resources/scenarios/consult-not-answered.yaml'
  const played = await runsNode([bin, 'run', scenario], there.folder)
  expect(played.code).toBe(0)
  expect(played.out).toContain('all held')
  expect(await runsNode([bin, 'check', scenario], there.folder)).toMatchObject({ code: 0 })
  expect(await runsNode([bin, 'run', 'nothing.yaml'], there.folder)).toMatchObject({ code: 2, out: '' })
})

test('an old Node is told so before SQLite is loaded, which would crash it', async () => {
  const asOld = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.19.0'});process.dlopen=()=>{process.stderr.write('SQLite was loaded');process.exit(9)}`
  const sentence = 'Aside needs Node 22 or newer and found 20.19.0. Install a newer Node, or choose one for this folder alone: npm install --save-dev node@24\n'
  const command = await runsNode(['--import', asOld, 'node_modules/aside/out/library/bin.js', 'run', 'a.yaml'], there.folder)
  expect(command).toEqual({ code: 3, out: '', err: sentence })
  writeFileSync(join(there.folder, 'old.js'), `import { startAside } from 'aside'\nawait startAside({ cast: {} }).catch(({ message }) => console.log(message))`)
  expect(await runsNode(['--import', asOld, 'old.js'], there.folder)).toEqual({ code: 0, out: sentence, err: '' })
})

test('the example for Vitest holds, and fits its types', async () => {
  copyExample('vitest', there.folder)
  expect(await complaintsOf(globSync('vitest/*.ts', { cwd: there.folder }), { skipLibCheck: true, lib: ['es2023', 'dom'] })).toBe('')
  const { code, out, err } = await runsTool('vitest/vitest.mjs', ['run', '--root', there.folder, '--dir', 'vitest'], there.folder)
  expect(code, out + err).toBe(0)
  expect(out).toMatch(/Tests +3 passed/)
}, 150_000)

test('the example for Playwright holds, and fits its types', async () => {
  copyExample('playwright', there.folder)
  expect(await complaintsOf(globSync('playwright/*.ts', { cwd: there.folder }), { skipLibCheck: true, lib: ['es2023', 'dom'] })).toBe('')
  const config = { testDir: 'playwright', reporter: 'line', timeout: 90_000, expect: { timeout: 20_000 }, use: { launchOptions: browserForTests(), viewport: { width: 1280, height: 800 }, locale: 'en-GB' } }
  writeFileSync(join(there.folder, 'playwright.config.js'), `export default ${JSON.stringify(config)}`)
  const { code, out, err } = await runsTool('@playwright/test/cli.js', ['test'], there.folder)
  expect(code, out + err).toBe(0)
  expect(out).toMatch(/1 passed/)
}, 150_000)
