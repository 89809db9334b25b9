import type { Bug } from '../../src-main/contract/bugs.ts'
import { bugNames, bugs } from '../../src-main/contract/bugs.ts'

/** A defect that somebody could make: one place of the code, written otherwise. */
export interface Mutant {
  /** What is wrong then. */
  readonly wrong: string
  /** The file below the project's folder. */
  readonly file: string
  /** What stands in the file, once. */
  readonly text: string
  readonly instead: string
  /** The test files that must not pass then, below `tests`. Any one of them is enough; none may fail without the defect. */
  readonly caughtBy: readonly string[]
}

/** The defects of real systems that a room can have on purpose: here every room has them. */
const caughtByBug: Readonly<Record<Bug, readonly string[]>> = {
  'typing-leaks': ['core/rights.test.ts'],
  'accept-after-cancel-wins': ['core/consult.test.ts'],
  'second-leg-never-removed': ['core/consult.test.ts'],
  'index-reused': ['core/message.test.ts'],
  'owner-lost': ['core/consult.test.ts'],
  'notification-before-commit': ['engine/room.test.ts'],
  'double-answer': ['core/consult.test.ts'],
  'consultant-named-to-the-customer': ['core/consult.test.ts'],
  'since-skips-one': ['server/sockets.test.ts'],
  'capability-stale': ['core/consult.test.ts']
}

const bugsInEveryRoom: readonly Mutant[] = bugNames.map((bug) => ({ wrong: bugs[bug], ...switchOf(bug), caughtBy: caughtByBug[bug] }))

function switchOf(bug: Bug): Pick<Mutant, 'file' | 'text' | 'instead'> {
  // The chat's log asks by itself.
  if (bug === 'index-reused') return { file: 'src-main/core/chat-state.ts', text: "chat.bugs?.includes('index-reused')", instead: "'index-reused'.length > 0" }
  return { file: 'src-main/core/bugs.ts', text: 'return bugs !== undefined && bugs.includes(bug)', instead: `return bug === '${bug}' || (bugs !== undefined && bugs.includes(bug))` }
}

const never = 'if (false as boolean)'

/** Never a leak. */
const leaks: readonly Mutant[] = [
  {
    wrong: 'A customer may see what is for agents',
    file: 'src-main/core/visibility.ts',
    text: "return visibility === 'All'",
    instead: "return visibility !== 'Supervisors'",
    caughtBy: ['core/never-a-leak.test.ts']
  },
  {
    wrong: 'What a consultant says to everybody reaches everybody',
    file: 'src-main/core/message.ts',
    text: "role === 'consultant' || isCoach ? 'Agents' : wanted",
    instead: "isCoach ? 'Agents' : wanted",
    caughtBy: ['core/message.test.ts']
  },
  {
    wrong: 'What a coach says is heard by all agents',
    file: 'src-main/core/chat-state.ts',
    text: "return only === null || eye === 'supervisor' || viewer === `agent:${only}` || viewer === `agent:${from.agent}`",
    instead: "return only !== undefined",
    caughtBy: ['core/supervise.test.ts']
  },
  {
    wrong: 'An unseen supervisor shows in the list of buttons',
    file: 'src-main/core/capabilities.ts',
    text: "watching(chat).some(({ mode }) => mode !== 'Monitor')",
    instead: 'watching(chat).length > 0',
    caughtBy: ['core/supervise.test.ts']
  },
  {
    wrong: "Any customer may read any customer's chat",
    file: 'src-main/core/view.ts',
    text: "if (!viewer.startsWith('agent:')) return chat.customer.viewer === viewer",
    instead: "if (!viewer.startsWith('agent:')) return true",
    caughtBy: ['core/rights.test.ts']
  },
  {
    wrong: "The invariant that looks for leaks finds none",
    file: 'src-main/scenario/invariant-no-leak.ts',
    text: 'const broken = await this.#confirmed(this.#wrongWithFrame(event), sight)',
    instead: 'const broken = null as Broken | null',
    caughtBy: ['scenario/invariants/no-leak.test.ts']
  },
  {
    wrong: 'Names and texts of people stay in a record that is to be redacted',
    file: 'src-main/scenario/redact.ts',
    text: 'return this.#data.of(entry)',
    instead: 'return entry',
    caughtBy: ['scenario/redact.test.ts']
  },
  {
    wrong: 'Codes of addresses stay in the log file and in what a crash reports',
    file: 'src-main/desktop/log-file.ts',
    text: ".replace(/([?#&]code=)[^\"\\s&\\\\]+/g, '$1…')",
    instead: '',
    caughtBy: ['desktop/broken.test.ts']
  }
]

