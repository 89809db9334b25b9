/** What came of one run. */
export interface Compared {
  readonly name: string
  readonly requests: number
  readonly frames: number
  /** Null where both are the same. */
  readonly parting: ShownParting | null
}

export interface ShownParting {
  readonly lines: readonly string[]
  readonly json: Readonly<Record<string, unknown>>
}
