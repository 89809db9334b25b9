import type { Rectangle } from 'electron'
import type { Arrangement } from '../contract/desktop-bridge.ts'

/**
 * Where each window goes. `isTrainer` tells of each whether it is the trainer's; `areas` are the free parts of the displays,
 * the one that is tiled first. Comes back with a place for each window, in their order.
 */
export function arranged(how: Arrangement, isTrainer: readonly boolean[], areas: readonly [Rectangle, ...Rectangle[]]): Rectangle[] {
  const [area] = areas
  switch (how) {
    case 'tile':
      return grid(isTrainer.length, area)
    case 'trainerLeft': {
      const [left, right] = halves(area)
      const trainers = isTrainer.filter(Boolean).length
      if (trainers === 0 || trainers === isTrainer.length) return grid(isTrainer.length, area)
      return dealt(isTrainer.map((is) => (is ? 0 : 1)), [left, right])
    }
    case 'perDisplay':
      return dealt(isTrainer.map((_, place) => place % areas.length), areas)
  }
}

/** Windows that share an area are tiled in it. */
function dealt(areaOf: readonly number[], areas: readonly Rectangle[]): Rectangle[] {
  const tiles = areas.map((area, place) => grid(areaOf.filter((of) => of === place).length, area))
  return areaOf.map((of) => tiles[of]?.shift() ?? { x: 0, y: 0, width: 0, height: 0 })
}

/** As square as can be, row by row; the last row's windows are as wide as there is room. */
function grid(count: number, { x, y, width, height }: Rectangle): Rectangle[] {
  const columns = Math.ceil(Math.sqrt(count))
  const rows = Math.ceil(count / columns)
  return Array.from({ length: count }, (_, place) => {
    const row = Math.floor(place / columns)
    const inRow = row === rows - 1 ? count - row * columns : columns
    const left = Math.round((width * (place % columns)) / inRow)
    const right = Math.round((width * ((place % columns) + 1)) / inRow)
    const top = Math.round((height * row) / rows)
    const bottom = Math.round((height * (row + 1)) / rows)
    return { x: x + left, y: y + top, width: right - left, height: bottom - top }
  })
}

function halves({ x, y, width, height }: Rectangle): [Rectangle, Rectangle] {
  const middle = Math.round(width / 2)
  return [
    { x, y, width: middle, height },
    { x: x + middle, y, width: width - middle, height }
  ]
}
