import { registerHooks } from 'node:module'

/** `electron` means the stand-in, whoever imports it. */
const standIn = new URL('electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: standIn, format: 'module-typescript', shortCircuit: true } : next(specifier, context))
})
