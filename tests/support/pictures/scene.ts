import type { Page } from '@playwright/test'
import type { People } from '../windows.ts'

/**
 * Some windows on one served scenario, brought to every state that is worth a look: `npm run screenshots` takes pictures
 * of them, and tests look at what scenes show. How long somebody looks must not matter, so a scene waits for what it shows.
 */
export interface Scene {
  readonly scenario: string
  /** Makes a library of its own; the shipped one if not given. */
  readonly library?: () => string
  shoot(people: People, look: (page: Page, name: string) => Promise<void>, library: string): Promise<void>
}
