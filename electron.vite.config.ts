import { resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { defineConfig } from 'electron-vite'
import { languagesApart } from './resources/locales/languages-apart.ts'
import { areas } from './resources/locales/message-files.js'
import project from './resources/locales/project.inlang/settings.json' with { type: 'json' }

const messages = resolve('src-renderer/shared/messages')

/** Functions and classes keep their names, for whoever reads a report of a crash. */
const withNames = { compress: { keepNames: { function: true, class: true } }, mangle: { keepNames: true, toplevel: true }, codegen: true }

/** Dependencies of main and preload stay outside the bundles; electron-vite does that by itself. */
export default defineConfig({
  main: {
    build: { outDir: 'out/main', rolldownOptions: { input: { main: 'src-main/main.ts', 'play-thread': 'src-main/playing/play-thread.ts' }, output: { chunkFileNames: '[name]-[hash].js', minify: withNames } } }
  },
  preload: {
    // A sandboxed preload must be CommonJS.
    build: {
      outDir: 'out/preload',
      rolldownOptions: { input: { preload: 'src-main/preload.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } }
    }
  },
  renderer: {
    root: 'src-renderer',
    // Served by the engine, so that addresses begin at its root.
    base: '/',
    build: {
      outDir: 'out/renderer',
      emptyOutDir: true,
      // The pages' content security policy allows no data: addresses.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Half as much to read before a window can be used.
      minify: true,
      rolldownOptions: {
        input: {
          trainer: 'src-renderer/trainer/index.html',
          agent: 'src-renderer/agent/index.html',
          customer: 'src-renderer/customer/index.html',
          join: 'src-renderer/join/index.html'
        }
      }
    },
    plugins: [
      paraglideVitePlugin({
        project: resolve('resources/locales/project.inlang'),
        outdir: messages,
        strategy: ['baseLocale'],
        emitTsDeclarations: true,
        emitReadme: false
      }),
      languagesApart({ outdir: messages, base: project.baseLocale, others: project.locales.filter((locale) => locale !== project.baseLocale), areas, finder: resolve('src-renderer/shared/other-languages.ts') }),
      // `external`: the content security policy forbids styles that are injected at run time.
      svelte({ configFile: false, compilerOptions: { css: 'external', runes: true } })
    ]
  }
})
