import { readFileSync } from 'node:fs'
import type { BrowserWindowConstructorOptions } from 'electron'

/** What runs in a page before the page: the real preload, and the calls that Electron would see. Text, because it is sent. */

/**
 * The preload as built, in a function of its own: it sees `electron`'s contextBridge and what a sandboxed preload has of
 * `process`, and nothing of the page. What it exposes reaches the page as frozen copies.
 */
export function preloadScript({ webPreferences = {} }: BrowserWindowConstructorOptions): string {
  const { preload, additionalArguments = [] } = webPreferences
  if (preload === undefined) return ''
  return `(() => {
    if (window !== window.top) return
    const page = window
    const copied = (value) => {
      if (typeof value === 'function') return (...given) => copied(value(...given.map(copied)))
      if (value === null || typeof value !== 'object') return value
      return Object.freeze(Array.isArray(value) ? value.map(copied) : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copied(one)])))
    }
    const strict = (name, known) => new Proxy(known, { get: (target, key) => {
      if (key in target) return target[key]
      throw new Error('The preload stand-in knows no ' + name + '.' + String(key))
    } })
    const contextBridge = strict('contextBridge', {
      exposeInMainWorld: (name, api) => Object.defineProperty(page, name, { value: copied(api), enumerable: true })
    })
    const { standInSends } = page
    delete page.standInSends
    const listeners = new Map()
    const ipcRenderer = strict('ipcRenderer', {
      send: (channel, message) => void standInSends(channel, structuredClone(message)),
      on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    })
    // By which the screen brings what the main process sends.
    Object.defineProperty(page, Symbol.for('standInHears'), { value: (channel, message) => {
      for (const listener of listeners.get(channel) ?? []) listener({}, message)
    } })
    const required = (name) => {
      if (name !== 'electron') throw new Error('A sandboxed preload cannot require ' + name)
      return strict('electron', { contextBridge, ipcRenderer })
    }
    const seen = strict('process', { argv: ${JSON.stringify(['renderer', ...additionalArguments])} })
    ;(function (require, process, window, self, globalThis, document, top, parent) {
      ${readFileSync(preload, 'utf8')}
    })(required, seen)
  })()`
}

/** Tells the screen of new windows and titles; the bindings are taken out of the page's reach. */
export const watchScript = `(() => {
  if (window !== window.top) return
  const { standInOpens, standInTitle } = window
  delete window.standInOpens
  delete window.standInTitle
  window.open = (address = '', frameName = '', features = '') => {
    standInOpens(new URL(address, location.href).href, frameName, features)
    return null
  }
  let last = null
  const tell = () => {
    if (document.title !== last) standInTitle(last = document.title)
  }
  new MutationObserver(tell).observe(document, { subtree: true, childList: true, characterData: true })
})()`
