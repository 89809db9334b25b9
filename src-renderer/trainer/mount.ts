import { mount } from 'svelte'
import { speak } from '../shared/language.svelte.ts'
import { wearSettings } from '../shared/look.svelte.ts'
import App from './App.svelte'
import type { Opening } from './opening.ts'

export async function mountConsole(opening: Promise<Opening>): Promise<void> {
  wearSettings()
  const target = document.getElementById('app')
  if (!target) throw new Error('The page has no place for the app')
  await speak(['shared', 'settings', 'trainer', 'editor', 'directing', 'moment', 'wire', 'map', 'results', 'acting', 'windows', 'invitation'])
  mount(App, { target, props: { opening } })
}
