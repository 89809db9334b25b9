import type { DesktopBridge } from '../../src-main/contract/desktop-bridge.ts'

declare global {
  interface Window {
    readonly aside?: DesktopBridge
  }
}

/** The desktop shell round this page; null in a browser, where its part is done by the browser's own means. */
export const desktop: DesktopBridge | null = window.aside ?? null
