/** Texts that were begun and not sent, kept in the tab for each chat and composer. */
const key = (place: string): string => `aside.draft.${place}`

export function draftAt(place: string): string {
  return sessionStorage.getItem(key(place)) ?? ''
}

export function keepDraft(place: string, text: string): void {
  if (text === '') sessionStorage.removeItem(key(place))
  else sessionStorage.setItem(key(place), text)
}
