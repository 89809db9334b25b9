// Loaded before the application: nobody sits before a test's dialogs, so they are written down and answered as a test says;
// and what would be opened outside is written down alone.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { dialog, shell } = require('electron')

globalThis.askedInDialogs = []
globalThis.openedOutside = []
globalThis.answers = { button: Number(process.env.ASIDE_TEST_BUTTON ?? 0), ticked: false, path: '' }

const note = (options) => {
  globalThis.askedInDialogs.push(options)
  process.stderr.write(`DIALOG ${JSON.stringify(options)}\n`)
}

dialog.showMessageBox = (options) => {
  note(options)
  return Promise.resolve({ response: globalThis.answers.button, checkboxChecked: globalThis.answers.ticked })
}

dialog.showOpenDialog = (options) => {
  note(options)
  const { path } = globalThis.answers
  return Promise.resolve({ canceled: path === '', filePaths: path === '' ? [] : [path] })
}

dialog.showSaveDialog = (options) => {
  note(options)
  const { path } = globalThis.answers
  return Promise.resolve({ canceled: path === '', filePath: path })
}

shell.openPath = (path) => {
  globalThis.openedOutside.push(path)
  return Promise.resolve('')
}

shell.openExternal = (address) => {
  globalThis.openedOutside.push(address)
  return Promise.resolve()
}
