import { readFileSync } from 'node:fs'
import { committed } from './committed.ts'

/**
 * A client that knows nothing of Aside but its OpenAPI document: addresses, methods and parameters by operationId, what may be
 * sent by the schemas of the bodies. It is what somebody would write, or a generator make, who has read nothing else.
 */

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
}

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } }
}

interface Schema {
  readonly $ref?: string
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, { readonly const?: string; readonly enum?: readonly string[] }>>
  readonly required?: readonly string[]
}

interface Document {
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly parameters?: Readonly<Record<string, Parameter>> }
}

const document = JSON.parse(readFileSync(committed.openApi, 'utf8')) as Document

export interface Described {
  readonly status: number
  readonly body: Record<string, unknown>
}

export class DescribedClient {
  readonly #origin: string
  readonly #headers: Record<string, string>

  constructor(origin: string, headers: Record<string, string>) {
    this.#origin = origin
    this.#headers = headers
  }

  /** Calls an operation by its id. Throws for a parameter or an operationName that the document does not have. */
  async call(operationId: string, parameters: Readonly<Record<string, string>> = {}, body?: Readonly<Record<string, unknown>>): Promise<Described> {
    const { path, method, operation } = found(operationId)
    const known = (operation.parameters ?? []).map(parameterOf)
    const query = new URLSearchParams()
    let address = path
    for (const [name, value] of Object.entries(parameters)) {
      const parameter = known.find((one) => one.name === name)
      if (!parameter) throw new Error(`${operationId} has no parameter ${name}`)
      if (parameter.in === 'path') address = address.replace(`{${name}}`, encodeURIComponent(value))
      if (parameter.in === 'query') query.set(name, value)
    }
    if (address.includes('{')) throw new Error(`${operationId} needs ${address}`)
    if (body) expectSendable(operation, body)
    const url = `${this.#origin}${document.servers[0]?.url ?? ''}${address}${query.size > 0 ? `?${query}` : ''}`
    const sent = body ? { body: JSON.stringify(body), headers: { ...this.#headers, 'content-type': 'application/json' } } : { headers: this.#headers }
    const response = await fetch(url, { method: method.toUpperCase(), ...sent })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
}

/** The names of the operations that the body of this request may bear. */
export function operationNames(operationId: string): string[] {
  return schemasOf(found(operationId).operation).flatMap((schema) => {
    const { const: name, enum: names } = schema.properties?.['operationName'] ?? {}
    return name === undefined ? [...(names ?? [])] : [name]
  })
}

function found(operationId: string): { path: string; method: string; operation: Operation } {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) if (operation.operationId === operationId) return { path, method, operation }
  }
  throw new Error(`the document has no operation ${operationId}`)
}

function parameterOf(parameter: Parameter | { readonly $ref: string }): Parameter {
  if (!('$ref' in parameter)) return parameter
  const known = document.components.parameters?.[lastPart(parameter.$ref)]
  if (!known) throw new Error(`the document lacks ${parameter.$ref}`)
  return known
}

function schemasOf({ requestBody }: Operation): Schema[] {
  const open = (schema: Schema): Schema[] => {
    if (schema.$ref !== undefined) return open(document.components.schemas[lastPart(schema.$ref)] ?? {})
    return schema.oneOf || schema.anyOf ? [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap(open) : [schema]
  }
  return requestBody ? open(requestBody.content['application/json'].schema) : []
}

function expectSendable(operation: Operation, body: Readonly<Record<string, unknown>>): void {
  const name = body['operationName']
  const schema = schemasOf(operation).find(({ properties }) => {
    const said = properties?.['operationName']
    return said?.const === name || said?.enum?.includes(String(name))
  })
  if (!schema) throw new Error(`${operation.operationId} knows no ${String(name)}`)
  for (const key of Object.keys(body)) if (!schema.properties || !(key in schema.properties)) throw new Error(`${String(name)} has no ${key}`)
  for (const key of schema.required ?? []) if (!(key in body)) throw new Error(`${String(name)} needs ${key}`)
}

function lastPart(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1)
}
