import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Whether a command is one that all others go before, and may be from its first moment: its database runs
 * already. One that it started would be as patient as itself, and stay so for those who come after it.
 */
export function isPatient(
  [command]: readonly string[],
  env: Record<string, string | undefined>,
): boolean {
  if (command !== 'import') return false
  return Boolean(env.DATABASE_URL) || isServed(join(env.TANDEM_DATA ?? '.tandem', 'database'))
}

// As far as a look tells: where Linux has no such files, the command gives way when its database is there.
function isServed(folder: string): boolean {
  try {
    const [pid] = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
    return readFileSync(`/proc/${Number(pid)}/comm`, 'utf8').trim() === 'postgres'
  } catch {
    return false
  }
}
