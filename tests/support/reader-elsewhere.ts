import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { openRaw, seqsIn } from './raw-websocket.ts'

/** A window that reads in a thread of its own, as windows do in processes of theirs. Told a number, it says all that it heard up to there. */

if (!parentPort) throw new Error('this is the main thread')
const { url, token } = workerData as { url: string; token: string }
const socket = await openRaw(url, { token })
parentPort.postMessage('open')
const [last] = (await once(parentPort, 'message')) as [number]
await Promise.race([socket.hears(`{"seq":${last}}]`), socket.closed])
parentPort.postMessage(seqsIn(socket.texts))
