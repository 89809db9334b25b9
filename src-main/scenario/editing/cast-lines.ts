/** The names of a cast as they stand in its lines, whatever else of the file may be no good YAML just now. */
export interface CastNames {
  readonly agents: readonly string[]
  readonly queues: readonly string[]
  readonly customers: readonly string[]
  membersOf(queue: string): readonly string[]
  memberOf(agent: string): readonly string[]
}

const kinds = ['agents', 'queues', 'customers'] as const

export function castIn(lines: readonly string[]): CastNames {
  const names: Record<(typeof kinds)[number], string[]> = { agents: [], queues: [], customers: [] }
  const members = new Map<string, string[]>()
  const from = lines.findIndex((line) => /^\ufeff?cast\s*:/.test(line))
  let kind: (typeof kinds)[number] | null = null
  let [kindColumn, nameColumn] = [-1, -1]
  for (const line of from === -1 ? [] : lines.slice(from + 1)) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue
    const column = line.length - line.trimStart().length
    if (column === 0) break
    const [, name = '', rest = ''] = /^\s*["']?([^"':]+?)["']?\s*:(?:\s(.*)|$)/.exec(line) ?? []
    if (kindColumn === -1 || column === kindColumn) {
      kindColumn = column
      nameColumn = -1
      kind = kinds.find((one) => one === name) ?? null
      if (kind) names[kind].push(...[...rest.matchAll(/([\p{L}\p{N}][\p{L}\p{N} _.-]*?)\s*:(?=\s|\})/gu)].map(([, one = '']) => one).filter((one) => !['members', 'patience', 'places', 'nickname', 'ready', 'roles'].includes(one)))
    } else if (kind && name !== '' && (nameColumn === -1 || column === nameColumn)) {
      nameColumn = column
      names[kind].push(name)
    }
    const listed = /members\s*:\s*\[([^\]]*)/.exec(line)?.[1]
    if (kind === 'queues' && listed !== undefined) members.set(names.queues.at(-1) ?? '', listed.split(',').map((one) => one.trim()).filter(Boolean))
  }
  return { ...names, membersOf: (queue) => members.get(queue) ?? [], memberOf: (agent) => [...members].filter(([, of]) => of.includes(agent)).map(([queue]) => queue) }
}
