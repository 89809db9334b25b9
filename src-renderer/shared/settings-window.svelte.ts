/** Is the dialog with the settings open? Its button, its keys and a command open it. */
class SettingsWindow {
  isOpen = $state(false)
}

export const settingsWindow = new SettingsWindow()
