import { z } from 'zod'
import { socketClock, socketHello, socketNumber, socketResync } from '../contract/page.ts'
import { channelsUpdated, chatNotification, customerChatNotification, customerNewMessages, newMessages } from '../wire/notifications.ts'
import { dialects } from '../wire/profile.ts'
import { silentTopics, spokenTopics } from '../wire/topics.ts'
import { notificationExamples } from './examples.ts'
import { about, title } from './preface.ts'

/**
 * What is told, as AsyncAPI 3.0: an emitter of our own, since no tool makes it from zod 4. AsyncAPI has no binding for
 * socket.io, so its events and its handshake stand under `x-socketio`.
 */

type Json = Readonly<Record<string, unknown>>

/** One kind of frame; `event` is its name on a socket, where `notification` brings its number along. */
interface Message {
  readonly schema: z.ZodType
  readonly event: 'notification' | 'hello' | 'clock' | 'resync'
}

const toAgents = {
  ChatStateChangeMessage: { schema: chatNotification, event: 'notification' },
  MessageLogUpdated: { schema: newMessages, event: 'notification' },
  ChannelStateChangeMessageV2: { schema: channelsUpdated, event: 'notification' }
} satisfies Record<string, Message>

const toCustomers = {
  CustomerChatStateChangeMessage: { schema: customerChatNotification, event: 'notification' },
  CustomerMessageLogUpdated: { schema: customerNewMessages, event: 'notification' }
} satisfies Record<string, Message>

const ofTheSocket = {
  Hello: { schema: socketHello, event: 'hello' },
  Clock: { schema: socketClock, event: 'clock' },
  Resync: { schema: socketResync, event: 'resync' }
} satisfies Record<string, Message>

const messages: Readonly<Record<string, Message>> = { ...toAgents, ...toCustomers, ...ofTheSocket }

const [chatsTopic, channelsTopic] = spokenTopics