/** Who gets in. */
const doors: readonly Mutant[] = [
  {
    wrong: "Whoever has any token may do what the trainer may",
    file: 'src-main/server/control-door.ts',
    text: "if (context.get('caller').kind !== 'trainer') return answer(context, accessDenied)",
    instead: "if (context.get('caller').kind === 'nobody') return answer(context, accessDenied)",
    caughtBy: ['server/api.test.ts']
  },
  {
    wrong: "Whoever has any token hears the trainer's socket",
    file: 'src-main/server/sockets.ts',
    text: "next('kind' in caller && caller.kind === 'trainer' ? undefined : denied(accessDenied))",
    instead: "next('kind' in caller || token === null ? undefined : denied(accessDenied))",
    caughtBy: ['server/sockets.test.ts']
  },
  {
    wrong: 'Tokens are taken whoever signed them',
    file: 'src-main/server/tokens.ts',
    text: 'if (given.length !== due.length || !timingSafeEqual(given, due)) return null',
    instead: 'if (given.length !== due.length) return null',
    caughtBy: ['server/api.test.ts']
  },
  {
    wrong: 'Any password is the right one',
    file: 'src-main/server/caller.ts',
    text: '!agent || !isSame(password, agent.password)',
    instead: '!agent',
    caughtBy: ['server/api.test.ts']
  },
  {
    wrong: 'The Host of a request is not looked at',
    file: 'src-main/server/origins.ts',
    text: "if (this.#portIn(headers.host ?? '') === null) return this.#badHost",
    instead: '',
    caughtBy: ['server/origins.test.ts']
  },
  {
    wrong: 'Guests from the network need no seat',
    file: 'src-main/server/lan.ts',
    text: "if (!isSeated && context.req.path !== '/page/session' && context.req.path !== '/page/door') return answer(context, noSeat)",
    instead: '',
    caughtBy: ['server/invitation.test.ts']
  },
  {
    wrong: 'Wrong codes of guests are not counted',
    file: 'src-main/server/join-door.ts',
    text: 'wrongCodes.count(address)',
    instead: '',
    caughtBy: ['server/invitation.test.ts']
  },
  {
    wrong: 'A guest who is sent away keeps its socket',
    file: 'src-main/server/invitation.ts',
    text: 'open.lan.signOut(viewer)',
    instead: '',
    caughtBy: ['server/invitation.test.ts']
  },
  {
    wrong: 'A seat that is taken can be taken again',
    file: 'src-main/server/guests.ts',
    text: 'find((one) => one.name === seat && !one.isTaken)',
    instead: 'find((one) => one.name === seat)',
    caughtBy: ['server/invitation.test.ts']
  },
  {
    wrong: 'Any code lets guests in',
    file: 'src-main/server/guests.ts',
    text: 'return isSame(bare(typed), bare(this.code))',
    instead: "return bare(typed) !== ''",
    caughtBy: ['server/invitation.test.ts']
  },
  {
    wrong: 'What a socket says of its dialect is taken for a text, whatever it is',
    file: 'src-main/server/session-dialect.ts',
    text: "typeof name === 'string' ? name : typeof name",
    instead: 'String(name)',
    caughtBy: ['hostile/sockets.test.ts']
  },
  {
    wrong: 'Aliases of aliases throw instead of being told of',
    file: 'src-main/scenario/source.ts',
    text: 'if (error instanceof ReferenceError) return null',
    instead: '',
    caughtBy: ['hostile/files.test.ts']
  },
  {
    wrong: 'A record keeps passwords',
    file: 'src-main/scenario/record.ts',
    text: 'plan: redact ? null : planOnRecord(plan), endedAt',
    instead: 'plan: redact ? null : plan, endedAt',
    caughtBy: ['hostile/who-gets-in.test.ts']
  },
  {
    wrong: 'The Origin of a request is not looked at',
    file: 'src-main/server/origins.ts',
    text: 'return this.#isOurs(origin) || this.#isLetIn(origin, url) ? null : badOrigin',
    instead: 'return null',
    caughtBy: ['server/origins.test.ts']
  },
  {
    wrong: 'Upgrades to a socket are not asked for Host and Origin',
    file: 'src-main/server/origins.ts',
    text: 'if (refused) return refuseUpgrade(socket, refused)',
    instead: '',
    caughtBy: ['server/origins.test.ts']
  },
  {
    wrong: "Scripts of a page can read a session's cookie",
    file: 'src-main/server/origins.ts',
    text: 'return { httpOnly: true,',
    instead: 'return { httpOnly: false,',
    caughtBy: ['server/sessions.test.ts']
  },
  {
    wrong: 'A room that wants a token against cross-site requests takes those without',
    file: 'src-main/server/csrf.ts',
    text: "return typeof given !== 'string' || !isSame(given, due)",
    instead: 'return false',
    caughtBy: ['server/csrf.test.ts']
  },
  {
    wrong: 'Nobody is told that it asks too much',
    file: 'src-main/server/flood.ts',
    text: 'if (this.#left < 1) return false',
    instead: '',
    caughtBy: ['server/flood.test.ts']
  },
  {
    wrong: 'A client that does not read is never cut off',
    file: 'src-main/server/slow-reader.ts',
    text: 'if (inVain === looksInVain)',
    instead: never,
    caughtBy: ['server/slow-reader.test.ts']
  },
  {
    wrong: 'A text of a customer is code in the HTML report',
    file: 'src-main/scenario/markup.ts',
    text: "return new Markup(withoutControls(text).replace(/[&<>]/g, (sign) => entities[sign] ?? sign))",
    instead: 'return new Markup(text)',
    caughtBy: ['scenario/markup.test.ts']
  }
]

