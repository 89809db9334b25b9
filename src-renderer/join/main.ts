import { mount } from 'svelte'
import { speak } from '../shared/language.svelte.ts'
import { wearSettings } from '../shared/look.svelte.ts'
import App from './App.svelte'

wearSettings()

const target = document.getElementById('app')
if (!target) throw new Error('The page has no place for the app')
await speak(['shared', 'settings', 'join'])
mount(App, { target })
