/** A scenario's path as one name: `resources.scenarios.consult-rejected`. Where it lies outside of the working folder, the way up is left out. */
export function dotted(file: string): string {
  const parts = file.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..')
  return parts.join('.').replace(/\.(?:ya?ml|aside)$/, '')
}

/** Is it a scenario by its name? */
export function isScenarioPath(path: string): boolean {
  return /\.(?:ya?ml|aside)$/.test(path)
}

/** Folders that hold nobody's scenarios: packages, translations, hidden ones. */
export function isFolderAside(name: string): boolean {
  return name === 'node_modules' || name === 'locales' || name.startsWith('.')
}

/** Names of runs that differ: those of a scenario's rows are numbered, and so are `a/b.yaml` and `a.b.yaml`. */
export class RunNames {
  readonly #given = new Set<string>()

  next(file: string): string {
    const name = dotted(file)
    let number = 1
    while (this.#given.has(numbered(name, number))) number += 1
    this.#given.add(numbered(name, number))
    return numbered(name, number)
  }
}

function numbered(name: string, number: number): string {
  return number === 1 ? name : `${name}-${number}`
}
