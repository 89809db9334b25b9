import { afterAll, afterEach } from 'vitest'
import { undescribed } from './described.ts'

/** Whatever was told in a test and is not as described fails that test. */
function failForUndescribed(): void {
  const found = undescribed.splice(0)
  if (found.length > 0) throw new Error(found.slice(0, 5).join('\n'))
}

afterEach(failForUndescribed)
afterAll(failForUndescribed)
