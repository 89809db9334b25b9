import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rectangle } from 'electron'
import { windowPlaces } from '../contract/shell-settings.ts'
import type { WindowPlace } from '../contract/shell-settings.ts'
import { writeWhole } from './whole-file.ts'

/** How much of a window's top must be on a screen, so that it can be taken hold of. */
const grip = { width: 120, height: 40 }

/** Where windows stood when they were there last, by whose they are. A file that cannot be used is as none. */
export class WindowPlaces {
  readonly #file: string
  #places: Readonly<Record<string, WindowPlace>>

  constructor(folder: string) {
    this.#file = join(folder, 'windows.json')
    this.#places = readPlaces(this.#file)
  }

  of(key: string): WindowPlace | null {
    return this.#places[key] ?? null
  }

  keep(key: string, { x, y, width, height }: Rectangle, isMaximized: boolean): void {
    this.#places = { ...this.#places, [key]: { x, y, width, height, isMaximized } }
  }

  /** A place that cannot be kept costs nobody more than a window that opens elsewhere. */
  save(): void {
    writeWhole(this.#file, JSON.stringify(this.#places, null, 2))
  }
}

function readPlaces(file: string): Readonly<Record<string, WindowPlace>> {
  try {
    return windowPlaces.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return {}
  }
}

/** The place itself if a window there can be taken hold of, else one of its size on the first of the areas. */
export function onScreen(place: Rectangle, areas: readonly [Rectangle, ...Rectangle[]]): Rectangle {
  const top = { ...place, height: grip.height }
  const isThere = areas.some((area) => {
    const shared = overlap(top, area)
    return shared.width >= Math.min(grip.width, place.width) && shared.height >= grip.height
  })
  return isThere ? place : within(place, areas[0])
}

/** In the middle of the area, and no larger than it. */
function within(place: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(place.width, area.width)
  const height = Math.min(place.height, area.height)
  return { x: area.x + Math.round((area.width - width) / 2), y: area.y + Math.round((area.height - height) / 2), width, height }
}

function overlap(one: Rectangle, other: Rectangle): { width: number; height: number } {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return { width: Math.max(0, width), height: Math.max(0, height) }
}
