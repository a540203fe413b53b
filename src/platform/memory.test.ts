import { expect, test } from 'vitest'
import { makeMemory } from './live.ts'

const memoryAt = () => {
  const clock = { now: 0 }
  const options = { channel: 'changes', keptMs: 1_000, keptMax: 2, now: () => clock.now }
  return { clock, memory: makeMemory<number>(options) }
}
const asking = (value: number) => {
  const asked = { times: 0 }
  const ask = async () => {
    asked.times += 1
    return value
  }
  return { asked, ask }
}

test('with its ear away a server remembers nothing', async () => {
  const { memory } = memoryAt()
  const { asked, ask } = asking(1)
  await memory.recall('a', ask)
  await memory.recall('a', ask)
  expect(asked.times).toBe(2)
})

test('what is remembered is asked once, until it is told to have changed or its time is over', async () => {
  const { memory, clock } = memoryAt()
  const { asked, ask } = asking(1)
  memory.hear(true)
  await memory.recall('a', ask)
  await memory.recall('a', ask)
  expect(asked.times).toBe(1)
  memory.forget('b')
  await memory.recall('a', ask)
  expect(asked.times).toBe(1)
  memory.forget('a')
  await memory.recall('a', ask)
  expect(asked.times).toBe(2)
  clock.now = 1_000
  await memory.recall('a', ask)
  expect(asked.times).toBe(3)
  memory.hear(false)
  expect(memory.peek('a')).toBe(undefined)
})

test('what was asked before a change was heard is not remembered after it', async () => {
  const { memory } = memoryAt()
  memory.hear(true)
  const told = await memory.recall('a', async () => {
    memory.forget('')
    return 1
  })
  expect(told).toBe(1)
  expect(memory.peek('a')).toBe(undefined)
})

test('a full memory forgets its oldest first', async () => {
  const { memory } = memoryAt()
  memory.hear(true)
  for (const [i, key] of ['a', 'b', 'c'].entries()) await memory.recall(key, asking(i).ask)
  expect(['a', 'b', 'c'].map((key) => memory.peek(key))).toEqual([undefined, 1, 2])
})
