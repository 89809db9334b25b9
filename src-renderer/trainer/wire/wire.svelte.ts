import type { StageMark } from '../../../src-main/contract/control.ts'
import { firstWhere } from '../moment/first-where.ts'
import type { Stage } from '../stage.svelte.ts'
import { filtered, keepFilter, keptFilter, noFilter } from './wire-filter.ts'
import type { WireFilter } from './wire-filter.ts'
import { chatsIn, gistOf, lastOfEach, optionsOf } from './wire-options.ts'
import type { ListName } from './wire-options.ts'
import { chatOf, isOnWire } from './wire-row.ts'
import type { WireMark } from './wire-row.ts'

/** What the wire's view knows: which rows are shown, which is looked at, and with which it is compared. */
export class Wire {
  readonly stage: Stage
  filter = $state.raw<WireFilter>(keptFilter())
  /** The number of the row that others are compared with. */
  comparedNumber = $state<number | null>(null)

  rows = $derived.by(() => this.stage.seen.filter(isOnWire))
  shown = $derived.by(() => filtered(this.rows, this.filter))
  row = $derived(this.rows.find(({ n }) => n === this.stage.markNumber) ?? null)
  compared = $derived(this.rows.find(({ n }) => n === this.comparedNumber) ?? null)
  /** Whose chat it is, by its id. */
  chats = $derived.by(() => chatsIn(this.rows))
  /** What there is to choose from, in the order of the cast or of the alphabet. */
  options = $derived.by(() => optionsOf(this.rows, this.filter, this.stage.run, this.chats))

  constructor(stage: Stage) {
    this.stage = stage
  }

  change(change: Partial<WireFilter>): void {
    this.filter = { ...this.filter, ...change }
    keepFilter(this.filter)
  }

  toggle(list: ListName, value: string): void {
    const chosen: readonly string[] = this.filter[list]
    this.change({ [list]: chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value] })
  }

  clear(): void {
    this.change(noFilter)
  }

  choose(n: number | null): void {
    this.stage.markNumber = n
  }

  /** Goes to the row that is so many places from the one that is looked at, or from the first. */
  move(by: number): void {
    const place = this.shown.findIndex(({ n }) => n === this.row?.n)
    this.goTo(place === -1 ? 0 : place + by)
  }

  goTo(place: number): void {
    const row = this.shown[Math.min(this.shown.length - 1, Math.max(0, place))]
    if (row) this.choose(row.n)
  }

  /** The same thing as others were told it, or were not. */
  asOthersWereTold(row: WireMark): readonly WireMark[] {
    if (row.mark.kind !== 'told' && row.mark.kind !== 'hidden') return []
    const nearMs = 50
    const alike = this.rows.filter((one) => one.lane !== row.lane && one.mark.kind === 'told' && Math.abs(one.at - row.at) <= nearMs && chatOf(one) === chatOf(row) && gistOf(one) === gistOf(row))
    return lastOfEach(alike, ({ lane }) => lane)
  }

  /** The line of the script to which a row belongs. A step is told after what it asks, and after what comes of that at once. */
  stepOf(row: WireMark): { readonly line: number; readonly text: string } | null {
    const { steps } = this.stage.log
    const after = steps[firstWhere(steps, ({ n }) => n > row.n)]
    const isOwn = after?.at === row.at && (row.mark.kind !== 'asked' || textOf(after).startsWith(`${row.lane}: `))
    const step = isOwn ? after : (steps[firstWhere(steps, ({ n }) => n > row.n) - 1] ?? null)
    return step && 'line' in step.mark ? { line: step.mark.line, text: step.mark.text } : null
  }
}

function textOf({ mark }: StageMark): string {
  return 'text' in mark ? mark.text : ''
}
