import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runtimeHere } from './electron-runtime.ts'
import { missing, there } from './finding.ts'
import type { Finding } from './finding.ts'
import { findBrowser } from './machine-browser.ts'

/** What opens and makes the windows; all of it can be missing, and `aside run` and the API work on. */

export function browserFound(env: NodeJS.ProcessEnv = process.env): Finding {
  const browser = findBrowser(env)
  if (browser && existsSync(browser.path)) return there('Browser', `${browser.name} at ${browser.path}`)
  if (browser) return missing('Browser', `ASIDE_BROWSER names ${browser.path}, which is not there`, 'Let ASIDE_BROWSER name a Chromium, Chrome or Edge, or unset it.')
  return missing('Browser', 'no Chromium, Chrome or Edge was found', 'Install one of them, or let ASIDE_BROWSER name it; any browser can open the addresses that Aside says.')
}

export function electronFound(env: NodeJS.ProcessEnv = process.env): Finding {
  const path = runtimeHere(env)
  if (path !== null && existsSync(path)) return there('Electron', path)
  if (path !== null) return missing('Electron', `ASIDE_ELECTRON names ${path}, which is not there`, "Let ASIDE_ELECTRON name Electron's program, or unset it.")
  return missing('Electron', 'its runtime is not here', 'Nothing need be done where there is a browser: "npm start" opens that instead, and fetches Electron where the network allows it.')
}

export function pagesFound(pages: string): Finding {
  const lacking = ['trainer', 'agent', 'customer'].filter((page) => !existsSync(join(pages, page, 'index.html')))
  if (lacking.length === 0) return there('Windows', `built in ${pages}`)
  return missing('Windows', `not built: ${lacking.join(', ')}`, 'Run "npm run build" in the folder of Aside.')
}
