import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { makeSpool } from './spool.ts'

const all = async <T>(batches: AsyncGenerator<T[]>) => {
  const found: T[][] = []
  for await (const batch of batches) found.push(batch)
  return found
}

test('records of a key come together and in their order, from memory and from disk', async () => {
  const spool = makeSpool<{ key: string; no: number; text: string }>()
  const text = 'щ\n"'.repeat(1000)
  for (let no = 0; no < 12_000; no += 1) {
    spool.put(`k${no % 3000}`, { key: `k${no % 3000}`, no, text })
    if (no % 500 === 0) await spool.drain(500 * text.length)
  }
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith('tandem-spool-'))
  expect(folders.length).toBeGreaterThan(0)
  const batches = await all(spool.batches())
  expect(batches.length).toBeGreaterThan(1)
  const seen = new Map<string, number>()
  for (const [i, batch] of batches.entries()) {
    expect(batch.map(({ no }) => no)).toEqual(batch.map(({ no }) => no).sort((a, b) => a - b))
    for (const { key, text: kept } of batch) {
      expect(seen.get(key) ?? i).toBe(i)
      seen.set(key, i)
      expect(kept).toBe(text)
    }
  }
  expect(batches.flat()).toHaveLength(12_000)
  await spool.remove()
  expect(folders.every((name) => !existsSync(`${tmpdir()}/${name}`))).toBe(true)
})

test('very many short records go to the disk too, however little was read for them', async () => {
  const spool = makeSpool<number>()
  const written = () => readdirSync(tmpdir()).filter((name) => name.startsWith('tandem-spool-'))
  const before = written().length
  for (let no = 1; no <= 16_000; no += 1) spool.put(String(no), no)
  await spool.drain(16_000)
  expect(written()).toHaveLength(before)
  for (let no = 16_001; no <= 17_000; no += 1) spool.put(String(no), no)
  await spool.drain(1_000)
  expect(written()).toHaveLength(before + 1)
  const numbers = (await all(spool.batches())).flat()
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 17_000 }, (_, i) => i + 1))
  await spool.remove()
})

test('few records never touch the disk, and may be gone through twice', async () => {
  const spool = makeSpool<number>()
  for (const no of [3, 1, 2]) spool.put(String(no), no)
  await spool.drain(1_000)
  expect(await all(spool.batches())).toEqual([[3, 1, 2]])
  expect(await all(spool.batches())).toEqual([[3, 1, 2]])
  await spool.remove()
})
