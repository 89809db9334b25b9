import type { PageSession } from '../../src-main/contract/page.ts'

/** How a tab signs in: a code in the address's fragment is changed for a token that only this tab keeps. */

export type Page = PageSession['page']

/** Why a tab was not let in. */
export type NotOpened = 'codeUsed' | 'codeOfOtherPage' | 'unreachable'

export type Opened = { session: PageSession } | { problem: NotOpened } | null

const keyOf = (page: Page): string => `aside.${page}.session`

/** Null for a tab that has neither a code nor a token. */
export async function openSession(page: Page): Promise<Opened> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code')
  if (code === null) {
    const session = keptSession(page)
    return session ? { session } : null
  }
  const opened = await exchange(page, code)
  // Not before: whoever reloads while the answer is on its way has nothing else to sign in with.
  if ('session' in opened || opened.problem !== 'unreachable') history.replaceState(null, '', location.pathname + location.search)
  return opened
}

export function keepSession(session: PageSession): void {
  sessionStorage.setItem(keyOf(session.page), JSON.stringify(session))
}

export function forgetSession(page: Page): void {
  sessionStorage.removeItem(keyOf(page))
}

function keptSession(page: Page): PageSession | null {
  const kept = sessionStorage.getItem(keyOf(page))
  return kept === null ? null : (JSON.parse(kept) as PageSession)
}

async function exchange(page: Page, code: string): Promise<NonNullable<Opened>> {
  try {
    const response = await fetch('/page/session', {
      method: 'POST',
      credentials: 'omit',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code })
    })
    if (!response.ok) return { problem: 'codeUsed' }
    const session = (await response.json()) as PageSession
    if (session.page !== page) return { problem: 'codeOfOtherPage' }
    keepSession(session)
    return { session }
  } catch {
    return { problem: 'unreachable' }
  }
}
