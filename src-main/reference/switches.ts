import { z } from 'zod'
import { agentCast, customerCast, queueCast, settings, shop } from '../contract/cast.ts'
import { duration } from '../contract/duration.ts'
import type { Schema } from './documents.ts'

/** One thing that a scenario may turn. */
export interface Switch {
  /** Where it stands in the scenario. */
  readonly place: 'settings' | 'agents' | 'queues' | 'customers' | 'shop'
  readonly name: string
  readonly schema: Schema
  readonly isDuration: boolean
  readonly meaning: string
  /** The rulings that it turns. */
  readonly rulings: readonly string[]
}

/** All switches of a scenario, from the one model that checks it. */
export function switches(): Switch[] {
  return [...switchesOf('settings', settings), ...switchesOf('agents', agentCast), ...switchesOf('queues', queueCast), ...switchesOf('customers', customerCast), ...switchesOf('shop', shop)]
}

function switchesOf(place: Switch['place'], model: z.ZodType): Switch[] {
  const schema = z.toJSONSchema(model, { io: 'input', reused: 'inline' }) as Schema
  const { properties = {} } = schema.anyOf?.find((option) => option.properties) ?? schema
  return Object.entries(properties).map(([name, property]) => {
    const description = property.description ?? ''
    const rulings = [...new Set(description.match(/\bR\d{1,2}b?\b/g))]
    const told = description.replace(/^R\d{1,2}b?: /, '')
    const meaning = `${told.charAt(0).toUpperCase()}${told.slice(1)}`
    return { place, name, schema: property, isDuration: property.pattern === durationForm, meaning, rulings }
  })
}

const durationForm = z.toJSONSchema(duration).pattern
