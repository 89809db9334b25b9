import type { CheckedText, Plain } from '../../../src-main/contract/editing.ts'

/** Who is in the cast. */
export interface CastLists {
  readonly agents: readonly string[]
  readonly queues: readonly string[]
  readonly customers: readonly string[]
  /** Agents and customers. */
  readonly people: readonly string[]
}

export type PlainRecord = { readonly [key: string]: Plain }

export function recordOf(value: Plain | undefined): PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PlainRecord) : {}
}

export function castLists(checked: CheckedText | null): CastLists {
  const cast = recordOf(checked?.head?.['cast'])
  const names = (kind: string): readonly string[] => Object.keys(recordOf(cast[kind]))
  const [agents, queues, customers] = [names('agents'), names('queues'), names('customers')]
  return { agents, queues, customers, people: [...agents, ...customers] }
}
