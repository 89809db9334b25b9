import { readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import asyncApiSchema from '@asyncapi/specs/schemas/3.0.0.json' with { type: 'json' }
import { expect, test } from 'vitest'
import { pageSamples } from '../../src-main/reference/examples.ts'
import { failureKinds, failureStatuses } from '../../src-main/reference/failures.ts'
import { makeReference } from '../../src-main/reference/reference.ts'
import { endpoints } from '../../src-main/wire/endpoints.ts'
import { agentOperation, intrudeOperation, sessionOperation, supervisorOperation } from '../../src-main/wire/operations.ts'
import { httpStatus, returnCodes } from '../../src-main/wire/return-codes.ts'
import type { StatusCode } from '../../src-main/wire/return-codes.ts'
import { committed } from '../support/committed.ts'
import * as page from '../wire/the-page.ts'

/** The documents of the API: in step with the schemas that check each frame, and good by their own standards. */

const made = makeReference()

interface Described {
  readonly requestBody?: { readonly content: { readonly 'application/json': Examples } }
  readonly responses: Readonly<Record<string, { readonly content: { readonly 'application/json': Examples } }>>
  readonly operationId: string
  readonly summary: string
}

interface Examples {
  readonly schema: object
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

const openApi = JSON.parse(made.openApi) as {
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, { description?: string; properties?: object; additionalProperties?: unknown }> }
}
const asyncApi = JSON.parse(made.asyncApi) as {
  components: { schemas: object; messages: Record<string, { payload: { $ref: string }; examples?: { payload: unknown }[] }> }
}
const described = Object.entries(openApi.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ path, method, one })))

test('the committed documents are those that the schemas make now; "npm run describe" writes them anew', () => {
  expect(readFileSync(committed.openApi, 'utf8') === made.openApi, 'resources/api/openapi.json').toBe(true)
  expect(readFileSync(committed.asyncApi, 'utf8') === made.asyncApi, 'resources/api/asyncapi.json').toBe(true)
})

test('the OpenAPI document is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  expect(await validator.validate(JSON.parse(made.openApi))).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

test('the AsyncAPI document is valid AsyncAPI 3.0', () => {
  // The standard's schema carries the meta-schema of JSON Schema inside; a second one would be in its way.
  const validate = new Ajv({ strict: false, meta: false, validateSchema: false, validateFormats: false }).compile(asyncApiSchema)
  expect(validate(asyncApi) || validate.errors).toBe(true)
  expect(validate({ ...asyncApi, servers: { one: { host: 'here' } } })).toBe(false)
})

test('every row of the table is an operation of the document under a name of its own', () => {
  const rows = endpoints.map(({ method, path, id }) => `${method} ${path} ${id}`)
  expect(described.map(({ method, path, one }) => `${method} ${path} ${one.operationId}`).sort()).toEqual(rows.sort())
  const names = described.map(({ one }) => one.operationId)
  expect(new Set(names).size).toBe(names.length)
  expect(described.filter(({ one }) => one.summary.length < 8)).toEqual([])
})

test('every operation of the wire is a component with words of its own for what is told', () => {
  const options = [...agentOperation.options, ...sessionOperation.options, ...supervisorOperation.options, ...intrudeOperation.options]
  for (const option of options) {
    const id = option.meta()?.id ?? ''
    expect([id, Object.keys(openApi.components.schemas)]).toEqual([id, expect.arrayContaining([id])])
    if (!/ChangeState|Session$/.test(id)) expect([id, openApi.components.schemas[id]?.description]).toEqual([id, expect.stringMatching(/\. Told: ./)])
  }
})

test('answers are closed and requests are open: clients get nothing unknown, and what they send beyond is ignored', () => {
  const { schemas } = openApi.components
  const refsOf = (part: unknown): string[] => (JSON.stringify(part).match(/schemas\/\w+/g) ?? []).map((ref) => ref.slice('schemas/'.length))
  const requests = new Set(described.flatMap(({ one }) => refsOf(one.requestBody ?? {})))
  for (const [name, { properties, additionalProperties }] of Object.entries(schemas)) {
    if (properties) expect([name, additionalProperties]).toEqual([name, requests.has(name) ? undefined : false])
  }
})

test('every example is one that the schema beside it takes', () => {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, validateFormats: false }).addSchema(openApi, 'openapi')
  const wrong = described.flatMap(({ path, method, one }) => {
    const parts = { requestBody: one.requestBody, 'responses/200': one.responses['200'] }
    return Object.entries(parts).flatMap(([part, { content } = { content: { 'application/json': { schema: {} } } }]) =>
      Object.entries(content['application/json'].examples ?? {}).flatMap(([name, { value }]) => {
        const place = `#/paths/${encodeURIComponent(path.replaceAll('/', '~1'))}/${method}/${part}/content/application~1json/schema`
        return ajv.validate({ $ref: `openapi${place}` }, value) ? [] : [`${method} ${path} ${part} ${name}: ${ajv.errorsText()}`]
      })
    )
  })
  expect(wrong).toEqual([])
})

test('every example of a frame is one that its schema takes', () => {
  const ajv = new Ajv({ strict: false, validateSchema: false, validateFormats: false }).addSchema(asyncApi, 'asyncapi')
  const wrong = Object.entries(asyncApi.components.messages).flatMap(([name, { payload, examples = [] }]) =>
    examples.flatMap((example) => (ajv.validate({ $ref: `asyncapi${payload.$ref}` }, example.payload) ? [] : [`${name}: ${ajv.errorsText()}`]))
  )
  expect(wrong).toEqual([])
})

test("the examples that are called the page's own are the page's, to the letter", () => {
  expect(pageSamples).toEqual({
    request: page.request,
    response: page.response,
    participantsUpdated: page.firstNotification,
    participantJoined: page.secondNotification,
    failed: page.failedNotification
  })
})

test('each return code is told of under the HTTP status that it goes with', () => {
  const codes = (Object.keys(returnCodes).map(Number) as StatusCode[]).filter((code) => httpStatus(code) !== 200)
  for (const code of codes) {
    const status = failureStatuses.find((one) => one === httpStatus(code))
    expect([code, status && failureKinds[status].codes]).toEqual([code, expect.arrayContaining([code])])
  }
})
