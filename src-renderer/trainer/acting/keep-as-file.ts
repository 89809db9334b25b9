/** Hands a text to the browser to keep, under the last part of a path. */
export function keepAsFile(text: string, path: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = path.slice(path.lastIndexOf('/') + 1)
  link.click()
  // The browser reads it after this turn of the loop.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
