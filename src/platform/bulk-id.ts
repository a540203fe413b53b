import { randomFillSync } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'

const ID_BYTES = 16
const pool = new Uint8Array(ID_BYTES * 1024)
let taken = pool.length

/** An id by time for rows by the hundred thousand: random bytes are asked for by the thousand ids. */
export function bulkId(): string {
  if (taken === pool.length) {
    randomFillSync(pool)
    taken = 0
  }
  taken += ID_BYTES
  return uuidv7({ random: pool.subarray(taken - ID_BYTES, taken) })
}
