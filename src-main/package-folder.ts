import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of the package, with its resources and all that is built: above us in the checkout, in the bundle and where it is installed. */
export const packageFolder = folderAbove(import.meta.dirname)

function folderAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  if (dirname(folder) === folder) throw new Error('Aside does not find its own folder, the one with package.json')
  return folderAbove(dirname(folder))
}
