import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

export type Ran = { code: number | null; output: string }

/** Runs one of the installed tools by node itself and waits for its end. */
export function runTool(script: string, args: string[], cwd = '.'): Promise<Ran> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [resolve('node_modules', script), ...args], {
      cwd,
      timeout: 50_000,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.on('error', failed)
    child.on('close', (code) => done({ code, output }))
  })
}
