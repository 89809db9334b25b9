import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { inProcess } from '../../src-main/client/in-process.ts'
import { agentViewer, customerViewer } from '../../src-main/contract/viewer.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import { VirtualPace } from '../../src-main/engine/pace.ts'
import { viewsOf } from '../../src-main/engine/room-views.ts'
import type { RoomViews } from '../../src-main/engine/room-views.ts'
import { planOf } from '../../src-main/scenario/plan.ts'
import type { Scenario } from '../../src-main/scenario/scenario.ts'
import { logIn } from '../../src-main/store/log-file.ts'
import { Store } from '../../src-main/store/store.ts'
import { freshFolder } from '../support/rooms.ts'
import { playOn, read } from './playing.ts'

/** The pack of what real systems got wrong: one scenario or more for each case, and where each comes from. */

const folder = new URL('../../resources/scenarios/edge/', import.meta.url)
const files = readdirSync(folder).sort()
const scenarios = new Map(files.map((file) => [file, read(readFileSync(new URL(file, folder), 'utf8'), file)]))

/** What each case is about, and how many scenarios tell it: a file that goes missing is missed here. */
const cases: Readonly<Record<number, readonly [about: string, scenarios: number]>> = {
  1: ['cancel a queue consult before anybody accepted', 2],
  2: ['cancel races with accept', 3],
  3: ['nobody in the queue', 2],
  4: ['a second consult while one is pending', 4],
  5: ['consult, transfer, and consult back', 2],
  6: ['a consult that ends while it is offered is no reject', 3],
  7: ['the asking agent learns of the acceptance', 2],
  8: ['Leave while the invitation is in flight', 3],
  9: ['somebody who is in the chat already', 3],
  10: ['a transfer fails', 2],
  11: ['Leave is offered by role', 2],
  12: ['the giver stays until the taker accepts', 2],
  13: ['the giver is really out after a transfer', 2],
  14: ['nothing closes the chat during a transfer', 3],
  15: ['the target declines, and the giver is told', 2],
  16: ['an outsider transfers a chat', 3],
  17: ['who has lost the right reads no more', 6],
  18: ['all of the queue are full', 3],
  19: ['the line drops, and a reply is missed', 3],
  20: ['an agents-only message leaks', 15],
  21: ['nothing is answered by itself', 4],
  22: ['names, states and references after a transfer', 4],
  23: ['one agent in two windows', 3],
  24: ['somebody is cut off, or an app dies', 7],
  25: ['the owner leaves consultants behind', 2],
  26: ['a customer comes when nobody is there', 3],
  27: ['a supervisor beside a consult', 3],
  28: ['does a consult take a place', 5]
}

/** Where a ruling decides, each setting has a file of its own: the switch, and the files in which it is turned. */
const turned: Readonly<Record<string, readonly string[]>> = {
  cancelError: ['02-cancel-and-accept-cross-and-the-accept-wins-in-other-words'],
  consultants: ['04-one-consultant-at-a-time'],
  transferToConsultant: ['05-consult-transfer-and-consult-back-where-consultants-are-asked-again'],
  preview: ['17-no-preview-where-the-room-forbids-it'],
  history: ['20-no-history-for-a-consultant'],
  consultantSays: ['20-nothing-leaks-where-a-consultant-may-not-talk'],
  conferenceWithConsultant: ['21-a-conference-with-the-consultant-asks-once-more'],
  referenceIdIn: ['22-the-reference-of-a-transfer-in-the-answer-too'],
  ownerLeaves: ['24-the-owners-app-dies-for-good-and-the-chat-ends', '25-the-owner-leaves-and-all-of-it-ends'],
  consultTakesPlace: ['28-a-consult-takes-a-place', '28-a-consultant-who-takes-a-place-is-not-offered-more']
}

test('every case has its scenarios, and every scenario its case', () => {
  const told = Object.keys(cases).map((number) => [Number(number), filesOf(Number(number)).length])
  expect(told).toEqual(Object.entries(cases).map(([number, [, scenarios]]) => [Number(number), scenarios]))
  expect(files.filter((file) => !/^\d\d-[a-z]+(-[a-z]+)+\.yaml$/.test(file) || cases[numberOf(file)] === undefined)).toEqual([])
})