/** Nothing acknowledged is lost. */
const losses: readonly Mutant[] = [
  {
    wrong: 'A request is answered and told before it is stored',
    file: 'src-main/engine/room.ts',
    text: 'else store()',
    instead: 'else queueMicrotask(store)',
    caughtBy: ['engine/room.test.ts']
  },
  {
    wrong: 'Refusals are not stored',
    file: 'src-main/engine/room.ts',
    text: 'this.#commit(request, failure, key, this.#draft(events))',
    instead: 'this.#commit(null, null, key, this.#draft(events))',
    caughtBy: ['engine/room.test.ts']
  },
  {
    wrong: 'A request that is sent again with its key is carried out again',
    file: 'src-main/engine/room.ts',
    text: 'if (before) return before',
    instead: '',
    caughtBy: ['engine/room.test.ts']
  },
  {
    wrong: 'Whoever comes back gets once more what it read last',
    file: 'src-main/engine/stream.ts',
    text: 'return this.#kept.slice(since - first.seq + 1)',
    instead: 'return this.#kept.slice(since - first.seq)',
    caughtBy: ['engine/room.test.ts']
  },
  {
    wrong: 'Whoever was gone for too long is not told to read again',
    file: 'src-main/engine/stream.ts',
    text: 'if (!first || since < first.seq - 1 || since < this.#seq - keptFrames) return null',
    instead: 'if (!first) return null',
    caughtBy: ['server/bayeux.test.ts']
  },
  {
    wrong: 'Two processes write one log',
    file: 'src-main/store/log-file.ts',
    text: "db.pragma('locking_mode = EXCLUSIVE')",
    instead: '',
    caughtBy: ['store/store.test.ts']
  },
  {
    wrong: 'A log of a newer Aside is written to',
    file: 'src-main/store/log-file.ts',
    text: 'if (version > schemaVersion) {',
    instead: `${never} {`,
    caughtBy: ['store/store.test.ts']
  },
  {
    wrong: 'A bit that flipped in the log is read as if nothing were',
    file: 'src-main/store/store.ts',
    text: 'return !this.#isTrusted && crc !== null && crc !== sum()',
    instead: 'return false',
    caughtBy: ['faults/files.test.ts']
  },
  {
    wrong: 'A request and what it brings about are stored one after the other',
    file: 'src-main/store/store.ts',
    text: 'this.#append = db.transaction((room: number, input: StoredInput | null, events: readonly StoredEvent[]) => {',
    instead: 'this.#append = ((run: (room: number, input: StoredInput | null, events: readonly StoredEvent[]) => void) => run)((room, input, events) => {',
    caughtBy: ['store/store.test.ts']
  }
]

