import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshFolder } from '../support/rooms.ts'
import { post, urisOf } from './http-client.ts'

/** The room that most parts measure in: many agents with many places, a queue, and nobody told to wait. */

export const agentNames = Array.from({ length: 60 }, (_, number) => `Agent${number}`)

export function castFile(): string {
  const agents = agentNames.map((name) => `    ${name}:\n      places: 100\n      ready: onStart`).join('\n')
  const path = join(freshFolder(), 'bench.yaml')
  writeFileSync(path, `scenario: Bench\nsettings:\n  consultants: 20\n  requestsPerSecond: 1000000\ncast:\n  agents:\n${agents}\n  queues:\n    Support:\n      members: [Agent0]\nsteps:\n  - wait: 1s\n`)
  return path
}

/** A chat in which all of these agents are, and its customer's way to say something. */
export async function conference(url: string, tokens: readonly Record<string, string>[], names: readonly string[]): Promise<{ say: (text: string) => Promise<unknown> }> {
  const [anna = {}] = tokens
  const uris = await urisOf(url, anna)
  const { id, token } = await post(`${url}/api/v2/chats`, { operationName: 'RequestChat', nickname: 'C', endpoint: 'Support' })
  const chat = `${url}/api/v2/me/chats/${String(id)}`
  await post(chat, { operationName: 'Accept' }, anna)
  for (const [place, name] of names.entries()) {
    if (place === 0) continue
    await post(chat, { operationName: 'Invite', targetUri: uris.get(name) }, anna)
    await post(chat, { operationName: 'Accept' }, tokens[place])
  }
  const customer = { authorization: `Bearer ${String(token)}` }
  return { say: (text) => post(`${url}/api/v2/chats/${String(id)}`, { operationName: 'SendMessage', text }, customer) }
}
