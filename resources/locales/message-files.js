/**
 * Reads `resources/locales/<locale>/<area>.json`: `accept` in `agent.json` is the message `agent_accept`, nested names become
 * one, `{name}` is a placeholder, and `{ "one": ..., "other": ... }` chooses by the placeholder `count`, which is written as the
 * language writes numbers. A plugin of our own, so that a build needs no network.
 *
 * Two locales have no files: `en-XA` and `ar-XB` are made of English, for tests of the windows. In the first, words are accented
 * and some third longer; in the second, they run from right to left.
 */

/** A file for each part of the windows. What the engine says (visitor, refusals, sentences, judgements, notes) is looked up by its English words instead. */
export const areas = ['shared', 'settings', 'agent', 'customer', 'trainer', 'editor', 'directing', 'moment', 'wire', 'map', 'results', 'acting', 'windows', 'invitation', 'join']

const categories = ['zero', 'one', 'two', 'few', 'many', 'other']

export default {
  key: 'plugin.aside.messageFiles',
  toBeImportedFiles: ({ settings }) => settings.locales.flatMap((locale) => areas.map((area) => ({ path: `./${locale in made ? 'en' : locale}/${area}.json`, locale, metadata: { area } }))),
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
        if (choice) declarations.push(plural, written)
        bundles.set(bundleId, { id: bundleId, declarations })
        messages.push({ bundleId, locale, selectors: choice ? [{ type: 'variable-reference', name: plural.name }] : [] })
        if (!choice) variants.push({ messageBundleId: bundleId, messageLocale: locale, matches: [], pattern: pattern(text, made[locale]) })
        for (const [category, chosen] of Object.entries(choice ? text : {})) {
          const match = category === 'other' ? { type: 'catchall-match', key: plural.name } : { type: 'literal-match', key: plural.name, value: category }
          variants.push({ messageBundleId: bundleId, messageLocale: locale, matches: [match], pattern: pattern(chosen.replaceAll('{count}', `{${written.name}}`), made[locale]) })
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

const written = { ...plural, name: 'countWritten', value: { ...plural.value, annotation: { type: 'function-reference', name: 'number', options: [] } } }

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

function pattern(text, change = (words) => words) {
  const parts = text
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1]
      return name ? { type: 'expression', arg: { type: 'variable-reference', name } } : { type: 'text', value: part }
    })
  return change(parts)
}

const accented = { a: 'á', b: 'ƀ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ', n: 'ñ', o: 'ô', p: 'þ', q: 'ɋ', r: 'ŕ', s: 'š', t: 'ţ', u: 'û', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž', A: 'Å', B: 'Ɓ', C: 'Ç', D: 'Ð', E: 'É', F: 'Ƒ', G: 'Ĝ', H: 'Ĥ', I: 'Î', J: 'Ĵ', K: 'Ķ', L: 'Ļ', M: 'Ṁ', N: 'Ñ', O: 'Ö', P: 'Þ', Q: 'Ɋ', R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Û', V: 'Ṽ', W: 'Ŵ', X: 'Ẋ', Y: 'Ý', Z: 'Ž' }

/** As much longer than English as German is in the mean. */
const longer = 0.35
const filling = 'one two three four five six seven eight nine ten eleven twelve '

const words = (value) => ({ type: 'text', value })

function change(parts, how) {
  return parts.map((part) => (part.type === 'text' ? words(how(part.value)) : part))
}

/** In brackets, so that it is seen where a sentence is put together of pieces, or cut off. */
function accentedAndLonger(parts) {
  const length = parts.reduce((sum, part) => sum + (part.type === 'text' ? part.value.length : 0), 0)
  if (length === 0) return parts
  const more = Math.ceil(length * longer)
  const filled = filling.repeat(Math.ceil(more / filling.length)).slice(0, more).trimEnd()
  return [words('['), ...change(parts, (text) => text.replace(/[A-Za-z]/g, (letter) => accented[letter])), words(` ${filled}]`)]
}

/** Each run of letters between the signs that turn its direction, as browsers' own pseudo-locale has it. */
function fromRightToLeft(parts) {
  return change(parts, (text) => text.replace(/[A-Za-z][A-Za-z']*/g, (word) => `\u200f\u202e${word}\u202c\u200f`))
}

const made = { 'en-XA': accentedAndLonger, 'ar-XB': fromRightToLeft }
