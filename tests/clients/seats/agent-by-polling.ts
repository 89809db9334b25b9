/**
 * A small agent's client of its own process: plain HTTP and polling, nothing of ours. It does what it is told, one thing
 * after the other, each as soon as it reads in its chat what it waits for, or without a "when" at once and to its session.
 * `node agent-by-polling.ts URL NAME PASSWORD '[{"when": "Invited", "operationName": "Accept"}, ...]'`; `{Ben}` is Ben's id.
 */

const [, , url = '', name = '', password = '', acts = '[]'] = process.argv
const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
const pollMs = 20

async function ask(method: 'GET' | 'POST', path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/api/v2${path}`, { method, headers: { authorization, 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) })
  return (await response.json()) as Record<string, unknown>
}

/** The id of the chat in which this can be read, be it in the chat itself or in what was said. */
async function chatWith(part: string): Promise<string> {
  for (;;) {
    for (const chat of (await ask('GET', '/me/chats?fields=*'))['chats'] as { id: string }[]) {
      const { messages } = await ask('GET', `/me/chats/${chat.id}/messages`)
      if (JSON.stringify([chat, messages]).includes(part)) return chat.id
    }
    await new Promise((done) => setTimeout(done, pollMs))
  }
}

const { users } = (await ask('GET', '/users?fields=userName,uri')) as unknown as { users: { userName: string; uri: string }[] }
const idOf = (user: string): string => users.find(({ userName }) => userName === user)?.uri.split('/').at(-1) ?? user
const told = JSON.parse(acts.replaceAll(/\{(\w+)\}/g, (_written, user: string) => idOf(user))) as ({ when?: string; held?: boolean } & Record<string, unknown>)[]
for (const { when, held, ...operation } of told) {
  const answered = ask('POST', when === undefined ? '/me' : `/me/chats/${await chatWith(when)}`, operation)
  // What is held on its way is answered later, and nothing follows from it here.
  if (held) answered.catch(() => {})
  else await answered
}
