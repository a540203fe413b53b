import { sql } from 'kysely'
import type { Tx } from './db.ts'
import { LIMITS } from './limits.ts'

export type PurgeRule = {
  table: string
  days: number
  after: string
  of?: readonly [table: string, column: string]
  heldBy?: readonly [table: string, there: string, here: string]
}

/**
 * Deletes a batch of a table's rows that were kept long enough, of one tenant or (null) of a table
 * above tenants; returns how many. Rows somebody works on wait for the next time.
 */
export async function removeDue(
  tx: Tx,
  rule: PurgeRule,
  distributorId: string | null,
): Promise<number> {
  const table = sql.table(rule.table)
  const [parent, by] = rule.of ?? []
  const moment = parent ? sql.ref(`parent.${rule.after}`) : sql.ref(`old.${rule.after}`)
  const joined = parent
    ? sql`join ${sql.table(parent)} parent on parent.distributor_id = old.distributor_id
        and parent.id = ${sql.ref(`old.${by}`)}`
    : sql``
  const [holder, there, here] = rule.heldBy ?? []
  const held = holder
    ? sql`and not exists (select from ${sql.table(holder)} holder
        where holder.distributor_id = old.distributor_id
          and ${sql.ref(`holder.${there}`)} = ${sql.ref(`old.${here}`)})`
    : sql``
  const ours = (alias: string) =>
    distributorId ? sql`and ${sql.ref(`${alias}.distributor_id`)} = ${distributorId}` : sql``
  const removed = await sql`delete from ${table} gone where ctid = any (array(
      select old.ctid from ${table} old ${joined}
      where ${moment} < platform.now() - make_interval(days => ${rule.days}) ${ours('old')} ${held}
      limit ${LIMITS.purgeRowsAtOnce} for update of old skip locked)) ${ours('gone')}`.execute(tx)
  return Number(removed.numAffectedRows ?? 0n)
}

/** Makes the months' partitions ahead, from half a year back: rows never wait in the default one. */
export const makeMonths = (tx: Tx): Promise<unknown> =>
  sql`do $$ begin
    for i in -8..3 loop
      call ordering.make_event_month(
        (date_trunc('month', platform.now()) + make_interval(months => i))::date);
    end loop; end $$`.execute(tx)
