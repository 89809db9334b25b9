import type { Reporter } from './report.ts'
import { count } from './report.ts'

/** Shows on a terminal how far a run of many scenarios has come, on one line that is written over. `show` takes that line, empty at the end. */
export function statusReport(show: (line: string) => void): Reporter {
  let all = 0
  let done = 0
  let broken = 0
  return {
    onBegin: ({ scenarios }) => {
      all = scenarios
    },
    onRunBegin: ({ file }) => {
      if (all > 1) show(`${done + 1} of ${all}${broken === 0 ? '' : `, ${count(broken, 'scenario')} broken`}  ${file}`)
    },
    onRunEnd: ({ result }) => {
      done += 1
      if (!result.held) broken += 1
    },
    onEnd: () => {
      if (all > 1) show('')
    }
  }
}
