import { z } from 'zod'
import { chatAnswer, chatGiven, customerChatAnswer, customerMessagesAnswer, messagesAnswer, participantAnswer } from './answers.ts'
import { customerOperation, requestChat } from './customer-side.ts'
import type { Endpoint } from './endpoint.ts'
import { fields, paging } from './list-parameters.ts'
import { agentOperation } from './operations.ts'
import { acknowledged } from './return-codes.ts'

const bothSides =
  'The credential decides which side is seen: an agent\'s session the agents\', the customer\'s token for this chat the customer\'s; neither, or both: 20 ' +
  '(ruling R22).'

/** `/chats`: customers ask for a chat without any account, and agents may use the same addresses. */
export const customerEndpoints: readonly Endpoint[] = [
  {
    method: 'post',
    path: '/chats',
    id: 'requestChat',
    tag: 'customers',
    summary: 'Ask for a chat',
    about:
      'Nobody has to sign in. The header `ContactCenterId` is taken and not looked at. Answered with the chat\'s id; the cookie that comes along, or ' +
      '`token`, opens this chat and nothing else.',
    callers: ['anybody'],
    body: requestChat,
    answer: chatGiven
  },
  {
    method: 'get',
    path: '/chats/{id}',
    id: 'getChat',
    tag: 'customers',
    summary: 'The chat, as customer or as agent',
    about: `${bothSides} A customer's chat has nothing but what customers may know.`,
    callers: ['customer', 'agent'],
    query: z.object(fields),
    answer: z.union([customerChatAnswer, chatAnswer])
  },
  {
    method: 'post',
    path: '/chats/{id}',
    id: 'actInChat',
    tag: 'customers',
    summary: 'Do something in a chat, as customer or as agent',
    about: `${bothSides} Agents have all operations of \`/me/chats/{id}\` here, as some samples of the API print it.`,
    callers: ['customer', 'agent'],
    body: z.union([customerOperation, agentOperation]),
    answer: acknowledged
  },
  {
    method: 'get',
    path: '/chats/{id}/messages',
    id: 'getMessages',
    tag: 'customers',
    summary: 'What was said, as customer or as agent',
    about:
      `${bothSides} A customer gets, without \`index\`, what it has not fetched yet, each message once; the server keeps the place. Its messages have ` +
      `numbers of their own without gaps, and no times (ruling R15).`,
    callers: ['customer', 'agent'],
    query: z.object({
      index: z.string().regex(/^\d{1,9}$/).optional().meta({ description: "A customer's: all messages from this number on; 0 for all there are" }),
      ...paging
    }),
    answer: z.union([customerMessagesAnswer, messagesAnswer])
  },
  {
    method: 'get',
    path: '/chats/{id}/participants/{participant}',
    id: 'getParticipant',
    tag: 'customers',
    summary: 'Somebody in a chat, as agent',
    about: 'The address that `extended` gives to the customer in a chat.',
    callers: ['agent'],
    answer: participantAnswer
  }
]
