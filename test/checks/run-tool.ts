import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

/** A tool that hangs is ended; a busy machine may take minutes for all types at once. */
export const TOOL_MS_MAX = 240_000

export type Ran = { code: number | null; output: string }

/** Runs one of the installed tools by node itself and waits for its end. */
export function runTool(script: string, args: string[], cwd = '.'): Promise<Ran> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [resolve('node_modules', script), ...args], {
      cwd,
      timeout: TOOL_MS_MAX,
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
