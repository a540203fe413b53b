import { FileRefused } from '../commerceml/file-refused.ts'
import type { WorkbookLimits } from '../commerceml/limits.ts'

const BLOCK = 4_096

export type SharedStrings = { add(text: string): void; at(index: number): string | null }

/**
 * The texts that a workbook's cells share, kept as bytes in blocks: as strings of their own they
 * would hold on to every piece of XML they were cut from.
 */
export function sharedStrings(file: string, limits: WorkbookLimits): SharedStrings {
  const blocks: { bytes: Buffer; ends: Uint32Array }[] = []
  let open: string[] = []
  let count = 0
  let bytesKept = 0
  const close = () => {
    const ends = new Uint32Array(open.length)
    let end = 0
    for (const [i, text] of open.entries()) {
      end += Buffer.byteLength(text)
      ends[i] = end
    }
    blocks.push({ bytes: Buffer.from(open.join('')), ends })
    open = []
  }
  return {
    add(text) {
      count += 1
      bytesKept += Buffer.byteLength(text)
      if (count > limits.stringsMax || bytesKept > limits.stringBytesMax) {
        const detail = `texts of more than ${limits.stringBytesMax} bytes`
        throw new FileRefused('file_too_large', { file, line: 0, detail })
      }
      open.push(text)
      if (open.length === BLOCK) close()
    },
    at(index) {
      const block = blocks[Math.floor(index / BLOCK)]
      const place = index % BLOCK
      if (!block) return Math.floor(index / BLOCK) === blocks.length ? (open[place] ?? null) : null
      const end = block.ends[place]
      if (end === undefined) return null
      return block.bytes.toString('utf8', place === 0 ? 0 : block.ends[place - 1], end)
    },
  }
}
