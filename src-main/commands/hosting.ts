import type { Aside } from '../app.ts'

/** What commands that host a room have in common. */

/** Where the windows are, for people. */
export function addresses({ url }: Aside, pages: { trainer: string; agents: Record<string, string>; customer: string }): string {
  const rows = [['Trainer', pages.trainer], ...Object.entries(pages.agents), ['Customer', pages.customer]]
  const width = Math.max(...rows.map(([name = '']) => name.length))
  return [`Aside listens on ${url}/api/v2`, '', ...rows.map(([name = '', page = '']) => `  ${name.padEnd(width)}  ${page}`), '', 'Ctrl-C ends it.', ''].join('\n')
}

/** Until Ctrl-C, or until whoever started us ends us. */
export function untilTold(aside: Aside): Promise<void> {
  return new Promise((done) => {
    const end = (): void => void aside.close().then(done)
    process.once('SIGINT', end)
    process.once('SIGTERM', end)
  })
}
