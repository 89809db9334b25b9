import { defineConfig } from 'vitest/config'

/** All tests that need no browser. Those in tests/windows and tests/desktop run under Playwright. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/windows/**', 'tests/desktop/**'],
    pool: 'threads',
    setupFiles: ['tests/support/described-setup.ts'],
    // A guard against what hangs, and no measure: a busy machine takes its time.
    testTimeout: 120_000,
    reporters: ['default']
  }
})
