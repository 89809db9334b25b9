import { fileURLToPath } from 'node:url'

/** Where the schema of a scenario's file lies; an editor finds it there, and it is published with the application. */
export const committedSchema = fileURLToPath(new URL('../../resources/schema/scenario.schema.json', import.meta.url))
