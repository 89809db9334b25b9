import type { ScenarioRow } from '../../src-main/contract/control.ts'

/** A free file name made of a title, beside another file: `Ask before you promise` becomes `ask-before-you-promise.yaml`. */
export function fileNameFor(title: string, beside: string, rows: readonly Pick<ScenarioRow, 'file'>[]): string {
  const folder = beside.includes('/') ? beside.slice(0, beside.lastIndexOf('/') + 1) : ''
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  const taken = new Set(rows.map(({ file }) => file))
  const base = `${folder}${words || 'scenario'}`
  for (let number = 1; ; number += 1) {
    const file = number === 1 ? `${base}.yaml` : `${base}-${number}.yaml`
    if (!taken.has(file)) return file
  }
}
