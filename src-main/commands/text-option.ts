/**
 * An option as it was written. The command line's reader takes whatever looks like a number for one, and of the chat
 * 0000123456000001 only 123456000001 would be left.
 */
export function textOption(args: readonly string[], name: string): string | undefined {
  const place = args.findLastIndex((arg) => arg === name || arg.startsWith(`${name}=`))
  const arg = args[place]
  return arg === undefined ? undefined : arg === name ? args[place + 1] : arg.slice(name.length + 1)
}
