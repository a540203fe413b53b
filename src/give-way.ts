import { execFile } from 'node:child_process'
import { constants, setPriority } from 'node:os'

/**
 * Lets all others go before a process of this machine, this one by itself: no order waits for a table
 * that is read. Where Linux can, it runs only on what else nobody wants (SCHED_IDLE): a process that is
 * merely nice still keeps whoever wakes up waiting for the rest of its slice, some 3 ms at each of the
 * dozen turns an order takes between program and database.
 */
export function giveWay(processId: number = process.pid): void {
  // Asking costs a process; what gave way once keeps to it, with what it starts.
  if (processId === process.pid) {
    if (gaveWay) return
    gaveWay = true
  }
  // At once; to ask for more takes a process, and a moment in which a command is loaded.
  beNice(processId)
  const threads = ['--all-tasks', '--idle', '--pid', '0', String(processId)]
  const asked = execFile('chrt', threads, { timeout: 5_000 }, () => undefined)
  asked.unref()
}

let gaveWay = false

function beNice(processId: number): void {
  try {
    setPriority(processId, constants.priority.PRIORITY_LOW)
  } catch {
    // It runs as somebody whom we may not arrange, or is gone: it only goes as fast as the others.
  }
}
