import { spawn } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The windows and the shell as electron-vite builds them, in a checkout. */

const sources = ['src-main/**/*.ts', 'src-renderer/**/*.{ts,svelte,css,html}', 'resources/locales/**/*.{json,js,ts}', 'resources/icons/*', 'electron.vite.config.ts']
/** What the build itself writes; the compiler of messages writes its settings anew when it first sees them. */
const generated = ['src-renderer/shared/messages/**', 'resources/locales/project.inlang/**']
const products = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/trainer/index.html', 'out/renderer/agent/index.html', 'out/renderer/customer/index.html', 'out/renderer/join/index.html']

/** Whether everything is built, and nothing was changed since. */
export function isBuilt(root: string): boolean {
  const built = Math.min(...products.map((file) => changedAt(join(root, file))))
  return globSync(sources, { cwd: root, exclude: generated }).every((file) => changedAt(join(root, file)) <= built)
}

/** Builds in silence. Comes back with what the build said when it failed, else null. */
export function build(root: string, told: AbortSignal): Promise<string | null> {
  return new Promise((done) => {
    let said = ''
    const child = spawn(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'], { cwd: root, signal: told })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
    child.on('error', (error) => done(error.message))
    child.on('close', (code) => done(code === 0 ? null : said))
  })
}

/** Long ago for a file that is not there. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity
}
