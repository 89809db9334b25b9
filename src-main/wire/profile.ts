import type { Dialect } from './dialect.ts'
import { malformed } from './return-codes.ts'
import type { Failure } from './return-codes.ts'

/** What a session can choose to be spoken to by: a dialect, and answers that go with it (rulings, top). It bears the dialect's name. */
export interface Profile {
  readonly dialect: Dialect
  /** What `GET /diagnostics/version` answers. */
  readonly version: string
}

/** The version of `extended` is the one of the recorded sessions (wire-facts 4.2); the page of `classic` tells its release, 8.5.2, and no build. */
export const profiles: Readonly<Record<Dialect, Profile>> = {
  classic: { dialect: 'classic', version: '8.5.200.00' },
  extended: { dialect: 'extended', version: '8.5.202.96' }
}

/** The dialects as a list. */
export const dialects = Object.keys(profiles) as readonly Dialect[]

/** The dialect of that name, or the failure that names those there are. */
export function dialectNamed(name: string): Dialect | Failure {
  const known = dialects.find((dialect) => dialect === name)
  return known ?? malformed(`There is no dialect ${JSON.stringify(name).slice(0, 80)}; there are ${dialects.join(' and ')}`)
}
