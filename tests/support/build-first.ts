import { fileURLToPath } from 'node:url'
import { build, isBuilt } from '../../src-main/desktop/built-windows.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The tests see what is built, so what is older than its sources is built first. */
export default async function buildFirst(): Promise<void> {
  if (isBuilt(root)) return
  const said = await build(root, AbortSignal.timeout(180_000))
  if (said !== null) throw new Error(`The windows could not be built.\n${said}`)
}
