import Ear from '@lucide/svelte/icons/ear'
import Glasses from '@lucide/svelte/icons/glasses'
import Megaphone from '@lucide/svelte/icons/megaphone'
import type { Capability } from '../../src-main/wire/chat.ts'
import { m } from '../shared/messages/messages.js'
import type { SupervisionMode } from './desk-chat.ts'

/** The three ways to supervise, from unseen to heard by all; each has an icon of its own. */
export const supervisionModes: readonly SupervisionMode[] = ['Monitor', 'Coach', 'BargeIn']

export const supervisionIcons = { Monitor: Glasses, Coach: Ear, BargeIn: Megaphone } as const

/** The capability is spelt otherwise than its operation (wire-facts 1.1). */
export const switching = { Monitor: 'SwitchToMonitor', Coach: 'SwitchToCoach', BargeIn: 'SwitchBargeIn' } as const satisfies Record<SupervisionMode, Capability>

/** What it is called: on a tag, and on the button that begins it. */
export function modeTag(mode: SupervisionMode): string {
  return { Monitor: m.agent_tagMonitor(), Coach: m.agent_tagCoach(), BargeIn: m.agent_tagBargeIn() }[mode]
}

export function modeDo(mode: SupervisionMode): string {
  return { Monitor: m.agent_doMonitor(), Coach: m.agent_doCoach(), BargeIn: m.agent_doBargeIn() }[mode]
}

/** Who hears it. */
export function modeHint(mode: SupervisionMode, agent: string, customer: string): string {
  return {
    Monitor: m.agent_hintMonitor(),
    Coach: m.agent_hintCoach({ agent, customer }),
    BargeIn: m.agent_hintBargeIn({ customer })
  }[mode]
}
