import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** The Chromium, Chrome or Edge that a machine has, which stands in for Electron where that is missing. */
export interface MachineBrowser {
  readonly name: 'Chromium' | 'Chrome' | 'Edge'
  readonly path: string
}

/** ASIDE_BROWSER names one outright; else the first that is found. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): MachineBrowser | null {
  const named = env['ASIDE_BROWSER']
  if (named) return { name: 'Chromium', path: named }
  return placesOf(process.platform, env).find(({ path }) => isProgram(path)) ?? null
}

function placesOf(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): MachineBrowser[] {
  switch (platform) {
    case 'darwin':
      return ['/Applications', join(homedir(), 'Applications')].flatMap((folder): MachineBrowser[] => [
        { name: 'Chrome', path: join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome') },
        { name: 'Chromium', path: join(folder, 'Chromium.app/Contents/MacOS/Chromium') },
        { name: 'Edge', path: join(folder, 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge') }
      ])
    case 'win32':
      return [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].flatMap((folder): MachineBrowser[] =>
        folder === undefined
          ? []
          : [
              { name: 'Chrome', path: join(folder, 'Google/Chrome/Application/chrome.exe') },
              { name: 'Chromium', path: join(folder, 'Chromium/Application/chrome.exe') },
              { name: 'Edge', path: join(folder, 'Microsoft/Edge/Application/msedge.exe') }
            ]
      )
    default: {
      const folders = [...(env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''), '/usr/bin', '/usr/local/bin', '/snap/bin']
      const called: readonly [MachineBrowser['name'], string][] = [
        ['Chromium', 'chromium'],
        ['Chromium', 'chromium-browser'],
        ['Chrome', 'google-chrome-stable'],
        ['Chrome', 'google-chrome'],
        ['Edge', 'microsoft-edge-stable'],
        ['Edge', 'microsoft-edge']
      ]
      return called.flatMap(([name, program]) => folders.map((folder) => ({ name, path: join(folder, program) })))
    }
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** What makes a window of the page alone, with a profile of its own that calls nobody. */
export function windowSwitches(browser: MachineBrowser, page: string, data: string): string[] {
  return [
    `--app=${page}`,
    `--user-data-dir=${profileFolder(browser, data)}`,
    '--window-size=1280,800',
    '--no-first-run',
    '--no-default-browser-check',
    '--no-pings',
    '--disable-background-networking',
    '--disable-background-mode',
    '--disable-breakpad',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-domain-reliability',
    '--disable-sync',
    '--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication,CertificateTransparencyComponentUpdater',
    // The trainer opens the others' windows after it asked for their addresses.
    '--disable-popup-blocking',
    // Else the first ring is silent.
    '--autoplay-policy=no-user-gesture-required'
  ]
}

/** A browser from a snap may write to no hidden folder but its own. */
function profileFolder({ path }: MachineBrowser, data: string): string {
  return path.startsWith('/snap/') ? join(homedir(), 'snap/chromium/common/aside') : join(data, 'browser')
}
