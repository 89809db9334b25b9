import type { z } from 'zod'

/** Whose credential opens an address. A supervisor is an agent with that role; `anybody` needs none. */
export type EndpointCaller = 'agent' | 'supervisor' | 'customer' | 'anybody'

/** The parts of the API, in the order in which the reference tells of them. */
export const endpointTags = {
  session: 'Session and readiness',
  chats: "An agent's chats",
  people: 'People and queues',
  supervision: 'Supervision',
  account: 'The account',
  customers: 'Customers',
  notifications: 'Notifications by long polling'
} as const

export type EndpointTag = keyof typeof endpointTags

/** One address of the API with what may be sent to it, as data. The reference is made from it, and the tests check every answer against it. */
export interface Endpoint {
  readonly method: 'get' | 'post'
  /** Below `/api/v2`, with parameters in braces. */
  readonly path: string
  /** Its name in the reference; no other has it. */
  readonly id: string
  readonly tag: EndpointTag
  readonly summary: string
  /** In sentences: what it does, how it fails, and which of that is a ruling of ours. */
  readonly about: string
  readonly callers: readonly EndpointCaller[]
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** What it answers with HTTP status 200. */
  readonly answer: z.ZodType
}
