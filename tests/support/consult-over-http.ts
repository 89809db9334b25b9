import { HttpClient } from './server.ts'

/** A customer's chat with Anna and her consult with Ben, as foreign clients bring it about. */

export const exits = ['Transfer', 'Invite', 'Leave'] as const
export type Exit = (typeof exits)[number]

export interface CustomerChat {
  readonly id: string
  readonly customer: HttpClient
}

/** Dora asks for a chat with Support. She is known by her cookie, which she gets in either dialect. */
export async function askForChat(url: string, nickname = 'Dora'): Promise<CustomerChat> {
  const reply = await new HttpClient(url).post('/api/v2/chats', { operationName: 'RequestChat', nickname, endpoint: 'Support' })
  const [cookie = ''] = (reply.headers.get('set-cookie') ?? '').split(';')
  return { id: String(reply.body['id']), customer: new HttpClient(url, { cookie }) }
}

export async function uriOf(agent: HttpClient, name: string): Promise<string> {
  const { body } = await agent.get('/api/v2/users?fields=userName,uri')
  return (body['users'] as { userName: string; uri: string }[]).find(({ userName }) => userName === name)?.uri ?? ''
}

/** From the customer's question to the running consult. */
export async function consultBen(url: string, anna: HttpClient, ben: HttpClient): Promise<CustomerChat> {
  const chat = await askForChat(url)
  await does(anna, chat, { operationName: 'Accept', nickname: 'Anna' })
  await says(chat, 'Where is my refund?')
  await does(anna, chat, { operationName: 'Consult', targetUri: await uriOf(anna, 'Ben') })
  await does(ben, chat, { operationName: 'Accept' })
  await does(anna, chat, { operationName: 'SendStartTypingToAgentsNotification' })
  await does(anna, chat, { operationName: 'SendToAgents', text: 'May I?' })
  await does(ben, chat, { operationName: 'SendMessage', text: 'You may' })
  return chat
}

/** One of the three ways out of a consult, and the rest of the chat. */
export async function goOut(exit: Exit, chat: CustomerChat, anna: HttpClient, ben: HttpClient): Promise<void> {
  if (exit === 'Leave') await does(ben, chat, { operationName: 'Leave' })
  else await does(anna, chat, { operationName: exit, targetUri: await uriOf(anna, 'Ben') })
  await says(chat, 'Thank you')
  await does(exit === 'Transfer' ? ben : anna, chat, { operationName: 'SendMessage', text: `Goodbye after ${exit}` })
  if (exit === 'Invite') await does(ben, chat, { operationName: 'Leave' })
  await does(exit === 'Transfer' ? ben : anna, chat, { operationName: 'Complete' })
}

export async function says({ id, customer }: CustomerChat, text: string): Promise<void> {
  const { body } = await customer.post(`/api/v2/chats/${id}`, { operationName: 'SendMessage', text })
  if (body.statusCode !== 0) throw new Error(`${text}: ${JSON.stringify(body)}`)
}

export async function does(agent: HttpClient, { id }: CustomerChat, operation: { operationName: string } & Record<string, unknown>): Promise<void> {
  const { body } = await agent.post(`/api/v2/me/chats/${id}`, operation)
  if (body.statusCode !== 0) throw new Error(`${operation.operationName}: ${JSON.stringify(body)}`)
}
