import type { Page } from '@playwright/test'

/**
 * Texts of a page that are cut off, spill out of their button, or run over each other. What ends in an ellipsis on purpose
 * (`.clip`, a clamped line) or can be scrolled to is not cut off.
 */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const slackPx = 1.5
    interface Seen {
      readonly text: string
      readonly element: Element
      readonly box: DOMRect
    }

    const isOnPurpose = (element: Element): boolean => {
      const style = getComputedStyle(element)
      return element.matches('.clip, .unseen') || style.textOverflow === 'ellipsis' || style.getPropertyValue('-webkit-line-clamp') !== 'none' || style.clipPath !== 'none'
    }
    const withinUpTo = (element: Element, end: Element | null): Element[] => {
      const path: Element[] = []
      for (let at: Element | null = element; at && at !== end; at = at.parentElement) path.push(at)
      return path
    }
    const name = ({ text, element }: Seen): string => `“${text}” in ${element.tagName.toLowerCase()}.${[...element.classList].filter((one) => !one.startsWith('svelte-')).join('.')}`

    const seen: Seen[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const element = node.parentElement
      if (text === '' || !element || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      if (element.closest('.unseen, option, [aria-hidden="true"], script, style') || element.getBoundingClientRect().width <= 1) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const box of range.getClientRects()) if (box.width > 0 && box.height > 0) seen.push({ text, element, box })
    }

    const found: string[] = []
    /** What of a text's box can be seen within all that hides what does not fit. */
    const visible: (Seen & { readonly clip: DOMRect })[] = []
    for (const one of seen) {
      let clip = new DOMRect(0, 0, innerWidth, innerHeight)
      let isCut = false
      let isScrolled = false
      let isAllowed = false
      for (const at of withinUpTo(one.element, document.documentElement)) {
        const { overflowX, overflowY } = getComputedStyle(at)
        isAllowed ||= isOnPurpose(at)
        isScrolled ||= /auto|scroll/.test(`${overflowX} ${overflowY}`)
        if (overflowX === 'visible' && overflowY === 'visible') continue
        const box = at.getBoundingClientRect()
        const isOutside = one.box.left < box.left - slackPx || one.box.right > box.right + slackPx || one.box.top < box.top - slackPx || one.box.bottom > box.bottom + slackPx
        if (isOutside && !isScrolled && !isAllowed) isCut = true
        const [left, top, right, bottom] = [Math.max(clip.left, box.left), Math.max(clip.top, box.top), Math.min(clip.right, box.right), Math.min(clip.bottom, box.bottom)]
        clip = new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top))
      }
      if (isCut) found.push(`cut off: ${name(one)}`)
      const framed = one.element.closest('.button, .tag, kbd')
      if (framed && !isAllowed) {
        const frame = framed.getBoundingClientRect()
        if (one.box.left < frame.left - slackPx || one.box.right > frame.right + slackPx || one.box.top < frame.top - slackPx || one.box.bottom > frame.bottom + slackPx) found.push(`spills: ${name(one)}`)
      }
      if (!isScrolled && (one.box.right > innerWidth + slackPx || one.box.left < -slackPx)) found.push(`beside the window: ${name(one)}`)
      const [left, top, right, bottom] = [Math.max(clip.left, one.box.left), Math.max(clip.top, one.box.top), Math.min(clip.right, one.box.right), Math.min(clip.bottom, one.box.bottom)]
      if (right > left && bottom > top) visible.push({ ...one, clip: new DOMRect(left, top, right - left, bottom - top) })
    }

    // A text is only run over by what is drawn there too: what lies under a dialog or a fixed column is hidden, not mixed.
    const isOpaque = (element: Element): boolean => {
      const { backgroundColor, backgroundImage } = getComputedStyle(element)
      return backgroundImage !== 'none' || !/transparent|, 0\)/.test(backgroundColor)
    }
    const isDrawn = (element: Element, x: number, y: number): boolean => {
      for (const at of document.elementsFromPoint(x, y)) {
        if (element.contains(at)) return true
        if (!at.contains(element) && isOpaque(at)) return false
      }
      return false
    }
    for (const [place, one] of visible.entries()) {
      for (const other of visible.slice(place + 1)) {
        if (one.element === other.element) continue
        const [left, top] = [Math.max(one.clip.left, other.clip.left), Math.max(one.clip.top, other.clip.top)]
        const [right, bottom] = [Math.min(one.clip.right, other.clip.right), Math.min(one.clip.bottom, other.clip.bottom)]
        const overPx = 3
        if (right - left < overPx || bottom - top < overPx) continue
        const [x, y] = [(left + right) / 2, (top + bottom) / 2]
        if (isDrawn(one.element, x, y) && isDrawn(other.element, x, y)) found.push(`over each other: ${name(one)} and ${name(other)}`)
      }
    }
    return [...new Set(found)]
  })
}
