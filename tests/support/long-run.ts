import { startAside } from '../../src-main/app.ts'
import type { Aside } from '../../src-main/app.ts'
import type { Request } from '../../src-main/contract/client.ts'
import { agentViewer, customerViewer } from '../../src-main/contract/viewer.ts'
import type { AgentOperation } from '../../src-main/wire/operations.ts'
import { agentPlan, planWith, queuePlan } from './rooms.ts'

/** A served room in which a great deal has happened: chats with a consult each, one after another, a second between two acts. */
export interface LongRun {
  readonly aside: Aside
  /** How many marks the console has of it. */
  readonly marks: number
  /** Plays one chat more. */
  chat(): Promise<void>
}

const people = ['Anna', 'Ben', 'Carol', 'Dan']
const room = 'hosted'

export async function longRun(atLeast: number): Promise<LongRun> {
  const aside = await startAside({ data: null, port: 0, clock: 'manual' })
  const agents = Object.fromEntries(people.map((name) => [name, agentPlan(name)]))
  const hosted = aside.host(planWith({ title: 'A long day', agents, queues: { Support: queuePlan(['Anna', 'Carol']) } }))
  const { client } = hosted.live
  const ask = async (request: Request) => {
    await aside.advance(hosted.room, 1000)
    return client.ask(request)
  }
  for (const name of people) await ask({ viewer: agentViewer(name), chat: null, operation: { operationName: 'ChannelOpened' } })
  let chats = 0
  const chat = async (): Promise<void> => {
    chats += 1
    const id = (await ask({ viewer: customerViewer('Clara'), chat: null, operation: { operationName: 'RequestChat', nickname: 'Clara', subject: `Refund ${chats}`, endpoint: 'Support' } })).chat ?? ''
    // Whoever waited longest is asked: both of them in turn.
    const [owner, other] = (await client.chatsOf(agentViewer('Anna'))).some((one) => one.id === id) ? ['Anna', 'Ben'] : ['Carol', 'Dan']
    const agent = (name: string, operation: AgentOperation) => ask({ viewer: agentViewer(name), chat: id, operation })
    await agent(owner, { operationName: 'Accept' })
    await ask({ viewer: customerViewer('Clara'), chat: id, operation: { operationName: 'SendMessage', text: `Where is refund ${chats}?` } })
    await agent(owner, { operationName: 'Consult', targetUri: client.uriOf('agent', other), note: 'Above my limit' })
    await agent(other, { operationName: 'Accept' })
    await agent(owner, { operationName: 'SendToAgents', text: `Can you approve ${chats}?` })
    await agent(other, { operationName: 'SendToAgents', text: `Approved ${chats}` })
    await agent(other, { operationName: 'Leave' })
    await agent(owner, { operationName: 'SendMessage', text: `Refund ${chats} is on its way` })
    await agent(owner, { operationName: 'Complete' })
  }
  const marks = (): number => aside.stage.whole(room, { most: 1 })?.marks[0]?.n ?? 0
  while (marks() < atLeast) await chat()
  return {
    aside,
    get marks() {
      return marks()
    },
    chat
  }
}
