import type { StoryRow } from '../../../src-main/contract/editing.ts'

/**
 * A row is dragged among those of its own list. The list is one of rows within rows, some with a form beneath them, and its
 * keys are rows' own; so this is done here, and not by a library that takes over the roles and keys of what it sorts.
 */

interface Dragging {
  readonly over: (place: { readonly row: StoryRow; readonly after: boolean } | null) => void
  /** To which place of its list. */
  readonly drop: (to: number) => void
}

export function dragRow(event: PointerEvent, list: HTMLElement, siblings: readonly StoryRow[], { over, drop }: Dragging): void {
  const grip = event.currentTarget
  if (!(grip instanceof HTMLElement) || event.button !== 0) return
  event.preventDefault()
  grip.setPointerCapture(event.pointerId)
  const lines = siblings.flatMap((row) => {
    const pick = list.querySelector(`[data-row="${row.path.join('.')}"]`)?.closest('li')
    return pick ? [{ row, pick }] : []
  })
  const from = siblings.findIndex(({ path }) => grip.closest('li')?.querySelector(`[data-row="${path.join('.')}"]`))
  let to = from
  const move = ({ clientY }: PointerEvent): void => {
    const { top, bottom } = list.getBoundingClientRect()
    if (clientY < top + 24) list.scrollBy(0, -12)
    if (clientY > bottom - 24) list.scrollBy(0, 12)
    const before = lines.filter(({ pick }) => {
      const at = pick.getBoundingClientRect()
      return at.top + at.height / 2 < clientY
    }).length
    to = before > from ? before - 1 : before
    const shown = lines[Math.min(before, lines.length - 1)]
    over(to === from || !shown ? null : { row: shown.row, after: before === lines.length })
  }
  const stop = (): void => {
    grip.removeEventListener('pointermove', move)
    over(null)
  }
  const put = (): void => {
    stop()
    if (to !== from) drop(to)
  }
  grip.addEventListener('pointermove', move)
  grip.addEventListener('pointerup', put, { once: true })
  grip.addEventListener('pointercancel', stop, { once: true })
}
