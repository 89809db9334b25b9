/** Guests from the network come in by the join page, and go back there when their seat is theirs no more. */

const joinPage = '/join/'

export function backToJoinPage(): void {
  location.replace(`${joinPage}?over`)
}

/** Whoever opens a page from the network without a seat has no name and password to type: false where there is nothing to join. */
export async function goesToJoinPage(): Promise<boolean> {
  try {
    const { isForGuests } = (await (await fetch('/page/door', { credentials: 'omit' })).json()) as { isForGuests?: boolean }
    if (isForGuests === true) location.replace(joinPage)
    return isForGuests === true
  } catch {
    return false
  }
}
