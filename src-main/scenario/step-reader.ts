import { durationMs } from '../contract/duration.ts'
import { caption, cue, wait } from '../contract/scenario.ts'
import { keywords, readAct, stepForm } from './act-reader.ts'
import { readGoal } from './goal-reader.ts'
import { readExpectation } from './expectation-reader.ts'
import { readHold, readRelease } from './hold-reader.ts'
import { readInclude } from './include-reader.ts'
import { isRecord, spaceless } from './objections.ts'
import type { Objections } from './objections.ts'
import { readNetwork } from './network-reader.ts'
import type { Expectation, Step } from './scenario.ts'
import type { Path } from './source.ts'

/** Reads the steps against the cast. What cannot be read is left out and becomes an objection. */

const oneOrMore = 'must be a list with at least one line, each beginning with "- "'

export function readSteps(raw: unknown, objections: Objections): Step[] {
  if (raw === undefined) return objections.refuse([], '"steps" is missing', [])
  if (!Array.isArray(raw) || raw.length === 0) return objections.refuse(['steps'], `steps ${oneOrMore}`, [])
  return raw.flatMap((one: unknown, place) => {
    const path = ['steps', place]
    if (isRecord(one) && Object.hasOwn(one, 'include')) return readInclude(one, path, objections, readSteps)
    return readStep(one, path, objections) ?? []
  })
}

/** What is judged over the whole run. */
export function readAlways(raw: unknown, objections: Objections): Expectation[] {
  if (raw === undefined) return []
  if (!Array.isArray(raw) || raw.length === 0) return objections.refuse(['always'], `always ${oneOrMore}`, [])
  return raw.flatMap((one: unknown, place) => {
    const path = ['always', place]
    const expected = readExpectation(one, path, objections, 'always')
    if (expected && expected.phrase !== 'never hears') return objections.refuse(path, `always takes "never hears" only, not "${expected.phrase}"`, [])
    return expected ?? []
  })
}

function readStep(raw: unknown, path: Path, objections: Objections): Step | null {
  if (!isRecord(raw)) return objections.refuse(path, spaceless(raw) ?? stepForm, null)
  const keys = Object.keys(raw)
  const keyword = keywords.find((word) => Object.hasOwn(raw, word))
  if (!keyword) return readAct(raw, path, objections)
  switch (keyword) {
    case 'goal':
      return readGoal(raw, path, objections)
    case 'network':
      return readNetwork(raw, path, objections)
    case 'hold':
      return readHold(raw, path, objections)
    case 'release':
      return readRelease(raw, path, objections)
  }
  for (const key of keys) {
    if (key !== keyword && !(key === 'id' && (keyword === 'caption' || keyword === 'cue'))) objections.refuse([...path, key], `"${key}" does not belong to ${keyword}; a step of its own begins with "- "`, null, 'key')
  }
  switch (keyword) {
    case 'wait': {
      const parsed = wait.safeParse({ wait: raw['wait'] })
      if (!parsed.success) return objections.complain(parsed.error.issues, path)
      return { kind: 'wait', line: objections.source.lineOf(path), ms: durationMs(parsed.data.wait) ?? 'natural' }
    }
    case 'caption': {
      const parsed = caption.safeParse(raw)
      if (!parsed.success) return objections.complain(parsed.error.issues, path)
      return { kind: 'caption', line: objections.source.lineOf(path), text: parsed.data.caption }
    }
    case 'include':
      return objections.refuse([...path, 'include'], 'include stands among the steps of a file', null, 'key')
    case 'cue': {
      const parsed = cue.safeParse(raw)
      if (!parsed.success) return objections.complain(parsed.error.issues, path)
      return { kind: 'cue', line: objections.source.lineOf(path), text: parsed.data.cue ?? '' }
    }
    case 'together':
      return readTogether(raw['together'], [...path, 'together'], objections)
    case 'expect': {
      const at = [...path, 'expect']
      const list: unknown = raw['expect']
      if (!Array.isArray(list) || list.length === 0) return objections.refuse(at, `expect ${oneOrMore}`, null)
      const expectations = list.flatMap((one: unknown, place) => readExpectation(one, [...at, place], objections) ?? [])
      return { kind: 'expect', line: objections.source.lineOf(at), expectations }
    }
  }
}

function readTogether(raw: unknown, path: Path, objections: Objections): Step | null {
  if (!Array.isArray(raw) || raw.length < 2) return objections.refuse(path, 'together must be a list of at least two steps', null)
  const acts = raw.flatMap((one: unknown, place) => {
    const at = [...path, place]
    if (!isRecord(one)) return objections.refuse(at, spaceless(one) ?? stepForm, [])
    const keyword = keywords.find((word) => Object.hasOwn(one, word))
    if (keyword) return objections.refuse([...at, keyword], `together holds what people do at the same moment, not "${keyword}"`, [], 'key')
    return readAct(one, at, objections) ?? []
  })
  return { kind: 'together', line: objections.source.lineOf(path), acts }
}
