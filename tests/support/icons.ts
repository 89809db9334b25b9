import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import type { Page } from '@playwright/test'
import { browserForTests } from './browser.ts'

/** `npm run icons`: the icons of the desktop application and its packages, from the two drawings. */

const folder = fileURLToPath(new URL('../../resources/icons/', import.meta.url))

/** What each size is called in an icon file of macOS. */
const icnsTypes: Readonly<Record<number, string>> = { 16: 'icp4', 32: 'icp5', 64: 'icp6', 128: 'ic07', 256: 'ic08', 512: 'ic09', 1024: 'ic10' }
const icoSizes: readonly number[] = [16, 24, 32, 48, 64, 256]

async function drawn(page: Page, svg: string, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  return page.screenshot({ omitBackground: true })
}

/** An icon file of Windows: a directory, then the pictures as they are. */
function ico(pictures: readonly [number, Buffer][]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [place, [size, picture]] of pictures.entries()) {
    const at = 6 + 16 * place
    // 0 stands for 256.
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(picture.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += picture.length
  }
  return Buffer.concat([head, ...pictures.map(([, picture]) => picture)])
}

function icns(pictures: readonly [number, Buffer][]): Buffer {
  const parts = pictures.map(([size, picture]) => part(icnsTypes[size] ?? '', picture))
  return part('icns', Buffer.concat(parts))
}

function part(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(8 + content.length, 4)
  return Buffer.concat([head, content])
}

const browser = await chromium.launch(browserForTests())
const page = await browser.newPage()
const [aside, waiting] = ['aside.svg', 'waiting.svg'].map((name) => readFileSync(folder + name, 'utf8'))
const pictures = async (sizes: readonly number[]): Promise<[number, Buffer][]> => {
  const made: [number, Buffer][] = []
  for (const size of sizes) made.push([size, await drawn(page, aside ?? '', size)])
  return made
}
writeFileSync(`${folder}aside.png`, await drawn(page, aside ?? '', 512))
writeFileSync(`${folder}tray.png`, await drawn(page, aside ?? '', 32))
writeFileSync(`${folder}waiting.png`, await drawn(page, waiting ?? '', 32))
writeFileSync(`${folder}aside.ico`, ico(await pictures(icoSizes)))
writeFileSync(`${folder}aside.icns`, icns(await pictures(Object.keys(icnsTypes).map(Number))))
await browser.close()
