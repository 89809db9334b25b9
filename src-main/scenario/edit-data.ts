import { isDeepStrictEqual } from 'node:util'
import { isRecord } from './objections.ts'
import type { Path } from './source.ts'
import { dataOf, EditRefused, parsed } from './text-places.ts'

/** The same edits on plain data: what a text must mean after it was edited. */

/** The data with the value of a path changed; undefined takes it out. */
export function dataWith(data: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return change(data)
  if (Array.isArray(data)) {
    const place = Number(step)
    const value = dataWith(data[place], rest, change)
    return value === undefined ? data.filter((_one, other) => other !== place) : data.map((one: unknown, other) => (other === place ? value : one))
  }
  const record = isRecord(data) ? data : {}
  const value = dataWith(record[String(step)], rest, change)
  const others = Object.entries(record).filter(([key]) => key !== String(step))
  return value === undefined ? Object.fromEntries(others) : { ...record, [String(step)]: value }
}

/** The text, if it means what it should. Anchors, for one, may tie its places together in ways that no single edit keeps. */
export function checked(text: string, data: unknown): string {
  if (!isDeepStrictEqual(meaningOf(text), data)) throw new EditRefused('Other lines depend on how this is written, through an anchor or a layout of its own; change it by hand')
  return text
}

/** Undefined for a text that means nothing, such as one whose alias has lost its anchor. */
function meaningOf(text: string): unknown {
  try {
    return dataOf(parsed(text))
  } catch {
    return undefined
  }
}
