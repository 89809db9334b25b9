/** Whom an agent asked lately, newest first, kept in this browser for each agent. */

const most = 5
const keyOf = (agent: string): string => `aside.agent.recent.${agent}`

/** The addresses. */
export function recentTargets(agent: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(agent)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((uri) => typeof uri === 'string') : []
  } catch {
    return []
  }
}

export function rememberTarget(agent: string, uri: string): void {
  const others = recentTargets(agent).filter((one) => one !== uri)
  localStorage.setItem(keyOf(agent), JSON.stringify([uri, ...others].slice(0, most)))
}
