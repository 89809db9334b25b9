/**
 * A small client of its own process in Anna's seat: plain HTTP and polling, nothing of ours. Asks Ben privately, then hands
 * the chat over. `node agent-by-polling.ts URL NAME PASSWORD [MANNER]`; a manner other than `well` is a defect of the client.
 */

const [, , url = '', name = '', password = '', manner = 'well'] = process.argv
const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
const pollMs = 20

interface Chat {
  id: string
  state: string
  consult?: { state: string }
}

async function ask(method: 'GET' | 'POST', path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/api/v2${path}`, { method, headers: { authorization, 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) })
  return (await response.json()) as Record<string, unknown>
}

/** Polls until there is something; the server that goes away ends the process. */
async function until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((done) => setTimeout(done, pollMs))
  }
}

async function chatThat(is: (chat: Chat) => boolean): Promise<Chat> {
  return until(async () => ((await ask('GET', '/me/chats?fields=*'))['chats'] as Chat[]).find(is))
}

async function hears(chat: Chat, text: string): Promise<void> {
  await until(async () => JSON.stringify(await ask('GET', `/me/chats/${chat.id}/messages`)).includes(JSON.stringify(text)) || undefined)
}

async function play(): Promise<void> {
  await ask('GET', '/me')
  if (manner === 'sleepy') return void (await until(() => Promise.resolve(undefined)))
  await ask('POST', '/me', { operationName: 'StartContactCenterSession', channels: ['chat'] })
  const chat = await chatThat(({ state }) => state === 'Invited')
  const does = (operationName: string, parameters: object = {}): Promise<Record<string, unknown>> => ask('POST', `/me/chats/${chat.id}`, { operationName, ...parameters })
  if (manner === 'rejects') return void (await does('Reject'))
  await does('Accept', { nickname: name })
  await does('SetInFocus')
  await does('SendStartTypingNotification')
  if (manner === 'malformed') await does('SendMessage', { message: 'One moment, please' })
  await does('SendMessage', { text: manner === 'says it otherwise' ? 'Just a moment' : 'One moment, please' })
  const users = (await ask('GET', '/users?fields=userName,uri'))['users'] as { userName: string; uri: string }[]
  const ben = new URL(users.find(({ userName }) => userName === 'Ben')?.uri ?? '').pathname
  if (manner === 'asks nobody') return void (await does('Consult', { targetPath: '/users/0000', note: 'Above my limit' }))
  await does('Consult', { targetPath: ben, note: 'Above my limit' })
  await chatThat(({ id, consult }) => id === chat.id && consult?.state === 'active')
  await does('SendToAgents', { text: 'Can you approve 250?' })
  if (manner === 'talks too much') await does('SendMessage', { text: 'Still there?' })
  await hears(chat, 'Yes')
  await does('Transfer', { targetUri: `http://localhost${ben}` })
  if (manner === 'talks too much') return
  await ask('POST', '/me', { operationName: 'EndContactCenterSession' })
}

await play()
