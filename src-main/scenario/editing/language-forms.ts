import { z } from 'zod'
import { bugs } from '../../contract/bugs.ts'
import { settings } from '../../contract/cast.ts'
import type { EditingLanguage, FormKey, VerbForm } from '../../contract/editing.ts'
import { agentStates, customerStates, network, phrases } from '../../contract/scenario.ts'
import { agentVerbs, customerVerbs, verbsOnAgents } from '../../contract/verbs.ts'
import type { VerbShape } from '../../contract/verbs.ts'
import { verbNotes } from './verb-notes.ts'

/** What the language knows, from the one model of it: the verbs with what they take, and the keys that a form can show. */
export function editingLanguage(): EditingLanguage {
  return {
    agentVerbs: verbForms(agentVerbs),
    customerVerbs: verbForms(customerVerbs),
    phrases: Object.keys(phrases),
    agentStates,
    customerStates,
    capabilities: phrases.can.element.options,
    networks: network.shape.network.options,
    settings: formKeys(settings),
    bugs: Object.entries(bugs).map(([name, about]) => ({ name, about }))
  }
}

function verbForms(verbs: Readonly<Record<string, VerbShape>>): VerbForm[] {
  return Object.entries(verbs).map(([verb, { needs, may }]) => ({
    verb,
    needs,
    may,
    about: verbNotes[verb] ?? '',
    isOnAgents: (verbsOnAgents as readonly string[]).includes(verb)
  }))
}

/** A node of JSON Schema, as far as a form looks at it. */
export interface SchemaNode {
  readonly description?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly anyOf?: readonly SchemaNode[]
  readonly items?: SchemaNode
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly additionalProperties?: SchemaNode | boolean
}

export function schemaOf(model: z.ZodType): SchemaNode {
  return z.toJSONSchema(model, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as SchemaNode
}

export function formKeys(model: z.ZodType): FormKey[] {
  return Object.entries(schemaOf(model).properties ?? {}).map(([key, node]) => ({ key, about: node.description ?? '', form: formOf(node), choices: choicesOf(node) }))
}

/** The values that a node lists. */
export function choicesOf(node: SchemaNode): readonly string[] {
  if (node.const !== undefined) return [String(node.const)]
  if (node.type === 'boolean') return ['true', 'false']
  if (node.enum) return node.enum.map(String)
  if (node.items) return choicesOf(node.items)
  return (node.anyOf ?? []).flatMap(choicesOf)
}

function formOf(node: SchemaNode): FormKey['form'] {
  if (node.type === 'boolean') return 'switch'
  if (node.type === 'integer' || node.type === 'number') return 'number'
  if (node.enum) return 'choice'
  if (node.type === 'array') return node.items?.type === 'string' ? 'list' : 'other'
  if (node.type === 'string') return node.pattern?.includes('ms|s|m|h') ? 'duration' : 'text'
  return 'other'
}
