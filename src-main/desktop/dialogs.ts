import { dialog } from 'electron'

/** Says why the log cannot be used and offers to put it aside. */
export async function offersFreshLog(sentence: string): Promise<boolean> {
  const begin = 0
  const quit = 1
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'Aside',
    message: sentence,
    detail: 'The old log is kept beside the new one.',
    buttons: ['Begin a new log', 'Quit'],
    defaultId: quit,
    cancelId: quit,
    noLink: true
  })
  return response === begin
}

export async function tell(sentence: string): Promise<void> {
  await dialog.showMessageBox({ type: 'info', title: 'Aside', message: sentence, buttons: ['OK'], noLink: true })
}

/** For what ends the program. */
export async function tellTrouble(sentence: string): Promise<void> {
  await dialog.showMessageBox({ type: 'error', title: 'Aside', message: sentence, buttons: ['Quit'], noLink: true })
}
