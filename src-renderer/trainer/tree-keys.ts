import type { Library } from './library.svelte.ts'

/** Letters that come within this time belong to one word. */
const oneWordMs = 700

/** The keys of a tree, as the authoring practices of ARIA have them; in what was found, those of a list. */
export class TreeKeys {
  readonly #library: Library
  #typed = ''
  #typedAt = 0

  constructor(library: Library) {
    this.#library = library
  }

  /** True for a key that meant something. `page` is how many lines are seen at once. */
  press(event: KeyboardEvent, page: number): boolean {
    const library = this.#library
    if (event.key === ' ' && (event.ctrlKey || event.metaKey)) {
      library.pick(library.active)
      return true
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    switch (event.key) {
      case 'ArrowDown':
        return this.#goTo(library.active + 1)
      case 'ArrowUp':
        return this.#goTo(library.active - 1)
      case 'PageDown':
        return this.#goTo(library.active + page)
      case 'PageUp':
        return this.#goTo(library.active - page)
      case 'Home':
        return this.#goTo(0)
      case 'End':
        return this.#goTo(library.lines.length - 1)
      case 'ArrowRight':
        return this.#inwards()
      case 'ArrowLeft':
        return this.#outwards()
      case 'Enter':
        return this.#use()
      case 'Escape':
        if (library.picked.length > 0) {
          library.picked = []
          return true
        }
        if (!library.isSearching) return false
        library.clear()
        return true
      case '*':
        return this.#openAll()
      default:
        if (event.key === ' ' && !this.#isTyping(event)) return this.#use()
        return event.key.length === 1 && !'/?'.includes(event.key) && this.#type(event)
    }
  }

  #goTo(place: number): boolean {
    this.#library.goTo(place)
    return true
  }

  #use(): boolean {
    const line = this.#library.lines[this.#library.active]
    if (line?.kind === 'folder') this.#library.toggle(line.path)
    else if (line) this.#library.choose(line.row.file)
    return true
  }

  #inwards(): boolean {
    const { lines, active } = this.#library
    const line = lines[active]
    if (line?.kind !== 'folder') return true
    if (line.isOpen) return this.#goTo(active + 1)
    this.#library.toggle(line.path)
    return true
  }

  #outwards(): boolean {
    const { lines, active } = this.#library
    const line = lines[active]
    if (line?.kind === 'folder' && line.isOpen) this.#library.toggle(line.path)
    else if (line) {
      const above = lines.findLastIndex(({ level }, place) => place < active && level === line.level - 1)
      if (above !== -1) this.#library.goTo(above)
    }
    return true
  }

  #openAll(): boolean {
    const line = this.#library.lines[this.#library.active]
    if (line) this.#library.openBeside(line.kind === 'folder' ? line.path : line.row.file)
    return true
  }

  #isTyping({ timeStamp }: KeyboardEvent): boolean {
    return this.#typed !== '' && timeStamp - this.#typedAt < oneWordMs
  }

  /** To the next line that begins with what was typed; one letter again and again goes from one to the next. */
  #type(event: KeyboardEvent): boolean {
    const { lines, active } = this.#library
    this.#typed = (this.#isTyping(event) ? this.#typed : '') + event.key.toLocaleLowerCase()
    this.#typedAt = event.timeStamp
    const isOneLetter = [...this.#typed].every((letter) => letter === this.#typed[0])
    const wanted = isOneLetter ? this.#typed.charAt(0) : this.#typed
    const from = isOneLetter ? active + 1 : active
    const inOrder = [...lines.slice(from), ...lines.slice(0, from)]
    const found = inOrder.find((line) => (line.kind === 'folder' ? line.name : line.row.title).toLocaleLowerCase().startsWith(wanted))
    if (found) this.#library.goTo(lines.indexOf(found))
    return true
  }
}
