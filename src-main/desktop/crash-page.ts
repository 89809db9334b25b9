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

/** The colours are those of the pages; a page that is whole in itself cannot ask them for theirs. */
const style = `
:root { color-scheme: light dark; --ground: light-dark(#eef0f4, #0f1218); --surface: light-dark(#fff, #181c25); --text: light-dark(#171b24, #eceff5); --text-2: light-dark(#4c5464, #b9c1d0); --line: light-dark(#d8dce4, #323a49); --accent: light-dark(#2348c4, #8eaaff); --on-accent: light-dark(#fff, #0f1218); font: 15px/1.5 Inter, system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; background: var(--ground); color: var(--text); }
main { box-sizing: border-box; width: min(40rem, 100vw - 2rem); padding: 2rem; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); }
h1 { margin: 0 0 1rem; font-size: 1.375rem; line-height: 1.25; }
p { margin: 0 0 .75rem; }
.kept { color: var(--text-2); }
.does { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1.5rem 0 1rem; }
button { min-height: 2.25rem; padding: .25rem .875rem; border: 1px solid var(--line); border-radius: 6px; background: transparent; color: inherit; font: inherit; font-weight: 600; }
button:first-child { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
label { display: inline-flex; gap: .5rem; align-items: center; }
summary { cursor: default; }
pre { margin: .75rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--text-2); font-size: .8125rem; }`

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
<p class="kept">${escaped(words.crashKept)}</p>
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
