import type { MonitoringMark, SupervisedChat, UserResource } from '../../src-main/wire/users-and-queues.ts'
import type { IntrudeOperation, SupervisorOperation } from '../../src-main/wire/operations.ts'
import type { Rest } from '../shared/rest.ts'
import type { Me, SupervisionMode } from './desk-chat.ts'

/** A colleague as its supervisor sees it. */
export interface TeamMember {
  readonly user: UserResource
  readonly name: string
  readonly chats: readonly SupervisedChat[]
  /** What this supervisor has set for the colleague's chats to come. */
  readonly monitoring: MonitoringMark | null
}

interface SupervisedAnswer {
  chats: SupervisedChat[]
  monitoring?: MonitoringMark
}

/** What a supervisor knows of its team and asks of it. Nobody tells of it by itself, so it is looked at again and again. */
export class Supervision {
  team = $state.raw<readonly TeamMember[] | null>(null)
  /** Why the team cannot be seen, in the wire's own words. */
  refusal = $state<string | null>(null)
  readonly #rest: Rest

  constructor(rest: Rest) {
    this.#rest = rest
  }

  async look(me: Me): Promise<void> {
    const users = await this.#rest.get<{ users: UserResource[] }>('/api/v2/users?fields=*')
    if (!users.ok) return void (this.refusal = users.failure.statusMessage)
    const others = users.value.users.filter(({ path }) => path !== me.path)
    const replies = await Promise.all(others.map(({ id }) => this.#rest.get<SupervisedAnswer>(`/api/v2/users/${id}/chats`)))
    const refused = replies.find((reply) => !reply.ok)
    this.refusal = refused && !refused.ok ? refused.failure.statusMessage : null
    this.team = others.map((user, place) => {
      const reply = replies[place]
      const { chats = [], monitoring = null } = reply?.ok ? reply.value : {}
      return { user, name: user.nickname ?? user.userName, chats, monitoring }
    })
  }

  /** Is asked into the colleague's chats to come. Comes back with the refusal. */
  monitor({ id }: UserResource, operationName: SupervisionMode, supervisorMonitoringMode: 'NextChat' | 'AllChats'): Promise<string | null> {
    return this.#ask(`/api/v2/users/${id}/channels/chat`, { operationName, supervisorMonitoringMode })
  }

  cancel({ id }: UserResource): Promise<string | null> {
    return this.#ask(`/api/v2/users/${id}/channels/chat`, { operationName: 'CancelSupervisorMonitoring' })
  }

  intrude({ id }: UserResource, chat: string, supervisorVisibilityMode: SupervisionMode): Promise<string | null> {
    return this.#ask(`/api/v2/users/${id}/chats/${chat}`, { operationName: 'Intrude', supervisorVisibilityMode })
  }

  async #ask(path: string, operation: SupervisorOperation | IntrudeOperation): Promise<string | null> {
    const reply = await this.#rest.post(path, operation)
    return reply.ok ? null : reply.failure.statusMessage
  }
}
