import type { Page } from '@playwright/test'
import type { People } from '../windows.ts'

/** Some windows on one served scenario, brought to what is worth a picture. */
export interface Scene {
  readonly scenario: string
  shoot(people: People, picture: (page: Page, name: string) => Promise<void>): Promise<void>
}
