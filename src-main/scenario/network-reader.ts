import type { z } from 'zod'
import type { LineFault } from '../contract/client.ts'
import { durationMs } from '../contract/duration.ts'
import { network } from '../contract/scenario.ts'
import type { Objections } from './objections.ts'
import type { Network } from './scenario.ts'
import type { Path } from './source.ts'

type Given = z.infer<typeof network>

/** Reads `- network: drop` with whose line it is, how long and what comes after it. */
export function readNetwork(raw: Record<string, unknown>, path: Path, objections: Objections): Network | null {
  const parsed = network.safeParse(raw)
  if (!parsed.success) return objections.complain(parsed.error.issues, path, Object.keys(network.shape))
  const { network: word, of, by, for: howLong, catchUp } = parsed.data
  const viewer = objections.viewerOf(of, [...path, 'of'])
  const wrong = whatIsWrong(parsed.data)
  if (wrong) return objections.refuse([...path, wrong.key], wrong.message, null, 'key')
  if (!viewer) return null
  return {
    kind: 'network',
    line: objections.source.lineOf(path),
    of: viewer,
    fault: faultOf(word, durationMs(by ?? '') ?? 0),
    forMs: howLong === undefined ? null : durationMs(howLong),
    catchUp: catchUp ?? (word === 'reconnect' ? null : word !== 'drop')
  }
}

function whatIsWrong({ network: word, by, for: howLong, catchUp }: Given): { readonly key: string; readonly message: string } | null {
  if (word === 'delay' && by === undefined) return { key: 'network', message: 'delay needs "by": how much later everything arrives, such as 2s' }
  if (word !== 'delay' && by !== undefined) return { key: 'by', message: `"by" goes with delay, not with ${word}` }
  if (word === 'reconnect' && howLong !== undefined) return { key: 'for', message: 'reconnect mends the line; "for" goes with what is wrong with it' }
  if (catchUp !== undefined && (word === 'delay' || word === 'duplicate' || word === 'reorder')) return { key: 'catchUp', message: `"catchUp" goes with drop, disconnect and reconnect; ${word} loses nothing` }
  return null
}

function faultOf(word: Given['network'], byMs: number): LineFault | null {
  if (word === 'reconnect') return null
  return word === 'delay' ? { network: word, byMs } : { network: word }
}
