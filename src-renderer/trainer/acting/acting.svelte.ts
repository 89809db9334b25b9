import type { RecordingCommand, RecordingProof, RecordingRow, RecordingWhole, StartRecording, WantedRecording } from '../../../src-main/contract/acting.ts'
import type { OpenWindow, RunRow } from '../../../src-main/contract/control.ts'
import { tiles } from './tiles.ts'
import type { Stage } from '../stage.svelte.ts'

/** What is being recorded by acting it, as the trainer's page knows it. */
export class Acting {
  recordings = $state.raw<readonly RecordingRow[]>([])
  proof = $state.raw<RecordingProof | null>(null)
  trouble = $state<string | null>(null)
  isBusy = $state(false)
  readonly stage: Stage
  /** A file that was saved and is shown as soon as the library knows it. */
  #awaited: string | null = null

  /** The one that stands on the stage. */
  recording = $derived.by(() => this.recordings.find(({ id }) => id === this.stage.run?.id) ?? null)

  constructor(stage: Stage) {
    this.stage = stage
    stage.tell({ connected: () => void this.#readAll(), recording: (row) => this.#hear(row), library: () => this.#showAwaited() })
  }

  async start(asked: StartRecording): Promise<void> {
    this.trouble = null
    this.isBusy = true
    const reply = await this.stage.rest.post<{ recording: RecordingRow }>('/control/recordings', asked)
    this.isBusy = false
    if (!reply.ok) {
      this.trouble = reply.failure.statusMessage
      return
    }
    this.#hear(reply.value.recording)
    await this.open(reply.value.recording.id)
  }

  /** Puts a recording on the stage. */
  async open(id: string): Promise<void> {
    const known = this.stage.runs.find((run) => run.id === id)
    if (known) return this.stage.present(known)
    const reply = await this.stage.rest.get<{ run: RunRow }>(`/control/runs/${encodeURIComponent(id)}`)
    if (reply.ok) this.stage.present(reply.value.run)
  }

  /** True if it was done. */
  async command(command: RecordingCommand): Promise<boolean> {
    if (!this.recording) return false
    this.trouble = null
    this.isBusy = true
    const reply = await this.stage.rest.post<RecordingWhole>(`/control/recordings/${encodeURIComponent(this.recording.id)}`, command)
    this.isBusy = false
    if (!reply.ok) {
      this.trouble = reply.failure.statusMessage
      return false
    }
    this.#hear(reply.value.recording)
    this.#awaited = reply.value.recording.file
    this.#showAwaited()
    return true
  }

  /** What would be saved; null where it cannot be had. */
  async text(wanted: WantedRecording): Promise<string | null> {
    if (!this.recording) return null
    const reply = await this.stage.rest.post<{ text: string }>(`/control/recordings/${encodeURIComponent(this.recording.id)}/text`, wanted)
    this.trouble = reply.ok ? null : reply.failure.statusMessage
    return reply.ok ? reply.value.text : null
  }

  /** All windows of a run, beside each other. */
  async openAll({ agents, customers }: Pick<RunRow, 'agents' | 'customers'>): Promise<void> {
    const people: readonly OpenWindow[] = [...agents.map((agent) => ({ agent })), ...customers.map((customer) => ({ customer }))]
    const places = tiles(agents.length, customers.length, { width: screen.availWidth, height: screen.availHeight })
    for (const [place, whose] of people.entries()) await this.stage.openWindow(whose, places[place])
  }

  #hear(row: RecordingRow): void {
    const isOver = row.state === 'saved' || row.state === 'discarded'
    const others = this.recordings.filter(({ id }) => id !== row.id)
    this.recordings = isOver ? others : [...others, row].sort((one, other) => one.id.localeCompare(other.id, undefined, { numeric: true }))
  }

  /** The library learns of a file a little after it was written. */
  #showAwaited(): void {
    const file = this.#awaited
    if (file === null || !this.stage.scenarios.some((row) => row.file === file)) return
    this.#awaited = null
    this.stage.choose(file)
  }

  async #readAll(): Promise<void> {
    const reply = await this.stage.rest.get<{ recordings: RecordingRow[] }>('/control/recordings')
    if (reply.ok) this.recordings = reply.value.recordings
  }

  /** What the recording on the stage was found to be. */
  async readProof(): Promise<void> {
    const id = this.recording?.id
    if (id === undefined) return
    const reply = await this.stage.rest.get<RecordingWhole>(`/control/recordings/${encodeURIComponent(id)}`)
    if (reply.ok && this.recording?.id === id) this.proof = reply.value.proof
  }
}
