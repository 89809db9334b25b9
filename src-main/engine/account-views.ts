import type { AgentStateName, ChannelName } from '../wire/agent-states.ts'
import type {
  AgentStateResource,
  DispositionResource,
  FeatureResource,
  GroupResource,
  ServiceResource,
  SettingsGroup,
  SkillResource,
  WorkspaceSetting
} from '../wire/resources.ts'
import { queuePath } from '../core/addresses.ts'
import { agentStates } from '../core/agent.ts'
import { resourceId } from '../core/ids.ts'
import type { Room } from './room.ts'

/** What can be read of a room's account beside its people and queues. */
export interface AccountViews {
  features(): FeatureResource[]
  services(): ServiceResource[]
  /** Those of this agent, or all. */
  groups(agent?: string): GroupResource[]
  skills(): SkillResource[]
  dispositions(): DispositionResource[]
  agentStates(): AgentStateResource[]
  /** What an agent's own desktop is set to. */
  workspace(agent: string): WorkspaceSetting[]
  settings(agent: string): SettingsGroup[]
}

export function accountViewsOf(room: Room): AccountViews {
  const { plan } = room
  const { settings, seed } = plan
  const at = (path: string): { uri: string; path: string } => ({ uri: `${plan.base}/api/v2${path}`, path })
  const hasChat = features.some(({ id }) => id !== 'api-supervisor' && settings.features.includes(id))
  const views: AccountViews = {
    features: () =>
      features
        .filter(({ id }) => settings.features.includes(id))
        .map((feature) => ({ ...feature, autoAssignOnContactCenterCreate: true, ...at(`/features/${feature.id}`) })),
    services: () =>
      services.map(({ type, name, channel }) => {
        const id = resourceId(seed, 'service', type)
        return { id, name, type, state: channel === null || isOn(room, channel) ? 'Active' : 'Inactive', ...at(`/services/${id}`) }
      }),
    groups: (agent) =>
      Object.entries(plan.queues)
        .filter(([, { members }]) => agent === undefined || members.includes(agent))
        .map(([name]) => {
          const id = idIn(queuePath(plan, name))
          return { id, name, type: 'BusinessUnit', contains: ['users', 'queues'], ...at(`/groups/${id}`) }
        }),
    skills: () => {
      const names = new Set(Object.values(plan.agents).flatMap(({ skills }) => Object.keys(skills)))
      return [...names].map((name) => {
        const id = resourceId(seed, 'skill', name)
        return { id, name, ...at(`/skills/${id}`) }
      })
    },
    dispositions: () =>
      settings.dispositions.map((name) => {
        const id = resourceId(seed, 'disposition', name)
        return { id, name, displayName: name, ...at(`/dispositions/${id}`) }
      }),
    agentStates: () => [
      ...(Object.keys(agentStates) as (keyof typeof agentStates)[]).map((state) => ({ ...agentStates[state], ...leadingInto[state] })),
      ...(settings.notReadyReasons ?? []).map((reason) => ({ ...agentStates.NotReady, ...leadingInto.NotReady, displayName: reason, id: resourceId(seed, 'notReadyReason', reason), name: reason, reason }))
    ],
    // Text throughout, as in the recorded settings, also for numbers and for true (wire-facts 4.5).
    workspace: (agent) =>
      Object.entries({
        'privilege.chat.can-use': hasChat,
        'privilege.chat.can-one-step-conference': hasChat,
        'chat.auto-answer': false,
        'chat.nickname': plan.agents[agent]?.nickname ?? agent,
        'chat.typing-is-enabled': true,
        'chat.typing-timeout': 10,
        'chat.pending-response-to-customer': '30,50',
        'chat.prompt-for-done': false,
        'aside.invitation-preview': settings.preview,
        'interaction.disposition.is-mandatory': settings.dispositionMandatory,
        'interaction.disposition.is-read-only-on-idle': settings.dispositionReadOnlyOnIdle,
        'interaction.disposition.key-name': settings.dispositionKey,
        'intercommunication.chat.routing-based-actions': 'InitTransfer,OneStepTransfer',
        'intercommunication.chat.routing-based-targets': ''
      }).map(([name, value]) => ({ name, value: String(value) })),
    settings: (agent) => [
      { id: 'agent-states', displayName: 'Agent States', settings: views.agentStates(), ...at('/settings/agent-states') },
      { id: 'dispositions', displayName: 'Dispositions', settings: views.dispositions(), ...at('/settings/dispositions') },
      { id: 'interaction-workspace', displayName: 'Interaction Workspace', settings: views.workspace(agent), ...at('/settings/interaction-workspace') }
    ]
  }
  return views
}

/** The words of the recorded list, and ours where it has none (wire-facts 1.0). */
const features = [
  { id: 'api-multimedia', displayName: 'Multimedia API', description: 'API for Multimedia' },
  { id: 'api-multimedia-chat', displayName: 'Multimedia Chat API', description: 'API for Multimedia Chat' },
  { id: 'api-supervisor', displayName: 'Supervisor API', description: 'API for Supervisors' }
] as const

/** The back ends, each with the channel that needs it. */
const services: readonly { type: ServiceResource['type']; name: string; channel: ChannelName | null }[] = [
  { type: 'Provisioning', name: 'Provisioning', channel: null },
  { type: 'Voice', name: 'SIPServer', channel: 'voice' },
  { type: 'MultiMediaState', name: 'InteractionServer', channel: 'chat' },
  { type: 'MultiMediaContent', name: 'UCS', channel: 'chat' }
]

function isOn({ plan, directory }: Room, channel: ChannelName): boolean {
  return plan.settings.channels.includes(channel) && !directory.channelsOff.includes(channel)
}

/** A state's name and its operation; `Logout` is called Offline here, and nothing leads into AuxWork (wire-facts 4.3). */
const leadingInto: Readonly<Record<AgentStateName | 'AuxWork', { name: string; operationName?: string }>> = {
  Ready: { name: 'Ready', operationName: 'Ready' },
  NotReady: { name: 'NotReady', operationName: 'NotReady' },
  AfterCallWork: { name: 'AfterCallWork', operationName: 'AfterCallWork' },
  AuxWork: { name: 'AuxWork' },
  Logout: { name: 'Offline', operationName: 'Offline' }
}

function idIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
