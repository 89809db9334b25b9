import type { Component } from 'svelte'
import Clapperboard from '@lucide/svelte/icons/clapperboard'
import { m } from '../shared/messages/messages.js'
import StageView from './StageView.svelte'
import type { Stage } from './stage.svelte.ts'

/** What the console shows of the chosen scenario: one view at a time, each a tab. */
export interface View {
  readonly name: string
  readonly title: () => string
  readonly Icon: Component<{ size?: number; 'aria-hidden'?: 'true' }>
  readonly Content: Component<{ stage: Stage }>
  /** Does it show a run? Then the run's controls stand above it. */
  readonly isOfRun: boolean
}

export const views: readonly View[] = [{ name: 'stage', title: () => m.trainer_viewStage(), Icon: Clapperboard, Content: StageView, isOfRun: true }]
