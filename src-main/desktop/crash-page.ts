import { createHash } from 'node:crypto'
import type { Language } from '../contract/desktop-bridge.ts'
import { wordsIn } from './words.ts'

/**
 * The page that stands where a window broke. It is whole in itself, so that it can be shown when nobody serves pages any
 * more: no address, no file, and its policy allows its own style and script and nothing else.
 */
export interface Broken {
  readonly language: Language
  /** One sentence. */
  readonly happened: string
  /** For whoever mends it. */
  readonly detail: string
  /** What helps: the window alone, or all of Aside. */
  readonly by: 'reload' | 'restart'
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; }
main { max-width: 36rem; padding: 2rem; }
h1 { font-size: 1.5rem; margin: 0 0 1rem; }
.does { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin: 1.5rem 0; }
button { font: inherit; padding: .4rem .9rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
label { display: inline-flex; gap: .4rem; align-items: center; }`

const script = `
for (const button of document.querySelectorAll('button'))
  button.addEventListener('click', () => aside.tell({ say: 'mend', by: button.value, texts: document.querySelector('input').checked }))
document.querySelector('button').focus()`

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`

/** What addresses of such pages begin with. */
export const crashScheme = 'data:text/html'

/** Its address. */
export function crashPage({ language, happened, detail, by }: Broken): string {
  const words = wordsIn(language)
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>${escaped(words.crashTitle)} – Aside</title><style>${style}</style></head>
<body><main>
<h1>${escaped(words.crashTitle)}</h1>
<p role="alert">${escaped(happened)}</p>
<p>${escaped(words.crashKept)}</p>
<div class="does">
<button value="${by}">${escaped(by === 'reload' ? words.crashReload : words.crashRestart)}</button>
<button value="report">${escaped(words.saveReport)}</button>
<button value="logs">${escaped(words.crashLogs)}</button>
</div>
<p><label><input type="checkbox"> ${escaped(words.withTexts)}</label></p>
<details><summary>${escaped(words.crashDetails)}</summary><pre>${escaped(detail)}</pre></details>
</main><script>${script}</script></body></html>`
  return `${crashScheme};charset=utf-8,${encodeURIComponent(html)}`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
