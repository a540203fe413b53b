import { sql } from 'kysely'
import { type Pool, writeGlobal } from './db.ts'

const ROWS_MIN = 10_000
// As autovacuum judges (autovacuum_analyze_scale_factor), which comes up to a minute later.
const SHARE = 0.1
// A class of advisory locks of its own: of several who ask at once, one measures.
const LOCK = 7308

/**
 * Tells the planner what tables hold that grew by much: with what it knew before a large history
 * came in, a statement over all of it does not end. Only the owner of tables may; returns their names.
 */
export const measureGrown = (owner: Pool): Promise<string[]> =>
  writeGlobal(owner, async (db) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)}, 0)`.execute(db)
    const { rows } = await sql<{ name: string }>`
      select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
      where n_mod_since_analyze > greatest(${ROWS_MIN}::bigint, n_live_tup * ${SHARE}::float8)
        and schemaname !~ '^pg_temp' order by name`.execute(db)
    const names = rows.map(({ name }) => name)
    for (const name of names) await sql`analyze ${sql.raw(name)}`.execute(db)
    return names
  })
