import { sql } from 'kysely'
import { readGlobal, readTenant } from '../../src/platform/db.ts'
import type { TestDatabase } from '../test-database.ts'
import type { Place } from './place.ts'

/** A hash over every row that a place has in any table, over its people's sessions and its machines' keys. */
export async function fingerprint(database: TestDatabase, { town, sessions }: Place) {
  const { id } = town.tenant
  const rows = await readTenant(database.pools.app, id, async (db) => {
    const tables = await sql<{ name: string }>`select quote_ident(n.nspname) || '.' ||
        quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'distributor_id'
      where c.relkind in ('r', 'p') and not c.relispartition and c.relrowsecurity
        and has_table_privilege(c.oid, 'select') order by 1`.execute(db)
    const hashes: string[] = []
    for (const { name } of tables.rows) {
      const {
        rows: [row],
      } = await sql<{ hash: string }>`select ${name} || count(*) ||
        md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash
        from ${sql.raw(name)} t where t.distributor_id = ${id}`.execute(db)
      hashes.push(row?.hash ?? '')
    }
    return hashes
  })
  const people = Object.values(sessions).map(({ personId }) => personId)
  const open = await readGlobal(database.pools.identity, (db) =>
    db
      .selectFrom('identity.session')
      .select(['id', 'revoked_at'])
      .where('person_id', 'in', people)
      .orderBy('id')
      .execute(),
  )
  const keys = await readGlobal(database.pools.identity, (db) =>
    db
      .selectFrom('identity.machine_key')
      .select(['id', 'secret_hash', 'revoked_at'])
      .where('distributor_id', '=', id)
      .orderBy('id')
      .execute(),
  )
  const apiKeys = await readGlobal(database.pools.identity, (db) =>
    db
      .selectFrom('identity.api_key')
      .select(['id', 'revoked_at'])
      .where('distributor_id', '=', id)
      .orderBy('id')
      .execute(),
  )
  return [...rows, JSON.stringify([open, keys, apiKeys])].join('\n')
}

/** Waits until what follows from facts has followed: the same answer twice in a row. */
export async function settled<T>(ask: () => Promise<T>): Promise<T> {
  let last = await ask()
  for (let i = 0; i < 60; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    const next = await ask()
    if (next === last) return next
    last = next
  }
  throw new Error('the reactions do not come to an end')
}
