import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Keeps records apart by key, on disk when they become many, and gives them back in batches. */
export type Spool<T> = {
  put: (key: string, record: T) => void
  /** Writes down what became too much for memory. */
  drain: () => Promise<void>
  /** All records of a key are in one batch; a batch is in the order in which they were put. */
  batches: () => AsyncGenerator<T[]>
  remove: () => Promise<void>
}

const PARTITIONS = 256
const HELD_CHARS_MAX = 8_388_608
const BATCH_RECORDS = 2_000

/** A spool in the folder of temporary files; memory does not grow with what is put. */
export function makeSpool<T>(): Spool<T> {
  const held = Array.from({ length: PARTITIONS }, (): string[] => [])
  let heldChars = 0
  let folder: Promise<string> | null = null
  const fileOf = async (partition: number) => {
    folder ??= mkdtemp(join(tmpdir(), 'tandem-spool-'))
    return join(await folder, String(partition))
  }
  const written = new Set<number>()
  const recordsOf = async (partition: number): Promise<Numbered<T>[]> => {
    const file = written.has(partition) ? await readFile(await fileOf(partition), 'utf8') : ''
    const lines = [...file.split('\n'), ...(held[partition] ?? [])]
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Numbered<T>)
  }
  let last = 0
  return {
    put(key, record) {
      last += 1
      const line = JSON.stringify([last, record])
      held[partitionOf(key)]?.push(line)
      heldChars += line.length
    },
    async drain() {
      if (heldChars < HELD_CHARS_MAX) return
      for (const [partition, lines] of held.entries()) {
        if (lines.length === 0) continue
        await appendFile(await fileOf(partition), `${lines.join('\n')}\n`)
        written.add(partition)
        lines.length = 0
      }
      heldChars = 0
    },
    async *batches() {
      let batch: Numbered<T>[] = []
      for (let partition = 0; partition < PARTITIONS; partition += 1) {
        batch = batch.concat(await recordsOf(partition))
        if (batch.length < BATCH_RECORDS) continue
        yield inOrder(batch)
        batch = []
      }
      if (batch.length > 0) yield inOrder(batch)
    },
    async remove() {
      if (folder) await rm(await folder, { recursive: true, force: true })
    },
  }
}

type Numbered<T> = [no: number, record: T]

const inOrder = <T>(batch: Numbered<T>[]): T[] =>
  batch.toSorted(([a], [b]) => a - b).map(([, record]) => record)

// FNV-1a.
function partitionOf(key: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < key.length; i += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
  }
  return (hash >>> 0) % PARTITIONS
}
