import { io } from 'socket.io-client'
import type { RecordingRow } from '../../src-main/contract/acting.ts'
import type { LibraryChange, RunRow, StageMark } from '../../src-main/contract/control.ts'
import type { InvitationState } from '../../src-main/contract/invitation.ts'
import type { SuiteWhole } from '../../src-main/contract/suites.ts'

interface Listener {
  /** `library` is the version of the library when the line was opened: whatever changes later is told. */
  connected(library: number): void
  /** `tries` is false when the server has turned the trainer away. */
  lost(tries: boolean): void
  run(run: RunRow): void
  mark(run: string, mark: StageMark): void
  library(change: LibraryChange): void
  recording(recording: RecordingRow): void
  suite(news: SuiteWhole): void
  invitation(state: InvitationState): void
}

/** The trainer's own socket: what happens in the runs, as it happens. Returns the way to close it. */
export function openControlLine(token: string, listener: Listener): () => void {
  const socket = io('/control', { transports: ['websocket'], auth: { token } })
  socket.on('hello', ({ library }: { library: number }) => listener.connected(library))
  socket.on('disconnect', () => listener.lost(socket.active))
  socket.on('connect_error', () => listener.lost(socket.active))
  socket.on('run', (run: RunRow) => listener.run(run))
  socket.on('mark', (run: string, mark: StageMark) => listener.mark(run, mark))
  socket.on('library', (change: LibraryChange) => listener.library(change))
  socket.on('recording', (recording: RecordingRow) => listener.recording(recording))
  socket.on('invitation', (state: InvitationState) => listener.invitation(state))
  socket.on('suite', (news: SuiteWhole) => listener.suite(news))
  return () => socket.close()
}
