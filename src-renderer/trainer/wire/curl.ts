import type { Sent } from '../../../src-main/wire/sent.ts'

/** Where the command expects the credential, so that none is ever pasted into a ticket by accident. */
export const tokenVariable = 'ASIDE_TOKEN'

/** A request as a command of curl, for a shell such as bash. `origin` is where this Aside listens. */
export function curlOf({ method, path, body }: Sent, origin: string): string {
  const address = quoted(`${origin}${path}`)
  const credential = `  -H "Authorization: Bearer $${tokenVariable}"`
  if (body === null) return [`curl -sS ${address}`, credential].join(' \\\n')
  return [`curl -sS -X ${method} ${address}`, credential, `  -H 'Content-Type: application/json'`, `  --data ${quoted(JSON.stringify(body))}`].join(' \\\n')
}

/** Within single quotes a shell takes everything as it is but a single quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
