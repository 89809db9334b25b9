/** Standard output for reports, and one line on standard error that is written over while work goes on. */
export interface Terminal {
  readonly isColourful: boolean
  readonly isErrorColourful: boolean
  write(text: string): void
  /** Null where nobody looks. */
  readonly showStatus: ((line: string) => void) | null
}

export function openTerminal({ stdout, stderr, env }: Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'> = process): Terminal {
  const hasColours = !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  const canWriteOver = stderr.isTTY && env['TERM'] !== 'dumb'
  // Whoever reads may have read enough (`| head`): the rest of the work goes on unheard.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  let shown = ''
  const showStatus = (line: string): void => {
    const room = Math.max(20, stderr.columns || 80) - 1
    const status = line.length > room ? `${line.slice(0, room - 1)}…` : line
    if (status !== shown) stderr.write(`\r\u001b[2K${status}`)
    shown = status
  }
  return {
    isColourful: stdout.isTTY && hasColours,
    isErrorColourful: stderr.isTTY && hasColours,
    write: (text) => {
      // The status stands where the next line is going to be.
      if (shown !== '') showStatus('')
      stdout.write(text)
    },
    showStatus: canWriteOver ? showStatus : null
  }
}
