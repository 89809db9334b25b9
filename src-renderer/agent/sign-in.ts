import type { PageSession } from '../../src-main/contract/page.ts'
import { keepSession } from '../shared/session.ts'
import { m } from '../shared/messages/messages.js'

/** An agent signs in with name and password once; from then on the tab has a token, and no cookie. */
export async function signIn(name: string, password: string): Promise<PageSession | { problem: string }> {
  try {
    const response = await fetch('/api/v2/me', {
      credentials: 'omit',
      headers: { Authorization: `Basic ${base64(`${name}:${password}`)}`, 'X-Aside-Token': '1' }
    })
    const token = response.headers.get('X-Aside-Token')
    if (!response.ok || token === null) return { problem: m.agent_signInWrong() }
    const session: PageSession = { token, page: 'agent', name, title: '' }
    keepSession(session)
    return session
  } catch {
    return { problem: m.shared_unreachable() }
  }
}

/** Names may hold letters of any language, which `btoa` alone does not take. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
