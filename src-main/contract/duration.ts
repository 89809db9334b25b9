import { z } from 'zod'

/** How long: `500ms`, `30s`, and spans such as `2s to 5s`, of which a length is drawn from the seed. */

const oneDuration = String.raw`\d+(?:\.\d+)?\s*(?:ms|s|m|h)`
const durationPattern = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/
const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** `500ms`, `30s`, `2m`, `1h` in milliseconds, or null for anything else. */
export function durationMs(text: string): number | null {
  const [, amount, unit] = durationPattern.exec(text) ?? []
  return amount && unit ? Math.round(Number(amount) * (unitMs[unit] ?? 0)) : null
}

const durationForm = 'must be a duration such as 500ms, 30s, 2m or 1h'

export const duration = z
  .string({ error: durationForm })
  .regex(durationPattern, durationForm)
  .meta({ description: 'A duration: 500ms, 30s, 2m, 1h' })

/** A duration, or as long as people take: reading and typing time, drawn from the seed. */
export const durationOrNatural = z
  .string({ error: `${durationForm}, or natural` })
  .regex(new RegExp(`^(?:natural|${oneDuration})$`), `${durationForm}, or natural`)
  .meta({ description: 'A duration: 500ms, 30s, 2m, 1h; or natural: as long as people take to read and to type' })

/** A time with two ends; of one duration both are the same. */
export interface Span {
  readonly leastMs: number
  readonly mostMs: number
}

const spanPattern = new RegExp(`^(?:after )?(${oneDuration})(?: to (${oneDuration}))?$`)
const spanForm = 'must be a duration such as 3s, or a span such as 2s to 5s'
const afterForm = 'must read "after 3s" or "after 2s to 5s"'

const goesUp = (said: string): boolean => {
  const span = spanMs(said)
  return span === null || span.leastMs <= span.mostMs
}

export const span = z.string({ error: spanForm }).regex(new RegExp(`^${oneDuration}(?: to ${oneDuration})?$`), spanForm).refine(goesUp, 'must begin with the shorter duration')
export const after = z.string({ error: afterForm }).regex(new RegExp(`^after ${oneDuration}(?: to ${oneDuration})?$`), afterForm).refine(goesUp, 'must begin with the shorter duration')

/** `3s`, `2s to 5s` or `after 2s to 5s` in milliseconds; null for anything else. */
export function spanMs(text: string): Span | null {
  const [, from, to] = spanPattern.exec(text) ?? []
  const least = durationMs(from ?? '')
  const most = durationMs(to ?? from ?? '')
  return least === null || most === null ? null : { leastMs: least, mostMs: most }
}
