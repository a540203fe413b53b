import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { getPriority } from 'node:os'
import { afterEach, expect, test } from 'vitest'
import { giveWay } from './give-way.ts'

const sleepers: ReturnType<typeof spawn>[] = []
afterEach(() => {
  for (const child of sleepers.splice(0)) child.kill()
})
function sleeper(): number {
  const child = spawn('sleep', ['60'])
  sleepers.push(child)
  return child.pid ?? 0
}
const isIdle = (processId: number) =>
  /SCHED_IDLE/.test(execFileSync('chrt', ['--pid', String(processId)], { encoding: 'utf8' }))

test.skipIf(!existsSync('/usr/bin/chrt'))(
  'a process that gives way runs only on what nobody else wants; the others stay as they were',
  async () => {
    const [ours, other] = [sleeper(), sleeper()]
    giveWay(ours)
    await expect.poll(() => isIdle(ours), { timeout: 20_000 }).toBe(true)
    expect(isIdle(other)).toBe(false)
  },
)

test('where that cannot be asked for, it is nice', async () => {
  const path = process.env.PATH
  process.env.PATH = ''
  try {
    const ours = sleeperOf(path)
    giveWay(ours)
    await expect.poll(() => getPriority(ours), { timeout: 20_000 }).toBe(19)
  } finally {
    process.env.PATH = path
  }
})

test('a process that is gone is nobody’s trouble', () => {
  const ours = sleeper()
  sleepers[0]?.kill('SIGKILL')
  expect(() => giveWay(ours)).not.toThrow()
})

function sleeperOf(path: string | undefined): number {
  const child = spawn('sleep', ['60'], { env: { PATH: path } })
  sleepers.push(child)
  return child.pid ?? 0
}
