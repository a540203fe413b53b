import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { isPatient } from './patient-start.ts'

const folder = mkdtempSync(join(tmpdir(), 'tandem-patient-'))
const ends: (() => void)[] = [() => rmSync(folder, { recursive: true, force: true })]
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

const IMPORT = ['import', 'table', 'prices.csv']

test('an import beside a database elsewhere is patient from its first moment; a server never is', () => {
  const env = { DATABASE_URL: 'postgres://db.example/tandem' }
  expect(isPatient(IMPORT, env)).toBe(true)
  expect(isPatient(['server'], env)).toBe(false)
  expect(isPatient([], env)).toBe(false)
})

test.skipIf(!existsSync('/proc/self/comm'))(
  'beside one of our own only while that runs: one it starts itself is not to be as patient',
  async () => {
    const env = { TANDEM_DATA: folder }
    expect(isPatient(IMPORT, env)).toBe(false)
    mkdirSync(join(folder, 'database', 'postgres'), { recursive: true })
    const saying = (pid: number | undefined) =>
      writeFileSync(join(folder, 'database', 'postgres', 'postmaster.pid'), `${pid}\n/somewhere\n`)
    saying(process.pid)
    expect(isPatient(IMPORT, env)).toBe(false)
    saying(2 ** 22 + 1)
    expect(isPatient(IMPORT, env)).toBe(false)
    symlinkSync('/bin/sleep', join(folder, 'postgres'))
    const running = spawn(join(folder, 'postgres'), ['60'])
    ends.push(() => running.kill())
    saying(running.pid)
    await expect.poll(() => isPatient(IMPORT, env)).toBe(true)
    expect(isPatient(['backup', 'x'], env)).toBe(false)
  },
)
