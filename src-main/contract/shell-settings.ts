import { z } from 'zod'
import { arrangements, languages } from './desktop-bridge.ts'

/** What the desktop shell keeps for its user, in `settings.json`; what a file does not name is as at the first start. */
export const shellSettings = z.strictObject({
  /** The folder of the trainer's library; null for the usual one. */
  library: z.string().min(1).max(4000).nullable().default(null),
  /** How windows are laid out whenever one more opens; null leaves them where they are. */
  arrange: z.enum(arrangements).nullable().default(null),
  /** Aside stays beside the clock, also when its last window is closed. */
  tray: z.boolean().default(false),
  /** A window calls for attention when an invitation rings in it. */
  flash: z.boolean().default(true),
  /** Of menus and dialogs; the pages say their own. Null for the system's. */
  language: z.enum(languages).nullable().default(null),
  /** Where "Check for Updates" asks, and nothing else ever does; null asks nobody. */
  updates: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null)
})

/** Where windows stood, by whose they are (`trainer`, `agent:Anna`). */
export const windowPlaces = z.record(
  z.string().max(200),
  z.strictObject({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1), isMaximized: z.boolean() })
)

export type ShellSettings = Readonly<z.infer<typeof shellSettings>>
export type WindowPlace = Readonly<z.infer<typeof windowPlaces>[string]>
