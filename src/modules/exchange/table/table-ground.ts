import type { Tx } from '../../../platform/db.ts'
import type { Sample } from '../../../platform/merge-queries.ts'
import type { Mapping } from './mapping.ts'
import type { TableRecord } from './read-records.ts'

/** What a table's rows are laid over, and by which words. */
export type Ground = {
  tx: Tx
  distributorId: string
  currency: string
  timeZone: string
  today: string
  mapping: Mapping
  /** The records from the beginning; only the first reading is reported. */
  records: () => AsyncGenerator<TableRecord[]>
}
/** An example of a change, by what people call the row. */
export type NamedSample = Omit<Sample, 'key'> & { name: string }
/** Something told of a line, beside what its cells told. */
export type Told = { line: number; id: string; code: string; done: Done }
export type Done = 'quarantined' | 'made' | 'kept' | 'later_counts'
export type Put = { counts: Record<string, number>; samples: Sample[]; told: Told[] }
