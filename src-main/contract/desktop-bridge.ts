/** What the desktop shell shows to our pages as `window.aside`; absent in a browser. Data only: there is nothing to call. */
export interface DesktopBridge {
  readonly isDesktop: true
  /** Aside's own version. */
  readonly version: string
}
