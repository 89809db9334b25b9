import { m } from './messages/messages.js'

/** Keys as commands name them: `r`, `space`, `mod+shift+p`. `mod` is Ctrl, or Cmd on a Mac. */

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

const texts = 'input, textarea, select, [contenteditable="true"], [role="textbox"], [role="searchbox"]'
/** What stands over the page keeps the plain keys to itself, and so does what goes by the letters that are typed. */
const closed = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'
/** What Space and Enter belong to already. */
const pressable = 'button, a[href], summary, [role="button"], [role="tab"], [role="radio"], [role="checkbox"], [role="switch"], [role="treeitem"], [role="option"]'
const notTyped = ['checkbox', 'radio', 'button', 'submit', 'range', 'color', 'file']

/** What was pressed, as a command names it; null where the key belongs to what has the focus. */
export function keyOf(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.isComposing) return null
  const mod = isMac ? event.metaKey : event.ctrlKey
  // AltGr types letters, and comes as Ctrl and Alt.
  if (event.getModifierState('AltGraph') || (isMac ? event.ctrlKey : event.metaKey)) return null
  const name = event.key === ' ' ? 'space' : event.key.toLowerCase()
  const isNamed = name.length > 1
  if (!mod && !(event.altKey && isNamed) && isTaken(event.target, name)) return null
  // A sign such as ? has its Shift in it.
  const isLetter = /^\p{L}$/u.test(name)
  return [mod && 'mod', event.altKey && 'alt', event.shiftKey && (isNamed || isLetter) && 'shift', name].filter(Boolean).join('+')
}

function isTaken(target: EventTarget | null, name: string): boolean {
  if (!(target instanceof Element)) return false
  const text = target.closest(texts)
  if (text && !(text instanceof HTMLInputElement && notTyped.includes(text.type))) return true
  return target.closest(closed) !== null || ((name === 'space' || name === 'enter') && (text !== null || target.closest(pressable) !== null))
}

/** Keys as they are written on a keyboard, one by one. */
export function keyWords(keys: string): string[] {
  return keys.split(/\+(?=.)/).map((key) => {
    switch (key) {
      case 'mod':
        return isMac ? '⌘' : m.shared_keyCtrl()
      case 'alt':
        return isMac ? '⌥' : m.shared_keyAlt()
      case 'shift':
        return isMac ? '⇧' : m.shared_keyShift()
      case 'space':
        return m.shared_keySpace()
      case 'enter':
        return m.shared_keyEnter()
      case 'arrowup':
        return '↑'
      case 'arrowdown':
        return '↓'
      case 'arrowleft':
        return '←'
      case 'arrowright':
        return '→'
      default:
        return key.charAt(0).toUpperCase() + key.slice(1)
    }
  })
}

/** Keys for `aria-keyshortcuts`. */
export function ariaKeys(keys: string): string {
  const names: Readonly<Record<string, string>> = { mod: isMac ? 'Meta' : 'Control', alt: 'Alt', shift: 'Shift', space: 'Space', enter: 'Enter', arrowup: 'ArrowUp', arrowdown: 'ArrowDown', arrowleft: 'ArrowLeft', arrowright: 'ArrowRight' }
  return keys.split(/\+(?=.)/).map((key) => names[key] ?? key.toUpperCase()).join('+')
}
