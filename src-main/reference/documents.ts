import type { EndpointCaller } from '../wire/endpoint.ts'

/** The two documents, as far as the page reads them. */

export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly enum?: readonly (string | number)[]
  readonly const?: string | number | boolean
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly maxItems?: number
}

export type Schemas = Readonly<Record<string, Schema>>

export interface Parameter {
  readonly $ref?: string
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly description?: string
  readonly schema: Schema
}

interface Content {
  readonly 'application/json': { readonly schema: Schema; readonly examples?: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>> }
}

export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string
  readonly 'x-callers': readonly EndpointCaller[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<'200', { readonly content: Content }>>
}

/** A credential: a scheme of HTTP, or a cookie of that name. */
export interface SecurityScheme {
  readonly scheme?: string
  readonly name?: string
  readonly description: string
}

export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly description: string }
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Schemas
    readonly parameters: Readonly<Record<string, Parameter>>
    readonly securitySchemes: Readonly<Record<string, SecurityScheme>>
  }
}

export interface Frame {
  readonly name: string
  readonly summary: string
  readonly 'x-socketio': { readonly event: string }
  readonly examples?: readonly { readonly name: string; readonly summary: string; readonly payload: unknown }[]
}

export interface AsyncApiDocument {
  readonly servers: Readonly<Record<string, { readonly title: string; readonly pathname: string; readonly description: string }>>
  readonly channels: Readonly<Record<string, { readonly address: string | null; readonly title: string; readonly messages: Readonly<Record<string, unknown>> }>>
  readonly components: { readonly schemas: Schemas; readonly messages: Readonly<Record<string, Frame>> }
}

/** The last part of a reference, which is the name of what it refers to. */
export function nameIn($ref: string): string {
  return $ref.slice($ref.lastIndexOf('/') + 1)
}
