const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** A size as disks are sold by: 10 GB, 1.4 MB, 812 bytes. */
export function bytesText(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const amount = bytes / 1000 ** power
  const shown = amount < 10 && power > 0 ? Math.round(amount * 10) / 10 : Math.round(amount)
  return `${shown} ${units[power]}`
}

/** What people write, 500MB or 10GB, in bytes; null for anything else. */
export function bytesIn(text: string): number | null {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(kB|MB|GB|TB)$/i.exec(text.trim()) ?? []
  if (amount === undefined || unit === undefined) return null
  const power = units.findIndex((known) => known.toLowerCase() === unit.toLowerCase())
  return Math.round(Number(amount) * 1000 ** power)
}
