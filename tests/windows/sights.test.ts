import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { shippedScenarios, startAside } from '../../src-main/app.ts'
import type { Aside } from '../../src-main/app.ts'
import type { RunRow, StageMark } from '../../src-main/contract/control.ts'
import type { ChatResource } from '../../src-main/wire/chat.ts'
import type { CustomerChat } from '../../src-main/wire/customer-side.ts'
import { Sights } from '../../src-renderer/trainer/moment/sights.ts'
import type { ChatSight } from '../../src-renderer/trainer/moment/sights.ts'
import type { SeenMessage } from '../../src-renderer/trainer/moment/transcript.ts'

/** What the console says that each person saw is what that person can read for itself. */

let aside: Aside
test.beforeAll(async () => {
  aside = await startAside({ data: null, port: 0 })
})
test.afterAll(() => aside.close())

/** Plays a scenario to its end, as quickly as the stage can. */
function played(file: string): Promise<{ run: RunRow; marks: StageMark[] }> {
  return new Promise((done, failed) => {
    const id = { run: '' }
    const stop = aside.stage.watch({
      run: (run) => {
        if (run.id !== id.run) return
        // Nobody is there to go on after a cue.
        if (run.state === 'paused') return void aside.stage.command(run.id, { command: 'resume' })
        if (run.endedAt === null) return
        stop()
        const whole = aside.stage.whole(run.id, { most: 20_000 })
        if (whole) done(whole)
      }
    })
    void aside.stage.start({ scenario: file }).then((run) => {
      if ('problem' in run) return failed(new Error(run.problem))
      id.run = run.id
      aside.stage.command(run.id, { command: 'speed', speed: 100 })
    })
  })
}

/** GET with somebody's own token, as its window does. */
async function reader(run: RunRow, whose: { agent: string } | { customer: string }): Promise<(path: string) => Promise<unknown>> {
  const code = new URL(aside.stage.window(run.id, whose) ?? '').hash.slice('#code='.length)
  const session = await fetch(`${aside.url}/page/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) })
  const { token } = (await session.json()) as { token: string }
  return async (path) => (await fetch(`${aside.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).json()
}

interface Shown {
  id: string
  state: string
  people: unknown
  capabilities: unknown
  messages: unknown
}

function shown({ id, state, people, capabilities, transcript }: ChatSight): Shown {
  return { id, state, people, capabilities: capabilities.toSorted(), messages: state === 'Invited' ? [] : transcript.all().map(short) }
}

function short(message: SeenMessage): string {
  return [message.index, message.type, message.from.nickname, message.text ?? message.url ?? message.noticeText ?? '', 'visibility' in message ? message.visibility : ''].join(' ')
}

async function agentReads(name: string, get: (path: string) => Promise<unknown>): Promise<Shown[]> {
  const { chats } = (await get('/api/v2/me/chats?fields=*')) as { chats: ChatResource[] }
  return Promise.all(chats.map(async ({ id, state, participants, capabilities }) => {
    // Whoever has left is told no more, not even that it left.
    const isHeard = ({ type, from }: SeenMessage): boolean => !(state === 'LeftChat' && type === 'ParticipantLeft' && from.nickname === name)
    const { messages } = (state === 'Invited' ? { messages: [] } : await get(`/api/v2/me/chats/${id}/messages`)) as { messages: SeenMessage[] }
    return { id, state, people: participants, capabilities: capabilities?.toSorted(), messages: messages.filter(isHeard).map(short) }
  }))
}

async function customerReads(get: (path: string) => Promise<unknown>, id: string): Promise<Shown> {
  const { chat } = (await get(`/api/v2/chats/${id}`)) as { chat: CustomerChat }
  const { messages } = (await get(`/api/v2/chats/${id}/messages?index=0`)) as { messages: SeenMessage[] }
  return { id, state: chat.state, people: chat.participants, capabilities: chat.capabilities.toSorted(), messages: messages.map(short) }
}

/** Whoever's line loses something has to read again, and what somebody reads is in no notification; where a person plays, nobody is there to. */
const files = readdirSync(shippedScenarios, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml') && !/^ *- network:|played by: person/m.test(readFileSync(join(shippedScenarios, file), 'utf8')))

for (const file of files) {
  test(`at the end of ${file} everybody saw what it can read`, async () => {
    const { run, marks } = await played(file)
    const sights = new Sights()
    for (const mark of marks) sights.hear(mark)
    const end = marks.at(-1)?.n ?? 0
    for (const agent of run.agents) {
      const read = await agentReads(agent, await reader(run, { agent }))
      expect(sights.of(agent, end).chats.map(shown), agent).toEqual(read)
    }
    for (const customer of run.customers) {
      const sight = sights.of(customer, end)
      const get = await reader(run, { customer })
      for (const chat of sight.chats) expect(shown(chat), customer).toEqual(await customerReads(get, chat.id))
    }
  })
}