/** All that is told to agents and customers, over sockets and over Bayeux. */
export function asyncApi(): Json {
  return {
    asyncapi: '3.0.0',
    info: { title, version: '2', description: about, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    servers: { sockets: socketServer, bayeux: bayeuxServer },
    channels: {
      agentStream: onSockets('What an agent is told', toAgents),
      customerStream: onSockets('What a customer is told: nothing but what customers may know', toCustomers),
      chatsTopic: onTopic(chatsTopic, "An agent's chats", ['ChatStateChangeMessage', 'MessageLogUpdated']),
      channelsTopic: onTopic(channelsTopic, "An agent's readiness", ['ChannelStateChangeMessageV2'])
    },
    operations: {
      tellAgent: told('agentStream', { ...toAgents, ...ofTheSocket }),
      tellCustomer: told('customerStream', { ...toCustomers, ...ofTheSocket }),
      publishChats: told('chatsTopic', { ChatStateChangeMessage: null, MessageLogUpdated: null }),
      publishChannels: told('channelsTopic', { ChannelStateChangeMessageV2: null })
    },
    components: { schemas: schemas(), messages: mapped(messages, message), securitySchemes }
  }
}

const securitySchemes = {
  password: { type: 'http', scheme: 'basic', description: 'The name of an agent in the cast, with its password' },
  session: { type: 'httpApiKey', in: 'cookie', name: 'aside_{port}', description: "An agent's session, from `GET /api/v2/me`" },
  chat: { type: 'httpApiKey', in: 'cookie', name: 'aside_{port}_{chat}', description: "A customer's chat, from `POST /api/v2/chats`" },
  token: { type: 'http', scheme: 'bearer', description: 'A token of ours; on a socket as `auth.token`' }
}

const port = { port: { default: '8080', description: 'The port that Aside listens on' } }

const socketServer = {
  host: '127.0.0.1:{port}',
  pathname: '/socket.io/',
  protocol: 'ws',
  protocolVersion: '4',
  title: 'socket.io',
  description:
    'For version 4 of its clients. The event `notification` has two arguments: the frame, and `{ seq }`, which counts per viewer from 1 without gaps, ' +
    'also over a restart. Who connects with `auth: { token, since }` gets what it missed since that number, once and in order, or `resync` when ' +
    'that is no longer kept. ' +
    'A refused client gets `connect_error` with the envelope as its `data`.',
  variables: port,
  security: [ref('securitySchemes', 'token'), ref('securitySchemes', 'session'), ref('securitySchemes', 'chat'), ref('securitySchemes', 'password')],
  'x-socketio': {
    namespace: '/',
    auth: {
      type: 'object',
      properties: {
        token: { type: 'string', description: 'Instead of a cookie; with cookies of several chats only this says which one is meant' },
        since: {
          type: ['integer', 'null'],
          minimum: 0,
          description: 'The last `seq` that the client has: what was missed since then comes once and in order, or `resync`'
        },
        dialect: { type: 'string', enum: dialects, description: 'What an agent is told comes in this dialect; a customer is told the same in both' }
      }
    },
    acknowledgements: false
  }
}

const bayeuxServer = {
  host: '127.0.0.1:{port}',
  pathname: '/api/v2/notifications',
  protocol: 'http',
  title: 'Bayeux',
  description:
    'Bayeux 1.0 as CometD clients speak it, by long polling, for agents. The session cookie of `GET /api/v2/me` comes first. ' +
    'Shake hands, subscribe to the topics or to `/v2/me/*`, and connect. A client whose session has ended is advised to shake hands again, and misses nothing.',
  variables: port,
  security: [ref('securitySchemes', 'session'), ref('securitySchemes', 'token'), ref('securitySchemes', 'password')],
  'x-bayeux': { version: '1.0', connectionTypes: ['long-polling'], extensions: ['ack'], subscriptions: ['/v2/me/*', '/**'], silentTopics }
}

function onSockets(summary: string, frames: Readonly<Record<string, Message>>): Json {
  const said = mapped({ ...frames, ...ofTheSocket }, (_message, id) => ref('messages', id))
  return { address: null, title: summary, servers: [{ $ref: '#/servers/sockets' }], messages: said }
}

function onTopic(address: string, summary: string, frames: readonly string[]): Json {
  const description = 'The frame is `data` of the Bayeux message on this topic.'
  const said = Object.fromEntries(frames.map((id) => [id, ref('messages', id)]))
  return { address, title: summary, description, servers: [{ $ref: '#/servers/bayeux' }], messages: said }
}

/** Aside sends; AsyncAPI speaks from the side of the application that it describes. */
function told(channel: string, said: Json): Json {
  const place = `#/channels/${channel}`
  return { action: 'send', channel: { $ref: place }, messages: Object.keys(said).map((id) => ({ $ref: `${place}/messages/${id}` })) }
}

function message({ schema, event }: Message, id: string): Json {
  const examples = notificationExamples[id]
  return {
    name: id,
    title: id,
    summary: schema.meta()?.description,
    contentType: 'application/json',
    payload: ref('schemas', id),
    'x-socketio': { event, ...(event === 'notification' ? { secondArgument: ref('schemas', 'Number') } : {}) },
    ...(examples ? { examples } : {})
  }
}

/** All schemas by their ids, in the draft of JSON Schema that AsyncAPI speaks. */
function schemas(): Json {
  const all = z.tuple([socketNumber, ...Object.values(messages).map(({ schema }) => schema)])
  const { definitions } = z.toJSONSchema(all, { target: 'draft-07', io: 'output', override: ({ jsonSchema }) => withoutBounds(jsonSchema) })
  return JSON.parse(JSON.stringify(definitions).replaceAll('"#/definitions/', '"#/components/schemas/')) as Json
}

/** Whole numbers carry no bounds that only JavaScript has; components are named by their place. */
function withoutBounds(jsonSchema: { minimum?: number | undefined; maximum?: number | undefined; id?: string | undefined }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  delete jsonSchema.id
}

function ref(kind: 'schemas' | 'messages' | 'securitySchemes', id: string): Json {
  return { $ref: `#/components/${kind}/${id}` }
}

function mapped<From, To>(record: Readonly<Record<string, From>>, to: (from: From, id: string) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([id, from]) => [id, to(from, id)]))
}
