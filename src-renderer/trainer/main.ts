import { openConsole } from './opening.ts'

const opening = openConsole()
const { mountConsole } = await import('./mount.ts')
await mountConsole(opening)
