import { mkdirSync, writeFileSync } from 'node:fs'
import { makeReference } from '../../src-main/reference/reference.ts'
import { committed } from './committed.ts'

/** `npm run describe`: writes the documents of the API anew, from the schemas that check each frame. */

const { openApi, asyncApi } = makeReference()
mkdirSync(committed.folder, { recursive: true })
writeFileSync(committed.openApi, openApi)
writeFileSync(committed.asyncApi, asyncApi)
console.log(`${committed.openApi}\n${committed.asyncApi}`)
