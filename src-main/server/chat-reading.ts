import { chatIn, messageIn, participantIn } from '../wire/dialect.ts'
import { fieldNames } from '../wire/fields.ts'
import type { Failure } from '../wire/return-codes.ts'
import type { CallingAgent, DoorContext } from './api.ts'
import { answerCollection, chosen } from './collection.ts'
import { answer } from './envelope.ts'

/** What an agent reads of its chats, on `/me/chats` and on `/chats` alike: what is not its own is not there (R22). */

const noSuchChat: Failure = { statusCode: 6, statusMessage: 'There is no such chat for you; GET /api/v2/me/chats lists yours' }
const noSuchParticipant: Failure = { statusCode: 6, statusMessage: 'There is nobody of that id in this chat for you' }
const previewOff: Failure = { statusCode: 3, statusMessage: 'An invitation must be accepted before the transcript can be read here' }

/** The chats of the agent; all interactions here are chats. */
export function readChats(name: 'chats' | 'interactions'): (context: DoorContext, agent: CallingAgent) => Response {
  return (context, { hosted, viewer, dialect }) =>
    answerCollection(context, {
      name,
      items: hosted.views.chatsOf(viewer),
      shown: (chat) => chatIn(dialect, chat),
      fields: fieldNames('chat', dialect),
      uriOf: ({ uri }) => uri
    })
}

export function readChat(context: DoorContext, { hosted, viewer, dialect }: CallingAgent): Response {
  const chat = hosted.views.chat(viewer, idIn(context))
  return chat ? answer(context, { statusCode: 0, chat: chosen(chatIn(dialect, chat), context.req.query('fields') ?? '*') }) : answer(context, noSuchChat)
}

/** All that the agent may see of the log, unless paged; messages have no addresses. */
export function readMessages(context: DoorContext, { hosted, viewer, dialect }: CallingAgent): Response {
  const messages = hosted.views.messages(viewer, idIn(context))
  if (messages === null) return answer(context, noSuchChat)
  if (messages === 'preview_off') return answer(context, previewOff)
  return answerCollection(context, {
    name: 'messages',
    items: messages,
    shown: (message) => messageIn(dialect, message),
    fields: fieldNames('message', dialect),
    uriOf: null
  })
}

export function readParticipants(context: DoorContext, { hosted, viewer, dialect }: CallingAgent): Response {
  const chat = hosted.views.chat(viewer, idIn(context))
  if (!chat) return answer(context, noSuchChat)
  return answerCollection(context, {
    name: 'participants',
    items: chat.participants ?? [],
    shown: (participant) => participantIn(dialect, participant),
    fields: fieldNames('participant', dialect),
    uriOf: ({ uri = '' }) => uri
  })
}

/** One person in the chat, by the id that it has there. */
export function readParticipant(context: DoorContext, { hosted, viewer, dialect }: CallingAgent): Response {
  const participant = hosted.views.participant(viewer, idIn(context), context.req.param('participant') ?? '')
  return participant ? answer(context, { statusCode: 0, participant: participantIn(dialect, participant) }) : answer(context, noSuchParticipant)
}

function idIn(context: DoorContext): string {
  return context.req.param('id') ?? ''
}
