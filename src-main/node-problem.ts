/** The oldest Node on which better-sqlite3 does not crash the whole process. */
const oldest = 22

/** Why what is installed cannot run on this Node, in a sentence; null if it can. Asked before anything loads better-sqlite3. */
export function nodeProblem(version: string): string | null {
  if (Number.parseInt(version, 10) >= oldest) return null
  return `Aside needs Node ${oldest} or newer and found ${version}. Install a newer Node, or choose one for this folder alone: npm install --save-dev node@24`
}
