import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../resources/api', import.meta.url))

/** Where the documents of the API are committed. */
export const committed = { folder, openApi: join(folder, 'openapi.json'), asyncApi: join(folder, 'asyncapi.json') }
