import { bayeuxAnswer, bayeuxRequest } from './bayeux.ts'
import type { Endpoint } from './endpoint.ts'
import { agentEndpoints } from './endpoints-of-agents.ts'
import { customerEndpoints } from './endpoints-of-customers.ts'
import { accountEndpoints } from './endpoints-of-the-account.ts'

const notifications: Endpoint = {
  method: 'post',
  path: '/notifications',
  id: 'bayeux',
  tag: 'notifications',
  summary: 'Bayeux 1.0, as CometD clients speak it',
  about:
    'Long polling for agents, with the session cookie of `GET /me`. One message or several; what is told comes with the answer to a connect. ' +
    'Clients may append the kind of message to the address, as in `/notifications/handshake`. The topics and the frames are told of under Notifications.',
  callers: ['agent'],
  body: bayeuxRequest,
  answer: bayeuxAnswer
}

/** The whole API. */
export const endpoints: readonly Endpoint[] = [...agentEndpoints, ...customerEndpoints, ...accountEndpoints, notifications]
