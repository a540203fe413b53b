import { readdirSync, readFileSync } from 'node:fs'

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
  const postmaster = Number(readFileSync(`${dataFolder}/postmaster.pid`, 'latin1').split('\n')[0])
  const living = readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null
    return stat?.parent === postmaster ? [stat.seconds] : []
  })
  return processCpu(postmaster) + living.reduce((sum, seconds) => sum + seconds, 0)
}
