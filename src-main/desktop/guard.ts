import { app, session } from 'electron'

/**
 * What our own pages may have when they ask: system notifications, to put a copied text into the clipboard, and the whole
 * screen. Nobody else has anything.
 */
const granted: readonly string[] = ['notifications', 'clipboard-sanitized-write', 'fullscreen']

/**
 * No page leaves our origin, opens anything foreign or is permitted anything but the above. `open` gets the addresses of ours
 * that a page asked to open: they become windows of our own making, never popups that inherit from their opener. `outside` gets
 * the web addresses of others, such as one that an agent pushed, when somebody presses them: they are for the system's browser.
 */
export function guard(origin: string, open: (address: string) => void, outside: (address: string) => void): void {
  const isOurs = (address: string): boolean => URL.canParse(address) && new URL(address).origin === origin

  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(({ url }) => {
      if (isOurs(url)) open(url)
      else if (isWeb(url)) outside(url)
      return { action: 'deny' }
    })
    contents.on('will-navigate', (event, address) => {
      if (!isOurs(address)) event.preventDefault()
    })
    contents.on('will-redirect', (event, address) => {
      if (!isOurs(address)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => answer(granted.includes(permission) && isOurs(requestingUrl)))
  session.defaultSession.setPermissionCheckHandler((_contents, permission, requestingOrigin) => granted.includes(permission) && isOurs(requestingOrigin))
}

/** Any other scheme could start a program. */
function isWeb(address: string): boolean {
  return URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol)
}
