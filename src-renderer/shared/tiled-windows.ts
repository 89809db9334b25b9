import { desktop } from './desktop.ts'

/**
 * Opens pages beside this one. The shell lays its windows out itself; a browser opens each at its place in the right half
 * of the screen, and this window goes into the left half if the browser lets it.
 */
export function openTiled(addresses: readonly string[]): void {
  if (desktop) {
    for (const address of addresses) window.open(address, '_blank', 'noopener')
    return desktop.tell({ say: 'arrange', how: 'trainerLeft' })
  }
  const { left, top, width, height } = freeScreen()
  const half = Math.floor(width / 2)
  window.moveTo(left, top)
  window.resizeTo(half, height)
  for (const [place, address] of addresses.entries()) {
    const tile = tileOf(place, addresses.length, { left: left + half, top, width: width - half, height })
    window.open(address, '_blank', `noopener,popup,left=${tile.left},top=${tile.top},width=${tile.width},height=${tile.height}`)
  }
}

export interface Tile {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The place of one of `count` windows that share an area row by row, as square as can be. */
export function tileOf(place: number, count: number, area: Tile): Tile {
  const columns = Math.ceil(Math.sqrt(count))
  const rows = Math.ceil(count / columns)
  const row = Math.floor(place / columns)
  const inRow = row === rows - 1 ? count - row * columns : columns
  const width = Math.floor(area.width / inRow)
  const height = Math.floor(area.height / rows)
  return { left: area.left + (place % columns) * width, top: area.top + row * height, width, height }
}

/** Without panels and docks. Where it begins is no standard, and is known to all browsers that can place windows. */
function freeScreen(): Tile {
  const { availWidth, availHeight } = screen
  const at = (name: string): number => {
    const value: unknown = Reflect.get(screen, name)
    return typeof value === 'number' ? value : 0
  }
  return { left: at('availLeft'), top: at('availTop'), width: availWidth, height: availHeight }
}
