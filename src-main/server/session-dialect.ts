import type { IncomingMessage } from 'node:http'
import { dialectNamed } from '../wire/profile.ts'
import type { Failure } from '../wire/return-codes.ts'
import type { Caller } from './caller.ts'

/**
 * An agent's session chooses what it is spoken to in: by `?dialect=` or `?profile=`, which know the same names, by the header
 * `X-Aside-Dialect`, or where it has another way by `named`. Asked on every request, so nothing is parsed where nothing is chosen.
 */
export function inChosenDialect(caller: Caller | Failure, { headers, url = '' }: Pick<IncomingMessage, 'headers' | 'url'>, named?: unknown): Caller | Failure {
  if (!('by' in caller)) return caller
  const name = named ?? headers['x-aside-dialect'] ?? queried(url)
  if (name === null || name === caller.dialect) return caller
  // What a socket says of itself is any JSON.
  const dialect = dialectNamed(typeof name === 'string' ? name : typeof name)
  return typeof dialect === 'string' ? { ...caller, dialect, switchesDialect: true } : dialect
}

function queried(url: string): string | null {
  if (!/[?&](?:dialect|profile)=/.test(url)) return null
  const query = new URLSearchParams(url.slice(url.indexOf('?')))
  return query.get('dialect') ?? query.get('profile')
}
