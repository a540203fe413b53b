import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Keeps records apart by key, on disk when they become many, and gives them back in batches. */
export type Spool<T> = {
  put: (key: string, record: T) => void
  /** Writes down what became too much for memory; told how many bytes were read for it since the last call. */
  drain: (bytesRead: number) => Promise<void>
  /**
   * All records of a key are in one batch; a batch is in the order in which they were put. What was never
   * written down is given as it was put: whoever changes a record finds it changed the next time.
   */
  batches: () => AsyncGenerator<T[]>
  remove: () => Promise<void>
}

const PARTITIONS = 256
// A record is no longer than what was read for it; many short ones weigh more than their letters.
const HELD_BYTES_MAX = 8_388_608
const HELD_RECORDS_MAX = 16_384
const BATCH_RECORDS = 2_000

/** A spool in the folder of temporary files; memory does not grow with what is put. */
export function makeSpool<T>(): Spool<T> {
  const held = Array.from({ length: PARTITIONS }, (): Numbered<T>[] => [])
  const holds = { bytes: 0, records: 0 }
  let folder: Promise<string> | null = null
  const fileOf = async (partition: number) => {
    folder ??= mkdtemp(join(tmpdir(), 'tandem-spool-'))
    return join(await folder, String(partition))
  }
  const written = new Set<number>()
  const recordsOf = async (partition: number): Promise<Numbered<T>[]> => {
    const kept = held[partition] ?? []
    if (!written.has(partition)) return kept
    const file = await readFile(await fileOf(partition), 'utf8')
    const lines = file.split('\n').filter((line) => line !== '')
    return [...lines.map((line) => JSON.parse(line) as Numbered<T>), ...kept]
  }
  let last = 0
  return {
    put(key, record) {
      last += 1
      holds.records += 1
      held[partitionOf(key)]?.push([last, record])
    },
    async drain(bytesRead) {
      holds.bytes += bytesRead
      if (holds.bytes < HELD_BYTES_MAX && holds.records < HELD_RECORDS_MAX) return
      for (const [partition, records] of held.entries()) {
        if (records.length === 0) continue
        const lines = records.map((numbered) => `${JSON.stringify(numbered)}\n`)
        await appendFile(await fileOf(partition), lines.join(''))
        written.add(partition)
        records.length = 0
      }
      Object.assign(holds, { bytes: 0, records: 0 })
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
