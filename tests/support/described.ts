import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import type { ErrorObject, ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Viewer } from '../../src-main/contract/viewer.ts'
import { committed } from './committed.ts'

/**
 * Holds whatever comes over the wire in a test against the committed documents. Answers and frames must have nothing that is
 * not described. Compiled when first needed, once in each worker.
 */

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, { readonly $ref?: string }>> }>>>>
}

interface Answered {
  readonly method: string
  /** From `/api/v2` on, with its query. */
  readonly path: string
  readonly status: number
  /** The body as it came. */
  readonly text: string
}

const apiRoot = '/api/v2'
const options = { strict: false, allErrors: true, validateFormats: false, validateSchema: false }

const openApiText = once(() => readFileSync(committed.openApi, 'utf8'))
const openApi = once(() => JSON.parse(openApiText()) as Document)
/** Where nobody named fields a thing comes whole. */
const wholeOpenApi = once(() => JSON.parse(openApiText().replaceAll(/(#\/components\/schemas\/\w+)Fields"/g, '$1"')) as Document)
const asyncApi = once(() => JSON.parse(readFileSync(committed.asyncApi, 'utf8')) as object)

const inParts = once(() => new Ajv2020(options).addSchema(openApi(), 'openapi'))
const whole = once(() => new Ajv2020(options).addSchema(wholeOpenApi(), 'openapi'))
const frames = once(() => new Ajv(options).addSchema(asyncApi(), 'asyncapi'))

/** Throws unless the answer is as described for its address, method and HTTP status. Other addresses than the API's are passed over. */
export function expectDescribedAnswer({ method, path, status, text }: Answered): void {
  if (path !== apiRoot && !path.startsWith(`${apiRoot}/`)) return
  const [address = '', query = ''] = path.slice(apiRoot.length).split('?')
  const fields = new URLSearchParams(query).get('fields')
  const ajv = fields === null || fields === '*' ? whole() : inParts()
  const what = `${method} ${path}: ${status}`
  const pointer = responsePointer(address, method.toLowerCase(), String(status))
  if (pointer === null) throw new Error(`${what} is not described`)
  check(what, validatorFor(ajv, `openapi${pointer}`), parsed(what, text))
}

/** Throws unless the frame is one that this viewer may be told. */
export function expectDescribedFrame(viewer: Viewer, said: { readonly messageType?: string }): void {
  const prefix = viewer.startsWith('agent:') ? '' : 'Customer'
  expectDescribedEvent(`${prefix}${said.messageType}`, said)
}

/** The same for a frame of which nobody knows whose it is: an agent's has the address of its chat. */
export function expectDescribedNotification(said: { readonly messageType?: string; readonly chat?: object }): void {
  const isAgents = said.messageType === 'ChannelStateChangeMessageV2' || 'chatUri' in said || (said.chat !== undefined && 'uri' in said.chat)
  expectDescribedFrame(isAgents ? 'agent:' : 'customer:', said)
}

/** Throws unless what a socket said is the described message of that name. */
export function expectDescribedEvent(message: string, said: unknown): void {
  const known = asyncApi() as { components: { schemas: Record<string, unknown> } }
  if (!Object.hasOwn(known.components.schemas, message)) throw new Error(`${message} is not described`)
  check(message, validatorFor(frames(), `asyncapi#/components/schemas/${message}`), said)
}

/** What was found in events, where a throw would be nobody's. The test in which it is found fails with it. */
export const undescribed: string[] = []

/** Runs a check and remembers what it finds. */
export function noteUndescribed(check: () => void): void {
  try {
    check()
  } catch (error) {
    undescribed.push(error instanceof Error ? error.message : String(error))
  }
}

/** Holds a frame that was told in a room against its description. */
export function noteFrame({ viewer, said }: { readonly viewer: Viewer; readonly said: { readonly messageType?: string } }): void {
  noteUndescribed(() => expectDescribedFrame(viewer, said))
}

/** Where the document tells of this answer; for an address that is not served, as for any other. */
function responsePointer(address: string, method: string, status: string): string | null {
  const template = templateOf(address, method)
  const response = openApi().paths[template ?? '/me']?.[template === null ? 'get' : method]?.responses[status]
  if (!response || (template === null && status === '200')) return null
  const place = response.$ref ?? `#/paths/${escaped(template ?? '')}/${method}/responses/${status}`
  return `${place}/content/application~1json/schema`
}

/** The most literal path of the document that an address follows. */
function templateOf(address: string, method: string): string | null {
  const parts = address.replace(/\/$/, '').split('/')
  // Clients of Bayeux append the kind of message.
  if (parts[1] === 'notifications') return method === 'post' ? '/notifications' : null
  const found = Object.entries(openApi().paths)
    .filter(([template, methods]) => method in methods && follows(parts, template.split('/')))
    .map(([template]) => template)
  return found.sort((one, other) => one.split('{').length - other.split('{').length)[0] ?? null
}

function follows(parts: readonly string[], template: readonly string[]): boolean {
  return parts.length === template.length && template.every((part, place) => part === parts[place] || (part.startsWith('{') && parts[place] !== ''))
}

function escaped(path: string): string {
  return path.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')
}

const validators = new Map<Ajv | Ajv2020, Map<string, ValidateFunction>>()

function validatorFor(ajv: Ajv | Ajv2020, $ref: string): ValidateFunction {
  const known = validators.get(ajv) ?? new Map<string, ValidateFunction>()
  validators.set(ajv, known)
  const validator = known.get($ref) ?? ajv.compile({ $ref })
  known.set($ref, validator)
  return validator
}

function parsed(what: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${what} is not JSON: ${text.slice(0, 200)}`)
  }
}

function check(what: string, validator: ValidateFunction, said: unknown): void {
  if (validator(said)) return
  const wrong = (validator.errors ?? []).slice(0, 8).map(shown)
  throw new Error(`${what} is not as described:\n  ${wrong.join('\n  ')}\n  ${JSON.stringify(said).slice(0, 1000)}`)
}

function shown({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath || '/'} ${message} ${JSON.stringify(params)}`
}

function once<Made>(make: () => Made): () => Made {
  let made: { value: Made } | null = null
  return () => (made ??= { value: make() }).value
}
