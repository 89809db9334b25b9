import { z } from 'zod'
import { createDocument } from 'zod-openapi'
import type { ZodOpenApiOperationObject, ZodOpenApiOverride, ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import { endpointTags } from '../wire/endpoint.ts'
import type { Endpoint, EndpointCaller } from '../wire/endpoint.ts'
import { endpoints } from '../wire/endpoints.ts'
import { answerExamples, requestExamples } from './examples.ts'
import { failureKinds, failureSchema, failureStatuses } from './failures.ts'
import { noteOf } from './operation-notes.ts'
import { answerHeaders, pathParameters, postHeaders, requestHeaders, requestQuery, waitHeaders } from './parameters.ts'
import { about, title } from './preface.ts'

export type OpenApi = ReturnType<typeof createDocument>

/** The API as OpenAPI 3.1, made from the table of its addresses and from the schemas that check each frame. */
export function openApi(): OpenApi {
  return createDocument(
    {
      openapi: '3.1.0',
      info: { title, version: '2', summary: 'The Chat API as Aside speaks it', description: about, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/api/v2', description: 'This Aside, on this computer alone' }],
      tags: Object.values(endpointTags).map((name) => ({ name })),
      components: { securitySchemes },
      paths: paths()
    },
    { override }
  )
}

const securitySchemes = {
  password: {
    type: 'http',
    scheme: 'basic',
    description: 'The name of an agent in the cast, with its password. It opens the room that the host made the default'
  },
  session: { type: 'apiKey', in: 'cookie', name: 'aside_{port}', description: 'The cookie that `GET /me` sets after HTTP Basic' },
  chat: { type: 'apiKey', in: 'cookie', name: 'aside_{port}_{chat}', description: 'The cookie of one chat, from `POST /chats`' },
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of ours: a customer\'s from `POST /chats`, an agent\'s from `GET /me` with the header `X-Aside-Token`. It beats a cookie'
  }
} as const

/** What opens an address to whom; any one of them. */
const security: Readonly<Record<EndpointCaller, readonly Record<string, string[]>[]>> = {
  agent: [{ password: [] }, { session: [] }, { token: [] }],
  supervisor: [{ password: [] }, { session: [] }, { token: [] }],
  customer: [{ chat: [] }, { token: [] }],
  anybody: [{}]
}

function paths(): ZodOpenApiPathsObject {
  const found: ZodOpenApiPathsObject = {}
  for (const endpoint of endpoints) found[endpoint.path] = { ...found[endpoint.path], [endpoint.method]: operation(endpoint) }
  return found
}

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { method, path, id, tag, summary, about: description, callers, query = z.object({}), body } = endpoint
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const examples = requestExamples[id]
  return {
    operationId: id,
    tags: [endpointTags[tag]],
    summary,
    description,
    security: unique(callers.flatMap((caller) => security[caller])),
    'x-callers': callers,
    requestParams: {
      ...(names.length > 0 ? { path: z.object(Object.fromEntries(names.map((name) => [name, pathParameters[name]]))) } : {}),
      query: z.object({ ...query.shape, ...requestQuery }),
      header: z.object({ ...requestHeaders, ...(method === 'post' ? postHeaders : {}) })
    },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body, ...(examples ? { examples } : {}) } } } } : {}),
    responses: responses(endpoint)
  }
}

function responses({ id, answer }: Endpoint): ZodOpenApiResponsesObject {
  const examples = answerExamples[id]
  const content = { 'application/json': { schema: answer, ...(examples ? { examples } : {}) } }
  return {
    200: { description: 'Done, or acknowledged', headers: z.object(answerHeaders(id)), content },
    ...Object.fromEntries(failureStatuses.map((status) => [status, failures[status]]))
  }
}

/** Made once: a component is known by its identity. */
const failures = Object.fromEntries(
  failureStatuses.map((status) => {
    const { id, meaning } = failureKinds[status]
    const headers = status === 429 ? { headers: z.object(waitHeaders) } : {}
    return [status, { id, description: meaning, ...headers, content: { 'application/json': { schema: failureSchema(status) } } }]
  })
)

/** Operations carry what is said of them; whole numbers carry no bounds that only JavaScript has. */
const override: ZodOpenApiOverride = ({ jsonSchema, zodSchema }) => {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  const note = noteOf(z.globalRegistry.get(zodSchema)?.id ?? '')
  if (!note) return
  const refused = note.refused === undefined ? '' : ` Refused: ${note.refused}.`
  jsonSchema.description = `${jsonSchema.description ?? ''}. Told: ${note.told}.${refused}`
}

function unique(ways: readonly Record<string, string[]>[]): Record<string, string[]>[] {
  return [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()]
}
