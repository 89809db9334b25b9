import type { Page } from '@playwright/test'

/** How a window may look: what its reader, their system or their screen asks for. */
export interface Look {
  readonly colorScheme: 'light' | 'dark'
  readonly contrast: 'no-preference' | 'more'
  /** As an address asks for it; null for the reader's own. */
  readonly language: 'de' | 'en-XA' | 'ar-XB' | null
  readonly size: { readonly width: number; readonly height: number }
}

export const usual: Look = { colorScheme: 'light', contrast: 'no-preference', language: null, size: { width: 1280, height: 800 } }

/** Those in which colours differ. */
export const colours = {
  light: usual,
  dark: { ...usual, colorScheme: 'dark' },
  contrast: { ...usual, contrast: 'more' },
  'contrast-dark': { ...usual, contrast: 'more', colorScheme: 'dark' }
} as const satisfies Record<string, Look>

/** Those in which words need another place: a window of 1280 by 800 at 200 % has room for 640 by 400. */
export const places = {
  german: { ...usual, language: 'de' },
  'long-words': { ...usual, language: 'en-XA' },
  'right-to-left': { ...usual, language: 'ar-XB' },
  zoomed: { ...usual, size: { width: 640, height: 400 } }
} as const satisfies Record<string, Look>

/** Puts a look on a window as it stands: nothing in it is closed or begun again. */
export async function wear(page: Page, { colorScheme, contrast, language, size }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme, contrast })
  await page.evaluate((asked) => {
    history.replaceState(null, '', asked === null ? location.pathname : `?lang=${asked}`)
    dispatchEvent(new PopStateEvent('popstate'))
  }, language)
  // Its words are read first.
  if (language !== null) await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' })
  if (page.viewportSize()?.width !== size.width) await page.setViewportSize(size)
  // Whoever has opened a menu sees what it belongs to.
  await page.evaluate(() => document.querySelector('[aria-haspopup][aria-expanded="true"]')?.scrollIntoView({ block: 'nearest' }))
  // What goes by the screen and the window hears of it with the next frame.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))))
}
