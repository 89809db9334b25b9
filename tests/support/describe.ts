import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeReference } from '../../src-main/reference/reference.ts'
import { scenarioSchemaText } from '../../src-main/scenario/schema.ts'
import { committed } from './committed.ts'
import { committedSchema } from './committed-schema.ts'

/** `npm run describe`: writes the documents of the API anew, from the schemas that check each frame, and the schema of a scenario's file. */

const { openApi, asyncApi } = makeReference()
mkdirSync(committed.folder, { recursive: true })
writeFileSync(committed.openApi, openApi)
writeFileSync(committed.asyncApi, asyncApi)
console.log(`${committed.openApi}\n${committed.asyncApi}`)

mkdirSync(dirname(committedSchema), { recursive: true })
writeFileSync(committedSchema, scenarioSchemaText())
console.log(committedSchema)
