import type { MapCoverage, MapState } from '../contract/consult-map.ts'
import { mapStates } from '../contract/consult-map.ts'
import type { StageMark } from '../contract/control.ts'
import type { Count, Coverage, OperationCount } from '../contract/run-results.ts'
import { refusals } from '../core/refusals.ts'
import { chatState } from '../wire/chat.ts'
import { agentOperation, intrudeOperation, supervisorOperation } from '../wire/operations.ts'
import { stateOperations } from '../wire/agent-states.ts'

/** What of the API a run has touched, from its marks and what its chats went through. */

const operations: readonly string[] = [
  'RequestChat',
  ...agentOperation.options.map(({ shape }) => shape.operationName.value),
  ...intrudeOperation.options.map(({ shape }) => shape.operationName.value),
  ...supervisorOperation.options.map(({ shape }) => shape.operationName.value),
  'StartContactCenterSession',
  'EndContactCenterSession',
  ...stateOperations
]

const notifications: readonly string[] = [
  ...chatState.options.map((state) => `StatusChange ${state}`),
  'StatusChange WaitingForAgent',
  'ParticipantsUpdated',
  'PropertiesUpdated',
  'Error',
  'NewMessages',
  'ChannelStateChangeMessageV2'
]

export function coverageOf(marks: readonly StageMark[], visited: readonly MapState[], map: MapCoverage): Coverage {
  return {
    operations: operationsIn(marks),
    notifications: counted(notifications, marks.flatMap(({ mark }) => (mark.kind === 'told' ? [toldName(mark.said)] : []))),
    refusals: counted(Object.keys(refusals), marks.flatMap(({ mark }) => (mark.kind === 'asked' && mark.answer.refused !== undefined ? [mark.answer.refused] : []))),
    states: counted(mapStates, visited) as Coverage['states'],
    map
  }
}

function operationsIn(marks: readonly StageMark[]): OperationCount[] {
  const failed = new Set(marks.flatMap(({ lane, mark }) => (mark.kind === 'told' && 'errorMessage' in mark.said && mark.said.referenceId !== undefined ? [`${lane} ${mark.said.referenceId}`] : [])))
  const asked = marks.flatMap(({ lane, mark }) => (mark.kind === 'asked' && mark.sent?.method === 'POST' ? [{ lane, name: mark.request.operationName, answer: mark.answer }] : []))
  const byName = Map.groupBy(asked, ({ name }) => name)
  const known = [...operations, ...[...byName.keys()].filter((name) => !operations.includes(name))]
  return known.map((name) => {
    const all = byName.get(name as (typeof asked)[number]['name']) ?? []
    const refused = all.filter(({ answer }) => answer.statusCode !== 0 && answer.statusCode !== 7).length
    const failedLater = all.filter(({ lane, answer }) => 'referenceId' in answer && answer.referenceId !== undefined && failed.has(`${lane} ${answer.referenceId}`)).length
    return { name, count: all.length, refused, failedLater }
  })
}

function toldName(said: Extract<StageMark['mark'], { kind: 'told' }>['said']): string {
  if (said.messageType === 'ChannelStateChangeMessageV2') return said.messageType
  return said.notificationType === 'StatusChange' ? `StatusChange ${said.chat.state}` : said.notificationType
}

/** Those that are known come in their order, whatever else came after them. */
function counted(known: readonly string[], found: readonly string[]): Count[] {
  const counts = Map.groupBy(found, (name) => name)
  const names = [...known, ...[...counts.keys()].filter((name) => !known.includes(name))]
  return names.map((name) => ({ name, count: counts.get(name)?.length ?? 0 }))
}
