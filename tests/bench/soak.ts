import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { logIn } from '../../src-main/store/log-file.ts'
import { aside as command, served } from '../support/command-line.ts'
import { freshFolder } from '../support/rooms.ts'
import { hangUp } from './http-client.ts'
import { Heap } from './soak-heap.ts'
import { commit, conditions } from './results.ts'
import { judgedByLog } from './soak-log.ts'
import { agentNames, Centre, live, rest, writeUntilTheEnd } from './soak-people.ts'
import { saveSoak } from './soak-result.ts'
import type { MemorySample, SoakFigures } from './soak-result.ts'

/**
 * A busy centre for an hour, over real sockets of which every third breaks or stalls again and again; then the server is killed and its
 * log read. `npm run soak`, `-- --minutes 10` for less, `--seed N`, `--save` keeps the result for the README,
 * `--bug since-skips-one` gives the room a defect on purpose, to see that the soak sees it. Exit code 1 when
 * anything was lost, leaked, left out or repeated, or when the memory grew.
 */

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' }, bug: { type: 'string' }, save: { type: 'boolean', default: false } } })
const [minutes, seed] = [Number(values.minutes), Number(values.seed)]
if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  console.error('--minutes needs a number above 0, --seed a whole one')
  process.exit(2)
}

/** The console keeps so many marks of its runs (kept-marks.ts), one for each request and notification; until then memory grows. */
const marksKept = 200_000
/** How much more the server may have on its heap at the end than at half-time, once those are full. */
const heapMayGrowBy = 1.1
/** And how much before, for each mark. */
const bytesAMark = 3000
const quietMs = 8000

function castFile(): string {
  const file = join(freshFolder(), 'soak.yaml')
  const agents = agentNames.map((name) => `    ${name}:\n      places: 4\n      ready: onStart\n`).join('')
  writeFileSync(file, `scenario: Soak\n${values.bug === undefined ? '' : `bugs: [${values.bug}]\n`}cast:\n  agents:\n${agents}  queues:\n    Support:\n      members: [${agentNames.join(', ')}]\n    Refunds:\n      members: [${agentNames.slice(0, 4).join(', ')}]\nsteps:\n  - wait: 1s\n`)
  return file
}

function residentMiB(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kib) / 1024)
}

const begun = { date: new Date().toISOString().slice(0, 19), commit: commit(), conditions: conditions() }
const data = freshFolder()
// The inspector, on the loopback alone, says what is on the heap.
process.env['NODE_OPTIONS'] = '--inspect=127.0.0.1:0'
const aside = await served(castFile(), '--port', '0', '--data', data)
delete process.env['NODE_OPTIONS']
const heap = await Heap.open(aside.said())
const centre = new Centre(aside.url, seed)
const memory: MemorySample[] = []
const [start, samples] = [performance.now(), Math.max(4, Math.min(60, Math.round(minutes)))]
const sums = (of: 'gaps' | 'leaks' | 'breaks' | 'stalls'): number => [...centre.windows.values()].reduce((sum, window) => sum + window[of], 0)

const heard = (): number => [...centre.windows.values()].reduce((sum, window) => sum + window.told, 0)

async function sampled(): Promise<void> {
  for (let sample = 1; sample <= samples; sample += 1) {
    await rest(start + (sample * minutes * 60_000) / samples - performance.now())
    const at = { minute: Math.round((sample * minutes * 10) / samples) / 10, residentMiB: residentMiB(aside.pid), heapMiB: await heap.megabytes(), answered: centre.answered, told: heard() }
    memory.push(at)
    console.log(`${at.minute.toFixed(1).padStart(5)} min  heap ${at.heapMiB} MiB, resident ${at.residentMiB} MiB  ${at.answered} answered, ${at.told} told, ${sums('breaks')} lines broken, ${sums('gaps')} gaps, ${sums('leaks')} leaks`)
  }
  centre.isOver = true
}

const living = live(centre)
await sampled()
await living
// Whoever is away comes back once more, and nobody asks anything.
await rest(quietMs)
const toTheEnd = new Set(agentNames.map((name) => `agent:${name}`))
const quietAfter = centre.asked
const writing = writeUntilTheEnd(centre)
await rest(500)
await aside.kill('SIGKILL')
heap.close()
await writing
for (const window of centre.windows.values()) window.close()
hangUp()
console.log('the server was killed while twelve customers wrote; its log is read')
const { lostOperations, strangeFrames, missedFrames, events } = judgedByLog(logIn(data), centre, toTheEnd, quietAfter)
const again = await command('replay', data)

const told = heard()
const figures: SoakFigures = {
  acknowledged: centre.acknowledged.size,
  refused: centre.refused,
  told,
  events,
  breaks: sums('breaks'),
  stalls: sums('stalls'),
  lost: lostOperations + strangeFrames + missedFrames,
  leaks: sums('leaks'),
  gaps: sums('gaps') + centre.leftOut,
  memory
}
const half = memory[Math.floor((memory.length - 1) / 2)]
const last = memory.at(-1)
const marks = ({ answered = 0, told: heardThen = 0 }: Partial<MemorySample> = {}): number => answered + heardThen
const grown = (last?.heapMiB ?? 0) - (half?.heapMiB ?? 0)
const isFull = marks(half) >= marksKept
const isFlat = isFull ? (last?.heapMiB ?? 0) <= heapMayGrowBy * (half?.heapMiB ?? 0) : grown * 1024 * 1024 <= bytesAMark * (marks(last) - marks(half))
const checks: readonly (readonly [held: boolean, what: string])[] = [
  [lostOperations === 0, `${centre.acknowledged.size} acknowledged operations, ${lostOperations} of them not in the log (${centre.refused} refused, ${centre.brokenOff} broken off)`],
  [strangeFrames === 0, `${told} notifications heard, ${strangeFrames} of them not in the log of ${events} events in these words`],
  [missedFrames === 0, `${missedFrames} notifications that agents never heard, though they came back`],
  [again.code === 0, `played again from its inputs, everybody is told the same bytes (${(again.out.trim() || again.err.trim()).split('\n').at(-1) ?? ''})`],
  [figures.gaps === 0, `${figures.gaps} gaps or repeats after ${figures.breaks} broken and ${figures.stalls} stalled lines (${centre.readAnew} customers came back when their chat was over, and read how it ended)`],
  [figures.leaks === 0, `${figures.leaks} words for agents alone on a customer's socket, feed or chat`],
  [isFlat, `heap ${half?.heapMiB ?? 0} MiB at half-time, ${last?.heapMiB ?? 0} MiB at the end${isFull ? '' : `; the ${marksKept} marks that the console keeps were not full before half-time, so it may grow by ${bytesAMark} bytes for each`}`]
]
for (const [held, what] of checks) console.log(`${held ? '✓' : '✗'} ${what}`)
const complaints = aside.said().split('\n').filter((line) => !/^(Debugger|For help|Waiting)/.test(line)).join('\n')
if (complaints.trim() !== '') console.log(`the server said on standard error:\n${complaints.slice(0, 2000)}`)
if (values.save) {
  saveSoak({ ...begun, minutes, seed, figures })
  console.log('kept in tests/bench/soak.json; npm run bench -- --readme puts it into the README')
}
process.exit(checks.every(([held]) => held) ? 0 : 1)
