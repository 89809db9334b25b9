import type { Component } from 'svelte'
import Cable from '@lucide/svelte/icons/cable'
import Clapperboard from '@lucide/svelte/icons/clapperboard'
import ListChecks from '@lucide/svelte/icons/list-checks'
import PenLine from '@lucide/svelte/icons/pen-line'
import Waypoints from '@lucide/svelte/icons/waypoints'
import { m } from '../shared/messages/messages.js'
import EditorTab from './EditorTab.svelte'
import { drafts } from './editor-drafts.svelte.ts'
import MapView from './map/MapView.svelte'
import ResultsView from './results/ResultsView.svelte'
import StageView from './StageView.svelte'
import type { Stage } from './stage.svelte.ts'
import WireView from './wire/WireView.svelte'

/** What the console shows of the chosen scenario: one view at a time, each a tab. */
export interface View {
  readonly name: string
  readonly title: () => string
  readonly Icon: Component<{ size?: number; 'aria-hidden'?: 'true' }>
  readonly Content: Component<{ stage: Stage }>
  /** Does it show a run? Then the run's controls stand above it. */
  readonly isOfRun: boolean
  /** Does it hold something that was not saved yet? */
  readonly isMarked?: (stage: Stage) => boolean
}

export const views: readonly View[] = [
  { name: 'stage', title: () => m.trainer_viewStage(), Icon: Clapperboard, Content: StageView, isOfRun: true },
  { name: 'editor', title: () => m.editor_view(), Icon: PenLine, Content: EditorTab, isOfRun: false, isMarked: ({ file }) => file !== null && drafts.files.includes(file) },
  { name: 'wire', title: () => m.wire_view(), Icon: Cable, Content: WireView, isOfRun: true },
  { name: 'map', title: () => m.map_view(), Icon: Waypoints, Content: MapView, isOfRun: true },
  { name: 'results', title: () => m.results_view(), Icon: ListChecks, Content: ResultsView, isOfRun: true }
]
