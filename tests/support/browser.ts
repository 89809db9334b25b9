import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import type { LaunchOptions } from '@playwright/test'
import { findBrowser } from '../../src-main/machine/machine-browser.ts'

/** How the tests start a browser: the machine's Chromium, Chrome or Edge, else Playwright's own. */
export function browserForTests(): LaunchOptions {
  const path = findBrowser()?.path ?? chromium.executablePath()
  if (!existsSync(path)) {
    throw new Error('The tests of the windows need a browser. Install Chromium, Chrome or Edge, or run: npx playwright install chromium')
  }
  return {
    executablePath: path,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-background-networking', '--no-first-run', '--autoplay-policy=no-user-gesture-required']
  }
}
