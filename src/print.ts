export type Failure = { code: string; message: string } & Record<string, unknown>

/** How a command speaks: to people in sentences, to machines in one JSON line. */
export type Print = {
  /** For people. */
  say(text: string): void
  /** For machines, when all went well: once. */
  tell(told: object): void
  /** For both; returns the exit code of what was refused or failed. */
  fail(failure: Failure): number
}

const INTERRUPTED = 130

/** Prints to this process; with `json` the last line of stdout is always JSON, however it ends. */
export function printTo({ stdout, stderr }: NodeJS.Process, json: boolean): Print {
  let told = false
  const line = (what: object) => {
    told = true
    if (json) stdout.write(`${JSON.stringify(what)}\n`)
  }
  process.once('exit', (exitCode) => {
    if (told || exitCode === 0) return
    const code = exitCode === INTERRUPTED ? 'interrupted' : 'failed'
    line({ ok: false, code, message: `It ended with ${exitCode}.` })
  })
  return {
    say: (text) => void (json ? stderr : stdout).write(`${text}\n`),
    tell: (what) => line({ ok: true, ...what }),
    fail(failure) {
      stderr.write(`${failure.message}\n`)
      line({ ok: false, ...failure })
      return 1
    },
  }
}
