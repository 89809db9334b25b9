import { Menu, Tray } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'

/** Aside beside the clock, as long as it is wanted there. */
export class AsideTray {
  readonly #icon: string
  readonly #show: () => void
  #tray: Tray | null = null

  constructor(icon: string, show: () => void) {
    this.#icon = icon
    this.#show = show
  }

  draw(isWanted: boolean, items: MenuItemConstructorOptions[]): void {
    if (!isWanted) {
      this.#tray?.destroy()
      this.#tray = null
      return
    }
    if (!this.#tray) {
      this.#tray = new Tray(this.#icon)
      this.#tray.setToolTip('Aside')
      this.#tray.on('click', () => this.#show())
    }
    this.#tray.setContextMenu(Menu.buildFromTemplate(items))
  }
}
