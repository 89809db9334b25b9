import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'

/** Somebody whose window can be opened. */
export interface Seat {
  readonly id: string
  readonly label: string
  readonly open: () => void
}

/** The native menu. Items that tests and scripts look for have ids; the rest is Electron's own roles. */
export function setMenu(seats: readonly Seat[], windows: readonly { title: string; show: () => void }[]): void {
  const template: MenuItemConstructorOptions[] = [
    {
      label: '&File',
      submenu: [
        { id: 'open', label: 'New Window for', submenu: seats.map(({ id, label, open }) => ({ id: `open:${id}`, label, click: open })) },
        { type: 'separator' },
        { role: 'close' },
        { role: 'quit' }
      ]
    },
    {
      label: '&Edit',
      submenu: [{ role: 'undo' }, { role: 'redo' }, { type: 'separator' }, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }]
    },
    {
      label: '&View',
      submenu: [{ role: 'reload' }, { type: 'separator' }, { role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { type: 'separator' }, { role: 'togglefullscreen' }]
    },
    {
      label: '&Window',
      submenu: [{ role: 'minimize' }, { type: 'separator' }, ...windows.map(({ title, show }, place) => ({ id: `window:${place + 1}`, label: title, click: show }))]
    },
    { label: '&Help', submenu: [{ role: 'about' }] }
  ]
  if (process.platform === 'darwin') template.unshift({ role: 'appMenu' })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
