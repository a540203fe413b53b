import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { packageRoot } from '../src/platform/config.ts'

/** How a process ended, and what it took; figures are null when it could not tell them itself. */
export type Measured = {
  /** Null: it was killed, by us or by the system. */
  exitCode: number | null
  output: string
  seconds: number
  cpuSeconds: number | null
  peakMb: number | null
}

// Told by the process at its end: the peak is the kernel's own mark, so nothing falls between looks.
const TELLS = `import { readFileSync, writeSync } from 'node:fs'
process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  const status = readFileSync('/proc/self/status', 'utf8')
  const peakMb = Math.round(Number(/VmHWM:\\s+(\\d+)/.exec(status)?.[1] ?? 0) / 1024)
  writeSync(3, JSON.stringify({ cpuSeconds: (user + system) / 1e6, peakMb }))
})`

/** Runs Node to its end, or kills it after the limit. */
export function measured(
  words: string[],
  { env = {}, secondsMax = 120 }: { env?: Record<string, string>; secondsMax?: number },
): Promise<Measured> {
  const tells = `data:text/javascript,${encodeURIComponent(TELLS)}`
  const begun = performance.now()
  const child = spawn(process.execPath, ['--import', tells, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  })
  const heard = { output: '', told: '' }
  child.stdout?.on('data', (piece) => {
    heard.output += String(piece)
  })
  child.stdio[3]?.on('data', (piece) => {
    heard.told += String(piece)
  })
  const late = setTimeout(() => child.kill('SIGKILL'), secondsMax * 1000)
  return new Promise((resolve) => {
    child.once('close', (exitCode) => {
      clearTimeout(late)
      const seconds = (performance.now() - begun) / 1000
      const told = heard.told === '' ? { cpuSeconds: null, peakMb: null } : JSON.parse(heard.told)
      resolve({ exitCode, output: heard.output, seconds, ...told })
    })
  })
}

/** The program as it is run, in a process of its own. */
export const runTandem = (words: string[], env: Record<string, string>): Promise<Measured> =>
  measured([join(packageRoot(), 'dist', 'main.js'), ...words], { env })

/** What it told machines: its last line. */
export function lastLine({ output }: Measured): unknown {
  const line = output.trimEnd().split('\n').at(-1) ?? ''
  return JSON.parse(line === '' ? '{}' : line)
}
