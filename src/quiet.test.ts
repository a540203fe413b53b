import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { giveBackWhenQuiet, youngBytes } from './quiet.ts'

type Collection = PerformanceEntry & { detail: { flags: number } }

const MEGABYTE = 1024 * 1024
let end: () => void = () => undefined
afterEach(() => end())

/** Objects that live for a while and die, as those of requests do. */
function work(): void {
  const alive: object[][] = []
  for (let round = 0; round < 60; round += 1) {
    alive.push(Array.from({ length: 20_000 }, (_, i) => ({ round, i, text: `${round}:${i}` })))
    if (alive.length > 6) alive.shift()
  }
}

test('a process that has worked gives room back when it is quiet', async () => {
  work()
  const held = youngBytes()
  expect(held).toBeGreaterThan(8 * MEGABYTE)
  end = giveBackWhenQuiet(200)
  await expect.poll(youngBytes, { timeout: 20_000, interval: 100 }).toBeLessThan(held / 2)
})

test('nobody who is at work is stopped to give room back', async () => {
  const forced: string[] = []
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Collection[]) {
      if (entry.detail.flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) forced.push(entry.name)
    }
  })
  observer.observe({ entryTypes: ['gc'] })
  end = giveBackWhenQuiet(100)
  for (let turn = 0; turn < 5; turn += 1) {
    work()
    await wait(1)
  }
  observer.disconnect()
  expect(youngBytes()).toBeGreaterThan(8 * MEGABYTE)
  expect(forced).toEqual([])
})
