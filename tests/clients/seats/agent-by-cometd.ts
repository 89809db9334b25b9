import { CometD } from 'cometd'
import { adapt } from 'cometd-nodejs-client'

/**
 * The CometD project's own client in Anna's seat, as a process of its own: it acts on what it is told alone, and comes back
 * when its line was cut. `node agent-by-cometd.ts URL NAME PASSWORD`
 */

const [, , url = '', name = '', password = ''] = process.argv

interface Told {
  readonly notificationType?: string
  readonly chat?: { readonly id: string; readonly state: string; readonly consult?: { readonly state: string } }
  readonly messages?: readonly { readonly text?: string }[]
}

adapt()
const signedIn = await fetch(`${url}/api/v2/me`, { headers: { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` } })
const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';')

async function ask(path: string, body: object): Promise<void> {
  await fetch(`${url}/api/v2${path}`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

const { users } = (await (await fetch(`${url}/api/v2/users?fields=userName,uri`, { headers: { cookie } })).json()) as { users: { userName: string; uri: string }[] }
const targetUri = users.find(({ userName }) => userName === 'Ben')?.uri
const done = new Set<string>()

/** Each of its acts once, whatever it is told again after a new handshake. */
async function once(chat: string, operation: { operationName: string } & Record<string, unknown>): Promise<void> {
  if (done.has(operation.operationName)) return
  done.add(operation.operationName)
  await ask(`/me/chats/${chat}`, operation)
}

async function answer({ notificationType, chat, messages }: Told): Promise<void> {
  const id = chat?.id ?? current.chat
  if (id === undefined) return
  current.chat = id
  if (notificationType === 'StatusChange' && chat?.state === 'Invited') await once(id, { operationName: 'Accept' })
  if (notificationType === 'StatusChange' && chat?.state === 'Chatting') {
    await once(id, { operationName: 'SendMessage', text: 'One moment, please' })
    await once(id, { operationName: 'Consult', targetUri, note: 'Above my limit' })
  }
  if (chat?.consult?.state === 'active') await once(id, { operationName: 'SendToAgents', text: 'Can you approve 250?' })
  if (messages?.some(({ text }) => text === 'Yes')) await once(id, { operationName: 'Transfer', targetUri })
}

const current: { chat?: string } = {}
const client = new CometD(name)
client.unregisterTransport('websocket')
client.unregisterTransport('callback-polling')
client.configure({ url: `${url}/api/v2/notifications`, requestHeaders: { Cookie: cookie }, logLevel: 'warn', backoffIncrement: 50 })
let working = Promise.resolve()
client.addListener('/meta/handshake', ({ successful }) => {
  if (!successful) return
  client.subscribe('/v2/me/chats', ({ data }: { data?: Told }) => {
    if (data) working = working.then(() => answer(data))
  })
})
client.handshake()
