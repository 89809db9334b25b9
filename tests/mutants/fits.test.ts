import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mutants } from './mutants.ts'

/** The mutation check itself takes minutes (`npm run test:mutants`); that it still fits the code is seen at once. */

const project = new URL('../../', import.meta.url)

test('every defect of the mutation check has its one place in the code, and tests that are there', () => {
  const odd = mutants.filter(({ file, text, instead, caughtBy }) => {
    const places = readFileSync(new URL(file, project), 'utf8').split(text).length - 1
    return places !== 1 || text === instead || caughtBy.length === 0 || !caughtBy.every((one) => existsSync(new URL(`tests/${one}`, project)))
  })
  expect(odd.map(({ wrong }) => wrong)).toEqual([])
})

test('no defect is in the check twice', () => {
  expect(new Set(mutants.map(({ wrong }) => wrong)).size).toBe(mutants.length)
  expect(new Set(mutants.map(({ file, instead, text }) => `${file} ${text} ${instead}`)).size).toBe(mutants.length)
})
