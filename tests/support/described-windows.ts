import type { BrowserContext, Response } from '@playwright/test'
import { expectDescribedAnswer, expectDescribedEvent, expectDescribedNotification, noteUndescribed, undescribed } from './described.ts'

/** Holds what the windows of a context are answered and told against the documents. The function that it gives ends that, and says what was found. */
export function watchContext(context: BrowserContext): () => Promise<string[]> {
  const pending: Promise<void>[] = []
  context.on('response', (response) => pending.push(noteAnswer(response)))
  context.on('page', (page) => page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => noteFrames(String(payload)))))
  return async () => {
    await Promise.all(pending)
    return undescribed.splice(0)
  }
}

async function noteAnswer(response: Response): Promise<void> {
  const { pathname, search } = new URL(response.url())
  // A window that has been closed takes its answers along.
  const text = pathname.startsWith('/api/v2') ? await response.text().catch(() => null) : null
  if (text === null) return
  noteUndescribed(() => expectDescribedAnswer({ method: response.request().method(), path: `${pathname}${search}`, status: response.status(), text }))
}

/** An event of socket.io on its first namespace, as it goes over the websocket: `42["notification",{...},{...}]`. */
function noteFrames(payload: string): void {
  if (!payload.startsWith('42[')) return
  const [event, said, number] = JSON.parse(payload.slice(2)) as [string, object, object?]
  noteUndescribed(() => {
    if (event !== 'notification') return expectDescribedEvent(`${event.charAt(0).toUpperCase()}${event.slice(1)}`, said)
    expectDescribedNotification(said)
    expectDescribedEvent('Number', number)
  })
}