/** The same again, and the rules. */
const rules: readonly Mutant[] = [
  {
    wrong: 'The same seed draws other numbers',
    file: 'src-main/scenario/dice.ts',
    text: 'return (hash ^ (hash >>> 16)) >>> 0',
    instead: 'return ((hash ^ (hash >>> 16)) + Math.floor(Math.random() * 0xffff_ffff)) >>> 0',
    caughtBy: ['scenario/habits.test.ts']
  },
  {
    wrong: 'Time that stands still goes on',
    file: 'src-main/engine/pace.ts',
    text: 'if (this.#isPaused) return this.#base.at',
    instead: '',
    caughtBy: ['engine/pace.test.ts']
  },
  {
    wrong: 'An hour in which the machine slept has passed',
    file: 'src-main/engine/pace.ts',
    text: 'Math.min(this.#monotonic() - this.#base.clock, 2 * longestTimerMs)',
    instead: 'this.#monotonic() - this.#base.clock',
    caughtBy: ['engine/pace.test.ts']
  },
  {
    wrong: 'Whoever waits longest in a queue is served last',
    file: 'src-main/core/routing.ts',
    text: 'for (const item of directory.waiting) {',
    instead: 'for (const item of directory.waiting.toReversed()) {',
    caughtBy: ['core/queues.test.ts']
  },
  {
    wrong: 'A consult that nobody answers rings for ever',
    file: 'src-main/core/due.ts',
    text: "ask.ringing ? [{ at: ask.ringing.answerBy, lapse: { lapse: 'NoAnswer', ask: ask.id } }] : []",
    instead: "ask.ringing && ask.id < 0 ? [{ at: ask.ringing.answerBy, lapse: { lapse: 'NoAnswer', ask: ask.id } }] : []",
    caughtBy: ['core/consult.test.ts']
  },
  {
    wrong: 'An agent may ask two at a time',
    file: 'src-main/core/consult.ts',
    text: "if (pendingBy(chat, by)) return refuse('invitation_pending')",
    instead: '',
    caughtBy: ['core/consult.test.ts']
  },
  {
    wrong: 'A chat has more consultants than the room allows',
    file: 'src-main/core/consult.ts',
    text: "if (consultants(chat) >= context.directory.plan.settings.consultants) return refuse('too_many_consultants')",
    instead: '',
    caughtBy: ['core/consult.test.ts']
  },
  {
    wrong: 'With a transfer the chat keeps its owner',
    file: 'src-main/core/invitation.ts',
    text: 'const newOwner = chat.owner === asked.by ? agent : chat.owner',
    instead: 'const newOwner = chat.owner',
    caughtBy: ['core/consult.test.ts']
  },
  {
    wrong: 'A mandatory disposition is not waited for',
    file: 'src-main/core/leave.ts',
    text: "if (!hasDisposition(chat, context)) return refuse('disposition_missing')",
    instead: '',
    caughtBy: ['core/user-data.test.ts']
  },
  {
    wrong: 'An expectation that is not met is met',
    file: 'src-main/scenario/match.ts',
    text: 'return wanted === found',
    instead: 'return true',
    caughtBy: ['scenario/match.test.ts']
  }
]

export const mutants: readonly Mutant[] = [...bugsInEveryRoom, ...leaks, ...doors, ...losses, ...rules]
