import type { BrowserWindowConstructorOptions } from 'electron'

/** What the stand-in's process and the screen that shows its windows say to each other. */

export type ToScreen =
  | { say: 'open'; window: number; options: BrowserWindowConstructorOptions }
  /** `granted` is what pages of the address's origin are permitted. */
  | { say: 'load'; window: number; address: string; origin: string; granted: string[] }
  | { say: 'resize'; window: number; width: number; height: number }
  | { say: 'send'; window: number; channel: string; message: unknown }
  | { say: 'crash'; window: number }
  | { say: 'focus'; window: number }
  | { say: 'close'; window: number }
  /** The answer to a question of the screen's, by its number. */
  | { say: 'answer'; n: number; value: unknown; trouble: string | null }

export type ToStandIn =
  | { say: 'ready' }
  | { say: 'title'; window: number; title: string }
  | { say: 'loaded'; window: number; trouble: string | null }
  | { say: 'sent'; window: number; channel: string; message: unknown; url: string; isMain: boolean }
  | { say: 'gone'; window: number; exitCode: number }
  | { say: 'closed'; window: number }
  | { say: 'navigates'; n: number; window: number; address: string }
  | { say: 'opens'; n: number; window: number; address: string; frameName: string; features: string }
  | { say: 'evaluate'; n: number; source: string; argument: unknown }