test('every scenario says where it comes from, with an address or why there is none', () => {
  for (const file of files) {
    const { source } = scenarioIn(file).head
    expect.soft(source, file).toMatch(/^https:\/\/\S+\/\S+$|^https:\/\/\S+(, https:\/\/\S+)+$|\(no public address\)$/)
  }
})

test('where a ruling decides, both of its settings are played', () => {
  const found = Object.keys(turned).map((setting) => [setting, files.filter((file) => Object.hasOwn(scenarioIn(file).head.settings ?? {}, setting)).map(nameOf)])
  expect(Object.fromEntries(found)).toEqual(turned)
  const refusing = files.filter((file) => Object.values(scenarioIn(file).head.cast.queues ?? {}).some((queue) => queue?.whenNobody === 'refuse'))
  expect(refusing.map(numberOf)).toEqual([26, 26])
})

test('no two scenarios of the library bear one title', () => {
  const library = new URL('../', folder)
  const others = readdirSync(library).filter((file) => file.endsWith('.yaml'))
  const titles = [...files.map((file) => scenarioIn(file).title), ...others.map((file) => read(readFileSync(new URL(file, library), 'utf8'), file).title)]
  expect(titles.filter((title, place) => titles.indexOf(title) !== place)).toEqual([])
})

/** A scenario hears and asks; what can be read of the log afterwards is looked at here. */
describe('what can be read when it is over', () => {
  test.each(filesOf(17))('%s: who has lost the right reads nothing', async (file) => {
    const { views, chat } = await playedOut(file)
    const loser = agentViewer(file.includes('another-consultant') ? 'Carol' : 'Ben')
    expect(views.messages(loser, chat)).toBeNull()
    expect(views.chat(loser, chat)).toBeNull()
    expect(views.customerMessages(customerViewer('Clara'), chat)?.map(({ text }) => text)).toContain('My card number is 4711')
  })

  test.each(filesOf(20))('%s: nothing in the feed of the customer is for agents', async (file) => {
    const { views, chat, secrets } = await playedOut(file)
    expect(secrets.length).toBeGreaterThan(0)
    const feed = JSON.stringify([views.customerMessages(customerViewer('Clara'), chat), views.customerChat(customerViewer('Clara'), chat)])
    for (const secret of secrets) expect(feed).not.toContain(secret)
  })
})

interface PlayedOut {
  readonly views: Pick<RoomViews, 'messages' | 'chat' | 'customerMessages' | 'customerChat'>
  readonly chat: string
  /** What agents were told that was for them alone. */
  readonly secrets: readonly string[]
}

async function playedOut(file: string): Promise<PlayedOut> {
  const scenario = scenarioIn(file)
  const store = Store.open(logIn(freshFolder()))
  try {
    const room = new Engine(store).begin('main', planOf(scenario))
    const views = viewsOf(room)
    const { result, heard, lines } = await playOn(inProcess(room, views, new VirtualPace(room)), scenario)
    expect(result.held, lines.join('\n')).toBe(true)
    const chat = views.currentChat(customerViewer('Clara')) ?? [...room.chats.keys()][0] ?? ''
    const told = heard.flatMap(({ said }) => ('messages' in said ? said.messages : []))
    const secrets = told.flatMap((message) => ('visibility' in message && message.visibility !== 'All' ? [message.text ?? message.url ?? message.noticeText ?? message.from.participantId] : []))
    return { views, chat, secrets }
  } finally {
    store.close()
  }
}

function filesOf(number: number): string[] {
  return files.filter((file) => numberOf(file) === number)
}

function numberOf(file: string): number {
  return Number(file.slice(0, 2))
}

function nameOf(file: string): string {
  return file.replace(/\.yaml$/, '')
}

function scenarioIn(file: string): Scenario {
  const scenario = scenarios.get(file)
  if (!scenario) throw new Error(`there is no ${file} in the pack`)
  return scenario
}
