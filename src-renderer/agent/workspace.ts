import type { DispositionResource } from '../../src-main/wire/resources.ts'
import type { Rest } from '../shared/rest.ts'
import { noDispositionRules } from './disposition.ts'
import type { DispositionRules } from './disposition.ts'

/** How the contact centre has set up its agents' desks (wire-facts 4.5). */
export interface Workspace {
  /** May an invited agent look into the chat before it answers (R1)? */
  readonly hasPreview: boolean
  /** After how long a waiting customer gets impatient, and after how long it is late. */
  readonly patience: { readonly impatientMs: number; readonly lateMs: number }
  readonly disposition: DispositionRules
}

export const usualWorkspace: Workspace = { hasPreview: true, patience: { impatientMs: 30_000, lateMs: 50_000 }, disposition: noDispositionRules }

/** An agent's own settings, all text, by group and name. */
type MySettings = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What cannot be read is as it usually is; what was learned meanwhile stays. */
export async function readWorkspace(rest: Rest, known: Workspace): Promise<Workspace> {
  const [own, words] = await Promise.all([
    rest.get<{ settings: MySettings }>('/api/v2/me/settings'),
    rest.get<{ settings: DispositionResource[] }>('/api/v2/settings/dispositions')
  ])
  const settings = own.ok ? (own.value.settings['interaction-workspace'] ?? {}) : {}
  return {
    hasPreview: settings['aside.invitation-preview'] !== 'false',
    patience: patienceIn(settings['chat.pending-response-to-customer']),
    disposition: {
      words: words.ok ? words.value.settings.map(({ name }) => name) : [],
      key: settings['interaction.disposition.key-name'] ?? noDispositionRules.key,
      isMandatory: settings['interaction.disposition.is-mandatory'] === 'true',
      isFixedAtTheEnd: settings['interaction.disposition.is-read-only-on-idle'] === 'true',
      isFixed: known.disposition.isFixed
    }
  }
}

/** A disposition was refused that nothing but its key can have fixed. */
export function withFixedDisposition(workspace: Workspace): Workspace {
  return { ...workspace, disposition: { ...workspace.disposition, isFixed: true } }
}

/** `30,50`: seconds. */
function patienceIn(setting: string | undefined): Workspace['patience'] {
  const [impatient, late] = (setting ?? '').split(',').map((seconds) => Number(seconds) * 1000)
  return impatient && late && impatient <= late ? { impatientMs: impatient, lateMs: late } : usualWorkspace.patience
}
