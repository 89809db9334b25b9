import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What of node_modules a package carries, and of the built application: the same for the portable folder and for Electron. */

/** Needed while building or by a compiler alone. */
const notNeeded = /^node_modules\/(?:@types\/|undici-types\/|node-addon-api\/|better-sqlite3\/(?:deps|src)\/|better-sqlite3\/binding\.gyp)/

/** Nothing that runs: types, maps, sources of what is built, words for developers. */
const notRun = /\.(?:d\.[cm]?ts|[cm]?ts|map|md|markdown|flow|tsbuildinfo)$/i

/** The folders of all packages that production needs, such as `node_modules/hono`, from the lock file. */
export function productionPackages(root: string): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean }> }
  return Object.entries(lock.packages).flatMap(([path, { dev = false, devOptional = false, optional = false }]) => (path === '' || dev || devOptional || optional || notNeeded.test(`${path}/`) ? [] : path))
}

/** Whether a file of a production package belongs into a package for a platform (`linux`, `win32`, `darwin`) and arch. */
export function isPacked(file: string, platform: string, arch: string): boolean {
  if (notNeeded.test(file) || notRun.test(file)) return false
  const prebuild = /^node_modules\/better-sqlite3\/prebuilds\/(.*)$/.exec(file)?.[1]
  return prebuild === undefined || prebuild === `${platform}-${arch}.node`
}
