import type { ConsultMap, MapCoverage, MapMoment, MapState } from '../../../src-main/contract/consult-map.ts'
import type { Stage } from '../stage.svelte.ts'

/** So long the place of a run that goes on may be old. */
const freshMs = 300

/** What the map's view knows: the map, where the chats stand at the shown moment, and what is chosen. */
export class MapKnowledge {
  readonly stage: Stage
  map = $state.raw<ConsultMap | null>(null)
  moment = $state.raw<MapMoment>({ chats: [], gone: { moves: [], refused: [] } })
  trouble = $state<string | null>(null)
  #chosenChat = $state<string | null>(null)
  #chosenPerson = $state<string | null>(null)
  #chosenState = $state<MapState | null>(null)
  #isReading = false
  #isWanted = false

  chat = $derived(this.moment.chats.find(({ id }) => id === this.#chosenChat) ?? this.moment.chats.at(-1) ?? null)
  here = $derived(this.chat?.here ?? [])
  /** What the run has made of the map by then; nothing of it until that is known. */
  gone: MapCoverage = $derived(this.moment.gone.moves.length > 0 || !this.map ? this.moment.gone : { moves: this.map.moves.map((move) => ({ ...move, made: 0, refused: 0 })), refused: [] })
  /** The state that is looked at: the one that was chosen, or where the chat is. */
  state = $derived(this.#chosenState ?? this.here[0] ?? 'alone')
  isElsewhere = $derived(this.#chosenState !== null && !this.here.includes(this.#chosenState))
  person = $derived(this.chat?.people.find(({ name }) => name === this.#chosenPerson) ?? this.chat?.people.find(({ role }) => role === 'asker') ?? this.chat?.people[0] ?? null)

  constructor(stage: Stage) {
    this.stage = stage
  }

  chooseChat(id: string): void {
    this.#chosenChat = id
    this.#chosenState = null
  }

  choosePerson(name: string): void {
    this.#chosenPerson = name
  }

  /** Looks at another state; null at where the chat is. */
  choose(state: MapState | null): void {
    this.#chosenState = state
  }

  async readMap(): Promise<void> {
    const reply = await this.stage.rest.get<ConsultMap>('/control/map')
    if (reply.ok) this.map = reply.value
    else this.trouble = reply.failure.statusMessage
  }

  /** Reads where the chats stand; what is wanted meanwhile is read once more afterwards. */
  async read(): Promise<void> {
    this.#isWanted = true
    if (this.#isReading) return
    this.#isReading = true
    while (this.#isWanted && this.stage.run) {
      this.#isWanted = false
      const { id } = this.stage.run
      const at = this.stage.moment === null ? '' : `?at=${Math.round(this.stage.moment)}`
      const reply = await this.stage.rest.get<MapMoment>(`/control/runs/${encodeURIComponent(id)}/map${at}`)
      if (reply.ok) this.moment = reply.value
      this.trouble = reply.ok ? null : reply.failure.statusMessage
      await new Promise((soon) => setTimeout(soon, freshMs))
    }
    this.#isReading = false
  }
}
