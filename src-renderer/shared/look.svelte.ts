import './fonts.css'
import './tokens.css'
import { direction, locale } from './language.svelte.ts'
import { settings } from './settings.svelte.ts'

const moreContrast = ['(prefers-contrast: more)', '(forced-colors: active)'].map((query) => matchMedia(query))

/** Puts on the page's root what the style sheets go by: theme, contrast, density, language and direction, whatever becomes of them. */
export function wearSettings(): void {
  const root = document.documentElement
  let systemWantsMore = $state(wantsMore())
  for (const query of moreContrast) query.addEventListener('change', () => (systemWantsMore = wantsMore()))
  $effect.root(() => {
    $effect.pre(() => {
      const { theme, contrast, density } = settings.now
      put(root, 'theme', theme === 'system' ? null : theme)
      put(root, 'contrast', contrast === 'more' || (contrast === 'system' && systemWantsMore) ? 'more' : null)
      put(root, 'density', density === 'compact' ? null : density)
      root.lang = locale()
      root.dir = direction()
    })
  })
}

function wantsMore(): boolean {
  return moreContrast.some(({ matches }) => matches)
}

function put({ dataset }: HTMLElement, name: string, value: string | null): void {
  if (value === null) delete dataset[name]
  else dataset[name] = value
}
