import { prepared, type Tx } from './db.ts'

/** A module's list of outlets that wait for something to be worked out anew. */
type DueList = `${string}.${string}_due`

/**
 * Takes so many outlets off a list, as the transaction commits; of two that take at once none gets what the
 * other has. `order`: who comes first.
 */
export const takeDue = async (
  tx: Tx,
  list: DueList,
  asked: { distributorId: string; limit: number; order?: 'outlet_id' | 'due_at, outlet_id' },
): Promise<string[]> =>
  (
    await prepared<{ id: string }>(tx, {
      name: `take ${list}`,
      // An array is made once; joined, the list was read again for each of its rows.
      text: `delete from ${list} d where d.distributor_id = $1
        and d.outlet_id = any(array(select outlet_id from ${list} where distributor_id = $1
          order by ${asked.order ?? 'outlet_id'} limit $2 for update skip locked))
        returning d.outlet_id as id`,
      values: [asked.distributorId, asked.limit],
    })
  ).map((row) => row.id)
