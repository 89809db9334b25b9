import type { Viewer } from '../contract/viewer.ts'
import { nameOf } from '../contract/viewer.ts'
import type { Placeholders } from './placeholders.ts'

/** Who is who, for what may be said of them. */
export interface KnownNames {
  /** Names and nicknames of customers, with what stands for them. */
  readonly customers: ReadonlyMap<string, string>
  /** Names and nicknames of agents and queues, which are no secret. */
  readonly open: ReadonlySet<string>
}

type Fields = Readonly<Record<string, unknown>>

/** The words of the wire and of the language. Whatever stands under another key is taken for somebody's text. */
const openKeys: ReadonlySet<string> = new Set([
  ...['operationName', 'notificationType', 'messageType', 'treatAs', 'type', 'state', 'kind', 'visibility', 'id', 'participantId', 'referenceId', 'index'],
  ...['timestamp', 'receivedDate', 'channel', 'channels', 'dndState', 'displayName', 'workMode', 'chatType', 'refused', 'capabilities', 'mode', 'only', 'as'],
  ...['keys', 'key', 'dispositionKey', 'verb', 'phrase', 'outcome', 'file', 'supervisorMonitoringMode', 'supervisorVisibilityMode']
])
const nameKeys: ReadonlySet<string> = new Set(['nickname', 'from', 'target', 'agent', 'queue', 'queueName', 'endpoint', 'user', 'of', 'participants', 'people'])
const sentenceKeys: ReadonlySet<string> = new Set(['statusMessage', 'errorMessage'])
const valueKeys: ReadonlySet<string> = new Set(['userData', 'data'])
const address = /(?:^|[a-z])(?:ur[il]|uris|path)$/i

/** Plain data with placeholders for names of customers, for texts, for values of user data and for addresses. */
export class DataRedaction {
  readonly #put: Placeholders
  readonly #names: KnownNames
  /** The sentences of the API that came by, which are nobody's text. */
  readonly sentences = new Set<string>()

  constructor(put: Placeholders, names: KnownNames) {
    this.#put = put
    this.#names = names
  }

  /** The same shape, other texts. */
  of<Data>(data: Data): Data {
    return this.#value('', data, {}) as Data
  }

  viewer<Who extends Viewer | null>(viewer: Who): Who {
    if (viewer === null || !viewer.startsWith('customer:')) return viewer
    const name = nameOf(viewer)
    return `customer:${this.#names.customers.get(name) ?? this.#put.customer(name)}` as Who
  }

  #value(key: string, value: unknown, beside: Fields): unknown {
    if (Array.isArray(value)) return value.map((one: unknown) => this.#value(key, one, beside))
    if (value instanceof RegExp) return sentenceKeys.has(key) ? value : this.#put.pattern(value)
    if (typeof value === 'object' && value !== null) return this.#fields(key, value as Fields)
    return typeof value === 'string' ? this.#text(key, value, beside) : value
  }

  #fields(key: string, fields: Fields): Fields {
    const redacted = (name: string, value: unknown): unknown => (valueKeys.has(key) ? this.#userValue(value) : this.#value(name, value, fields))
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redacted(name, value)]))
  }

  #userValue(value: unknown): unknown {
    if (value instanceof RegExp) return this.#put.pattern(value)
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return this.#put.value(value)
    return value === null ? null : this.#put.value(JSON.stringify(value))
  }

  #text(key: string, value: string, beside: Fields): string {
    if (key === 'viewer' || key === 'actor') return this.viewer(value as Viewer)
    // Of a request it is the chat's id, of a step the name of its customer.
    if (key === 'chat') return this.#names.customers.get(value) ?? value
    if (openKeys.has(key)) return value
    if (nameKeys.has(key)) return this.#name(value, beside)
    if (address.test(key)) return this.#put.url(value)
    if (!sentenceKeys.has(key)) return this.#put.text(value)
    this.sentences.add(value)
    return value
  }

  #name(name: string, { type, operationName }: Fields): string {
    const customer = this.#names.customers.get(name)
    if (customer !== undefined) return customer
    if (this.#names.open.has(name) || type === 'Agent' || name.startsWith('$')) return name
    return type === 'Customer' || operationName === 'RequestChat' ? this.#put.customer(name) : this.#put.person(name)
  }
}
