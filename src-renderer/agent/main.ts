import { mount } from 'svelte'
import '../shared/tokens.css'
import { applyTheme } from '../shared/theme.ts'
import App from './App.svelte'

applyTheme()

const target = document.getElementById('app')
if (!target) throw new Error('The page has no place for the app')
mount(App, { target })
