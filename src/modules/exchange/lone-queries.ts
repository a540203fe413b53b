import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Run } from './oddity-report.ts'

/** Writes down the said items that are new and hidden, for no product came with them; how many. */
export const insertLone = async (tx: Tx, run: Run): Promise<number> =>
  (
    await prepared(tx, {
      name: '',
      text: `insert into exchange.lone_product (distributor_id, product_id, run_id)
        select $1, p.id, $2 from pg_temp.said_item s
        join catalogue.product p on p.distributor_id = $1 and p.id = s.id
        where not s.published and s.base_code is null and p.deleted_at is null
        returning product_id`,
      values: [run.distributorId, run.id],
    })
  ).length

/** Of what a run brought in without a product: how many are hidden, how many "publish all" shows. */
export type Lone = { hidden: number; shown: number }

export const loneOf = async (db: Db, run: Run): Promise<Lone> =>
  (
    await prepared<Lone>(db, {
      name: 'lone_of_run',
      text: `select count(*) filter (where not p.published)::int as hidden,
          count(*) filter (where p.published and l.published_at is not null)::int as shown
        from exchange.lone_product l
        join catalogue.product p on p.distributor_id = l.distributor_id and p.id = l.product_id
        where l.distributor_id = $1 and l.run_id = $2 and p.deleted_at is null`,
      values: [run.distributorId, run.id],
    })
  )[0] ?? { hidden: 0, shown: 0 }

/** The runs that brought in hidden goods without a product, the newest first. */
export const loneRuns = (db: Db, distributorId: string, limit: number) =>
  prepared<{ runId: string; source: string; startedAt: string } & Lone>(db, {
    name: 'lone_runs',
    text: `select r.id as "runId", r.source, r.started_at as "startedAt",
        count(*) filter (where not p.published)::int as hidden,
        count(*) filter (where p.published and l.published_at is not null)::int as shown
      from exchange.lone_product l
      join catalogue.product p on p.distributor_id = l.distributor_id and p.id = l.product_id
      join exchange.run r on r.distributor_id = l.distributor_id and r.id = l.run_id
      where l.distributor_id = $1 and p.deleted_at is null
      group by r.id, r.source, r.started_at having bool_or(not p.published)
      order by r.started_at desc, r.id desc limit $2`,
    values: [distributorId, limit],
  })

/** Products of a run, hidden or shown by "publish all"; locked, so that two do not act on them at once. */
export const lockLone = async (tx: Tx, run: Run, which: 'hidden' | 'shown'): Promise<string[]> =>
  (
    await prepared<{ id: string }>(tx, {
      name: 'lock_lone',
      text: `select l.product_id as id from exchange.lone_product l
        join catalogue.product p on p.distributor_id = l.distributor_id and p.id = l.product_id
        where l.distributor_id = $1 and l.run_id = $2 and p.deleted_at is null
          and case when $3::text = 'hidden' then not p.published
            else p.published and l.published_at is not null end
        order by l.product_id for update of l`,
      values: [run.distributorId, run.id, which],
    })
  ).map(({ id }) => id)

/** Notes that "publish all" showed these products, or that it was taken back. */
export const noteLone = (tx: Tx, run: Run, ids: string[], shown: boolean) =>
  prepared(tx, {
    name: 'note_lone',
    text: `update exchange.lone_product
      set published_at = case when $4::boolean then platform.now() end
      where distributor_id = $1 and run_id = $2 and product_id = any($3::uuid[])`,
    values: [run.distributorId, run.id, ids, shown],
  })
