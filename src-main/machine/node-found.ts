import { missing, there } from './finding.ts'
import type { Finding } from './finding.ts'

/** The same as in node-version.mjs, which stops an older one before anything of ours is loaded. */
const leastNode = 24
/** better-sqlite3 crashes the whole process of an older one. */
const leastForSqlite = 22

export function nodeFound(version: string = process.versions.node): Finding {
  if (majorOf(version) >= leastNode) return there('Node', `${version}, and ${leastNode} or newer is needed`, true)
  return missing('Node', `${version}, and ${leastNode} or newer is needed`, 'Run "npm ci" in the folder of Aside, which brings a Node of its own, and start Aside by "npm run aside".', true)
}

export function mayLoadSqlite(version: string): boolean {
  return majorOf(version) >= leastForSqlite
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10)
}
