#!/usr/bin/env node
import { nodeProblem } from './node-problem.ts'

/** `aside`, where it is installed. In the checkout the command line is started as TypeScript. */

const problem = nodeProblem(process.versions.node)
if (problem === null) {
  await import('./cli.ts')
} else {
  process.stderr.write(`${problem}\n`)
  process.exitCode = 3
}
