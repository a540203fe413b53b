import { type Db, prepared, type Tx } from './db.ts'

/** The version of what a tenant's processes cache under a name; 0 while nobody changed it. */
export const versionOf = async (db: Db, distributorId: string, name: string): Promise<number> =>
  (
    await prepared<{ number: number }>(db, {
      name: 'version_of',
      text: 'select number from platform.version where distributor_id = $1 and name = $2',
      values: [distributorId, name],
    })
  )[0]?.number ?? 0

/** Makes every cache of that name stale; whoever changes what is cached calls it in his transaction. */
export const bumpVersion = (tx: Tx, distributorId: string, name: string): Promise<unknown> =>
  prepared(tx, {
    name: 'bump_version',
    text: `insert into platform.version as v (distributor_id, name) values ($1, $2)
      on conflict (distributor_id, name) do update set number = v.number + 1`,
    values: [distributorId, name],
  })
