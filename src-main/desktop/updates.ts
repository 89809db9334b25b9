import { z } from 'zod'

/** What an address for updates has to say: the newest version that lies beside it. */
const latest = z.object({ version: z.string().regex(/^\d+(?:\.\d+)*$/).max(40) })

const limitMs = 10_000
const mostBytes = 100_000

export type Update = { readonly version: string; readonly isNewer: boolean } | { readonly why: string }

/** Asks the folder `feed` for its `latest.json`. Asked only when somebody wants it, and nothing is ever fetched but that. */
export async function askForUpdate(feed: string, own: string, fetch: (address: string, init: RequestInit) => Promise<Response>): Promise<Update> {
  try {
    const reply = await fetch(`${feed.replace(/\/+$/, '')}/latest.json`, { signal: AbortSignal.timeout(limitMs), credentials: 'omit', redirect: 'error', cache: 'no-store' })
    if (!reply.ok) return { why: `HTTP ${reply.status}` }
    const text = await reply.text()
    if (text.length > mostBytes) return { why: 'latest.json is too large' }
    const { version } = latest.parse(JSON.parse(text))
    return { version, isNewer: isNewer(version, own) }
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return { why: 'latest.json is not { "version": "1.2.3" }' }
    return { why: error instanceof Error ? error.message : String(error) }
  }
}

function isNewer(version: string, own: string): boolean {
  const [theirs, ours] = [version, own].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0))
  for (let place = 0; place < Math.max(theirs?.length ?? 0, ours?.length ?? 0); place += 1) {
    const difference = (theirs?.[place] ?? 0) - (ours?.[place] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}
