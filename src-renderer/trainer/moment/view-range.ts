/** What of something wide is in sight, in steps: so that it changes a few times in a second and not with every pixel. */
export interface ViewRange {
  readonly from: number
  readonly to: number
}

const stepPx = 600

/** With one step to spare on either side. */
export function viewRange(scrollLeft: number, width: number): ViewRange {
  return { from: (Math.floor(scrollLeft / stepPx) - 1) * stepPx, to: (Math.ceil((scrollLeft + width) / stepPx) + 1) * stepPx }
}
