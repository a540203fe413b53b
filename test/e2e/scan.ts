import type { Page } from 'playwright-core'
import decodeQr from 'qr/decode.js'

const CELL = 6

/** Reads the code that stands on the page as a camera would: from its dark cells. */
export async function scan(page: Page): Promise<string> {
  const code = page.getByRole('img', { name: 'QR-код запрошення' })
  await code.waitFor()
  const size = Number((await code.getAttribute('viewBox'))?.split(' ')[2])
  const path = (await code.locator('path').getAttribute('d')) ?? ''
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)h/g)].map(([, x, y]) => `${x} ${y}`))
  const width = size * CELL
  const data = new Uint8Array(width * width * 4).fill(255)
  for (let at = 0; at < width * width; at += 1) {
    const cell = `${Math.floor((at % width) / CELL)} ${Math.floor(at / width / CELL)}`
    if (dark.has(cell)) data.fill(0, at * 4, at * 4 + 3)
  }
  return decodeQr({ width, height: width, data })
}
