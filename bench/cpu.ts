import { existsSync, readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100

type Stat = { parent: number; seconds: number; reapedSeconds: number }

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const at = (i: number) => (fields[i] ?? 0) / TICKS_PER_SECOND
    return { parent: fields[1] ?? 0, seconds: at(11) + at(12), reapedSeconds: at(13) + at(14) }
  } catch {
    return null
  }
}

/** CPU seconds a process has used, with the children it has reaped. Linux only. */
export function processCpu(pid: number): number {
  const stat = statOf(pid)
  return stat ? stat.seconds + stat.reapedSeconds : 0
}

/** CPU seconds of a PostgreSQL cluster: its postmaster, the reaped and the living backends. */
export function clusterCpu(dataFolder: string): number {
  const postmaster = postmasterOf(dataFolder)
  const living = childrenOf(postmaster).map((pid) => statOf(pid)?.seconds ?? 0)
  return processCpu(postmaster) + living.reduce((sum, seconds) => sum + seconds, 0)
}

/** The process that runs a PostgreSQL cluster. */
export const postmasterOf = (dataFolder: string): number =>
  Number(readFileSync(`${dataFolder}/postmaster.pid`, 'latin1').split('\n')[0])

/** The living children of a process. Linux only; elsewhere none are known. */
export function childrenOf(parent: number): number[] {
  const names = existsSync('/proc/self/stat') ? readdirSync('/proc') : []
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => statOf(pid)?.parent === parent)
}
