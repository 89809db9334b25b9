/** What Electron calls the keys that pages call otherwise. */
const names: Readonly<Record<string, string>> = {
  mod: 'CommandOrControl',
  alt: 'Alt',
  shift: 'Shift',
  space: 'Space',
  enter: 'Enter',
  escape: 'Escape',
  tab: 'Tab',
  backspace: 'Backspace',
  delete: 'Delete',
  home: 'Home',
  end: 'End',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  arrowup: 'Up',
  arrowdown: 'Down',
  arrowleft: 'Left',
  arrowright: 'Right',
  '+': 'Plus'
}

/** A page's keys (`mod+s`, `space`, `.`) as a menu shows them; null for keys that no menu can show. */
export function acceleratorOf(keys: string): string | null {
  const parts = keys.toLowerCase().split(/\+(?=.)/)
  const named = parts.map((part) => names[part] ?? (/^(?:[a-z0-9]|f\d{1,2}|[.,;:?/\\<>'"`~!@#$%^&*()\-_=[\]{}|])$/.test(part) ? part.toUpperCase() : null))
  return named.every((part) => part !== null) ? named.join('+') : null
}
