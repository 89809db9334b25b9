import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { medianOf, worseThan } from './compared-with-baseline.ts'
import { figure } from './figures.ts'
import type { Figure } from './figures.ts'
import { withFigures } from './readme-table.ts'
import { baseline } from './results.ts'
import { soakResult } from './soak-result.ts'

const rate = (ratio: number): Figure => figure({ what: 'operations', unit: 'a second', ours: ratio * 1000, floor: 1000, floorIs: 'a floor' })
const wait = (ratio: number): Figure => figure({ what: 'POST, p50', unit: 'ms', ours: ratio, floor: 1, floorIs: 'a floor' })
const tail = (ratio: number): Figure => figure({ what: 'POST, p99', unit: 'ms', ours: ratio, floor: 1, floorIs: 'a floor' })

test('the README shows the committed figures; "npm run bench -- --readme" writes them anew', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  expect(withFigures(readme, baseline(), soakResult())).toBe(readme)
})

test('a rate that sank and a time that grew are called worse, by how much', () => {
  expect(worseThan([rate(0.8), wait(2)], [rate(0.4), wait(3)])).toEqual([
    { what: 'operations', was: 0.8, is: 0.4, factor: 2 },
    { what: 'POST, p50', was: 2, is: 3, factor: 1.5 }
  ])
})

test('what is better, within the tolerance or new is not called worse, and a tail may be worse than a median', () => {
  expect(worseThan([rate(0.8), wait(2), tail(2)], [rate(1.6), wait(1), tail(3.9)])).toEqual([])
  expect(worseThan([rate(0.8), wait(2)], [rate(0.65), wait(2.4)])).toEqual([])
  expect(worseThan([], [rate(0.1)])).toEqual([])
})

test('a part that looked worse once counts by the median of three', () => {
  expect(medianOf([[rate(0.2)], [rate(0.8)], [rate(0.7)]])).toEqual([rate(0.7)])
})

test('a machine that is twice as slow has the same ratios', () => {
  const slow = figure({ ...rate(0.8), ours: 400, floor: 500 })
  expect(worseThan([rate(0.8)], [slow])).toEqual([])
})
