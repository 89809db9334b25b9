import { defineConfig } from '@playwright/test'
import { browserForTests } from './support/browser.ts'

/** All tests that need a browser: the windows in it, and the desktop shell round it. */
export default defineConfig({
  globalSetup: './support/build-first.ts',
  outputDir: '../test-results',
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  use: { launchOptions: browserForTests(), viewport: { width: 1280, height: 800 }, locale: 'en-GB', trace: 'retain-on-failure' },
  projects: [
    { name: 'windows', testDir: 'windows' },
    { name: 'desktop', testDir: 'desktop' }
  ]
})
