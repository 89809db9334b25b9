import { z } from 'zod'

/**
 * What the desktop shell shows to our pages as `window.aside`; absent in a browser. A page can tell and listen, and nothing
 * else: whatever it tells is checked by `toShell` and by who may say it, and what it hears is never more than a request.
 */
export interface DesktopBridge {
  readonly isDesktop: true
  /** Aside's own version. */
  readonly version: string
  tell(message: ToShell): void
  listen(hear: (message: ToPage) => void): void
}

/** How the windows that are open are laid out: all alike, the trainer's left and the others right, or spread over the displays. */
export const arrangements = ['tile', 'trainerLeft', 'perDisplay'] as const

export const languages = ['en', 'de'] as const

/** Something that a page offers, for the native menu: `keys` as the page writes them (`r`, `space`, `mod+s`). */
const offered = z.strictObject({
  id: z.string().min(1).max(100),
  title: z.string().min(1).max(300),
  keys: z.string().max(40).nullable(),
  isPossible: z.boolean()
})

const count = z.number().int().min(0).max(100_000)

export const toShell = z.discriminatedUnion('say', [
  /** The trainer's page is ready to be told something. */
  z.strictObject({ say: z.literal('listening') }),
  z.strictObject({ say: z.literal('commands'), commands: z.array(offered).max(500) }),
  z.strictObject({ say: z.literal('language'), language: z.enum(languages) }),
  /** An agent's: how many invitations ring, and how many messages nobody read. */
  z.strictObject({ say: z.literal('waiting'), ringing: count, unread: count }),
  /** Also the trainer's. */
  z.strictObject({ say: z.literal('arrange'), how: z.enum(arrangements) }),
  /** Of the page that stands where a window broke: what is to be done. `texts`: a report may hold what was said in the runs. */
  z.strictObject({ say: z.literal('mend'), by: z.enum(['reload', 'restart', 'report', 'logs']), texts: z.boolean() })
])

export type Arrangement = (typeof arrangements)[number]
export type Language = (typeof languages)[number]
export type OfferedCommand = z.infer<typeof offered>
export type ToShell = z.infer<typeof toShell>

export type ToPage =
  /** Do what a command of yours does. */
  | { readonly say: 'run'; readonly command: string }
  /** Show a file of the library, and the run of it if one was begun. */
  | { readonly say: 'show'; readonly file: string; readonly run: string | null }
