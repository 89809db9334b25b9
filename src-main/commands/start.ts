import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CAC } from 'cac'
import { builtPages } from '../app.ts'
import { BadInput, logLimitIn, portIn } from '../exit-codes.ts'
import { openConsole, toldToEnd, usualFolder } from './open-console.ts'

interface StartOptions {
  browser: boolean
  fresh?: boolean
  port?: unknown
  data?: unknown
  logLimit?: unknown
  scenarios?: unknown
}

/** `aside start`: what people without Electron open, from a package or the portable folder. */
export function addStartCommand(cli: CAC): void {
  cli
    .command('start', "Open the trainer's console in the machine's browser, with the sample run playing")
    .option('--no-browser', 'Open no browser; say the addresses')
    .option('--port <number>', 'The port to listen on; the next free one when it is taken', { default: 8080 })
    .option('--data <folder>', 'Where the log is kept and gone on with')
    .option('--scenarios <folder>', "The trainer's library; the shipped scenarios if not given")
    .option('--log-limit <size>', 'How large the log may grow, such as 500MB; 10GB if not given')
    .option('--fresh', 'Put a log aside that cannot be used, and begin a new one')
    .action(async ({ browser, fresh = false, port, data, scenarios, logLimit }: StartOptions) => {
      if (!existsSync(builtPages)) throw new BadInput('The windows are not built; "npm run build" builds them.')
      const limits = logLimitIn(logLimit)
      await openConsole({
        data: data === undefined ? usualFolder() : resolve(String(data)),
        port: portIn(port),
        fresh,
        ...(scenarios === undefined ? {} : { scenarios: resolve(String(scenarios)) }),
        ...(limits === undefined ? {} : { logLimits: limits }),
        browser,
        why: null,
        told: toldToEnd()
      })
    })
}
