import { z } from 'zod'
import { exerciseFile, expectation, partFile, phrases, scenarioFile } from '../contract/scenario.ts'

/** The JSON Schema of a scenario's file, from the one model that reads it: what an editor completes and marks. */

type Node = Record<string, unknown>

const anyFile = z.union([scenarioFile, exerciseFile, partFile])

/** What a pattern may hold in YAML without quotes; to JSON Schema it is a text. */
const regularExpression: Node = { type: 'string', pattern: '^/.+/[imsu]*$', description: 'A regular expression, without quotes' }

export function scenarioSchema(): Node {
  const { $schema, $defs, ...rest } = jsonSchema(anyFile, 'ref')
  const patterns = Object.fromEntries(Object.entries(phrases).map(([phrase, model]) => [nameOf(phrase), model] as const).map(([name, model]) => [name, jsonSchema(model, 'inline')]))
  for (const pattern of Object.values(patterns)) delete pattern['$schema']
  return { $schema, title: 'A scenario of Aside', description: 'A scenario, an exercise, or a part that they include', ...rest, $defs: { ...($defs as Node), ...patterns } }
}

function jsonSchema(model: z.ZodType, reused: 'ref' | 'inline'): Node {
  return z.toJSONSchema(model, {
    io: 'input',
    target: 'draft-2020-12',
    unrepresentable: 'any',
    reused,
    override: ({ zodSchema, jsonSchema: node }) => {
      if (zodSchema === expectation) Object.assign(node, withPhrases(node as Node))
      if (zodSchema._zod.def.type === 'custom') Object.assign(node, regularExpression)
    }
  }) as Node
}

/** The key of an expectation is a name with a phrase: `Ben hears`. */
function withPhrases({ properties }: Node): Node {
  const patternProperties = Object.fromEntries(Object.keys(phrases).map((phrase) => [`^.+ ${phrase}$`, { $ref: `#/$defs/${nameOf(phrase)}` }]))
  return { properties, patternProperties, additionalProperties: false, minProperties: 1 }
}

/** `has not heard` looks for the same as `hears`; one definition is for all that do. */
function nameOf(phrase: string): string {
  const first = Object.entries(phrases).find(([, model]) => model === phrases[phrase as keyof typeof phrases])
  return `what ${first?.[0] ?? phrase}`.replaceAll(' ', '-')
}

/** The file in `resources/schema`, letter by letter. */
export function scenarioSchemaText(): string {
  return `${JSON.stringify(scenarioSchema(), null, 2)}\n`
}
