// Loaded before the application: nobody sits before a test's dialogs, so they are written down and answered by the number of a button.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { dialog } = require('electron')

globalThis.askedInDialogs = []

dialog.showMessageBox = (options) => {
  globalThis.askedInDialogs.push(options)
  process.stderr.write(`DIALOG ${JSON.stringify(options)}\n`)
  return Promise.resolve({ response: Number(process.env.ASIDE_TEST_BUTTON ?? 0), checkboxChecked: false })
}
