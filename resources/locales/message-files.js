/**
 * Reads `resources/locales/<locale>/<area>.json`: `accept` in `agent.json` is the message `agent_accept`, nested names become
 * one, `{name}` is a placeholder, and `{ "one": ..., "other": ... }` chooses by the placeholder `count`. A plugin of our own,
 * so that a build needs no network.
 */

/** A file for each part of the windows. */
const areas = ['shared', 'settings', 'agent', 'customer', 'trainer', 'editor', 'directing', 'moment', 'wire', 'map', 'results', 'acting']

const categories = ['zero', 'one', 'two', 'few', 'many', 'other']

export default {
  key: 'plugin.aside.messageFiles',
  toBeImportedFiles: ({ settings }) => settings.locales.flatMap((locale) => areas.map((area) => ({ path: `./${locale}/${area}.json`, locale, metadata: { area } }))),
  importFiles: ({ files }) => {
    const bundles = new Map()
    const messages = []
    const variants = []
    for (const { locale, content, toBeImportedFilesMetadata } of files) {
      const group = JSON.parse(new TextDecoder().decode(content))
      for (const [bundleId, text] of named(group, `${toBeImportedFilesMetadata.area}_`)) {
        const choice = typeof text === 'object'
        const inputs = [...new Set(Object.values(choice ? text : { text }).flatMap(placeholders).concat(choice ? ['count'] : []))]
        const declarations = inputs.map((name) => ({ type: 'input-variable', name }))
        if (choice) declarations.push(plural)
        bundles.set(bundleId, { id: bundleId, declarations })
        messages.push({ bundleId, locale, selectors: choice ? [{ type: 'variable-reference', name: plural.name }] : [] })
        if (!choice) variants.push({ messageBundleId: bundleId, messageLocale: locale, matches: [], pattern: pattern(text) })
        for (const [category, chosen] of Object.entries(choice ? text : {})) {
          const match = category === 'other' ? { type: 'catchall-match', key: plural.name } : { type: 'literal-match', key: plural.name, value: category }
          variants.push({ messageBundleId: bundleId, messageLocale: locale, matches: [match], pattern: pattern(chosen) })
        }
      }
    }
    return { bundles: [...bundles.values()], messages, variants }
  }
}

const plural = {
  type: 'local-variable',
  name: 'countPlural',
  value: {
    type: 'expression',
    arg: { type: 'variable-reference', name: 'count' },
    annotation: { type: 'function-reference', name: 'plural', options: [] }
  }
}

function named(group, prefix = '') {
  return Object.entries(group).flatMap(([name, value]) => {
    const key = prefix + name
    return typeof value === 'string' || isChoice(value) ? [[key, value]] : named(value, `${key}_`)
  })
}

function isChoice(value) {
  return 'other' in value && Object.keys(value).every((key) => categories.includes(key))
}

function placeholders(text) {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
}

function pattern(text) {
  return text
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1]
      return name ? { type: 'expression', arg: { type: 'variable-reference', name } } : { type: 'text', value: part }
    })
}
