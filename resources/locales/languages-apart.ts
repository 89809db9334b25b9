import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/** What a page imports to find the words of other languages, and where those of one area in one language are. */
const listId = 'aside:languages'
const wordsId = /^aside:words\/(.+)-([^-]+)$/

interface Apart {
  /** Where Paraglide puts what it compiles. */
  readonly outdir: string
  /** The language whose words each page brings along. */
  readonly base: string
  readonly others: readonly string[]
  readonly areas: readonly string[]
  /** The module whose `wordsIn` finds a message in another language. */
  readonly finder: string
}

/**
 * A page brings its words in the base language alone; those of another language are files of their own, one for each area,
 * which are read before the page speaks it. Paraglide compiles a message in all its languages into one module, so that each
 * page would carry all of them; this takes them apart, and fails where the compiled form is not the one that it knows.
 */
export function languagesApart({ outdir, base, others, areas, finder }: Apart): Plugin {
  const folder = join(outdir, 'messages')
  return {
    name: 'aside-languages-apart',
    enforce: 'pre',
    resolveId: (id) => (id === listId || wordsId.test(id) ? `\0${id}` : null),
    load: (id) => {
      if (id === `\0${listId}`) return listOf(others, areas)
      const [, locale, area] = wordsId.exec(id.slice(1)) ?? []
      return locale === undefined || area === undefined ? null : wordsOf(folder, locale, area)
    },
    transform: (code, id) => {
      if (dirname(id) !== folder || basename(id).startsWith('_')) return null
      const alone = inBaseLanguage(code, basename(id, '.js'), base)
      return { code: `import { wordsIn } from ${JSON.stringify(finder)}\n${alone}`, map: null }
    }
  }
}

function listOf(locales: readonly string[], areas: readonly string[]): string {
  const byArea = (locale: string): string => areas.map((area) => `${area}: () => import('aside:words/${locale}-${area}')`).join(', ')
  return `export const languages = { ${locales.map((locale) => `${JSON.stringify(locale)}: { ${byArea(locale)} }`).join(', ')} }`
}

/** All messages of an area in one language, by the names of their modules. */
function wordsOf(folder: string, locale: string, area: string): string {
  const names = readdirSync(folder).flatMap((file) => (file.startsWith(`${area}_`) && file.endsWith('.js') ? [basename(file, '.js')] : []))
  const words = names.map((name) => {
    const said = compiled(readFileSync(join(folder, `${name}.js`), 'utf8'), name).get(compiledName(locale))
    if (said === undefined) throw unknownForm(name)
    return `${JSON.stringify(name)}: ${said}`
  })
  return `import * as registry from ${JSON.stringify(join(dirname(folder), 'registry.js'))}\nexport const words = {\n${words.join(',\n')}\n}`
}

function inBaseLanguage(code: string, name: string, base: string): string {
  const others = [...compiled(code, name).keys()].filter((language) => language !== base)
  const own = code.replace(messageIn(name), (whole, language: string) => (language === base ? whole : ''))
  // One question is left: is it the base language?
  const alone = others.reduce((left, language) => left.replace(new RegExp(`^\\tif [^\\n]* return ${language}_${name}\\(inputs\\)\\n`, 'm'), '').replace(`return ${language}_${name}(inputs)`, `return wordsIn(locale, '${name}')(inputs)`), own)
  if (others.some((language) => alone.includes(`${language}_${name}`)) || !alone.includes('wordsIn(')) throw unknownForm(name)
  return alone
}

/** The message as it is said in each language, by the language's compiled name. */
function compiled(code: string, name: string): ReadonlyMap<string, string> {
  return new Map([...code.matchAll(messageIn(name))].map(([, language = '', said = '']) => [language, said]))
}

function messageIn(name: string): RegExp {
  return new RegExp(`^const (\\w+)_${name} = ([^\\n]*=> \\{[\\s\\S]*?^\\});$`, 'gm')
}

/** `en-XA` is `en_xa2`: capitals are counted. */
function compiledName(locale: string): string {
  const capitals = locale.replace(/[^A-Z]/g, '').length
  return `${locale.toLowerCase().replaceAll('-', '_')}${capitals === 0 ? '' : capitals}`
}

function unknownForm(name: string): Error {
  return new Error(`The message ${name} is compiled in a form that resources/locales/languages-apart.ts does not know`)
}
