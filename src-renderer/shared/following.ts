import { io } from 'socket.io-client'
import type { FollowOn } from '../../src-main/contract/page.ts'

/**
 * Goes on in the new run when that of this window was started again: with a code for the same person there, as if its address
 * had been opened anew. On the connection that the window has. `over` is called when it was stopped instead. Returns the way to stop it.
 */
export function followRun(token: string, over: () => void): () => void {
  const socket = io('/page', { transports: ['websocket'], auth: { token } })
  socket.on('follow', ({ code }: FollowOn) => {
    socket.close()
    // The same seed gives the same names to other chats: what was kept for those of before means nothing there.
    sessionStorage.clear()
    location.hash = `code=${encodeURIComponent(code)}`
    location.reload()
  })
  socket.on('over', over)
  return () => socket.close()
}
