import { type Db, prepared, type Tx } from '../../platform/db.ts'
import { type Merged, mergeRows } from '../../platform/merge-queries.ts'
import { addStaged, closeStage, openStage, type Staged } from '../../platform/stage-queries.ts'
import type { ItemLink } from './item-rules.ts'
import type { KnownNamed } from './match-rules.ts'

/** A distributor's feed: whose ids an upload speaks. */
export type Feed = { distributorId: string; feed: string }

/** One import of a distributor at a time: the next waits, and then compares with what this one left. */
export const lockImports = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: '',
    text: `select pg_advisory_xact_lock(7302, hashtext($1))`,
    values: [distributorId],
  })

type NamedList = KnownNamed & { currency: string; vatIncluded: boolean }

/** All price lists, with the ids by which the feed means them. */
export const listsMeant = (db: Db, { distributorId, feed }: Feed) =>
  prepared<NamedList>(db, {
    name: '',
    text: `select l.id, l.code, l.name, l.currency, l.vat_included as "vatIncluded",
        coalesce(array_agg(k.external_id) filter (where k.external_id is not null), '{}')
          as "externalIds"
      from pricing.price_list l left join exchange.link k on k.distributor_id = $1
        and k.source = $2 and k.kind = 'price_type' and k.internal_id = l.id
      where l.distributor_id = $1 group by l.id, l.code, l.name, l.currency, l.vat_included
      order by l.code`,
    values: [distributorId, feed],
  })

/** All warehouses, with the ids by which the feed means them. */
export const warehousesMeant = (db: Db, { distributorId, feed }: Feed) =>
  prepared<KnownNamed>(db, {
    name: '',
    text: `select w.id, w.code, w.name,
        coalesce(array_agg(k.external_id) filter (where k.external_id is not null), '{}')
          as "externalIds"
      from stock.warehouse w left join exchange.link k on k.distributor_id = $1
        and k.source = $2 and k.kind = 'warehouse' and k.internal_id = w.id
      where w.distributor_id = $1 group by w.id, w.code, w.name order by w.code`,
    values: [distributorId, feed],
  })

export const categoryCodes = async (db: Db, distributorId: string) =>
  (
    await prepared<{ code: string }>(db, {
      name: '',
      text: 'select code from catalogue.category where distributor_id = $1',
      values: [distributorId],
    })
  ).map(({ code }) => code)

export type KnownItemRow = {
  code: string
  baseUnit: string
  inCatalogue: boolean
  offered: boolean
}

/** What is known of these codes, and whether the feed named them last time. */
export const knownItems = (db: Db, { distributorId, feed }: Feed, codes: string[]) =>
  prepared<KnownItemRow>(db, {
    name: '',
    text: `select p.code, p.base_unit as "baseUnit",
        coalesce(bool_or(k.kind = 'product'), false) as "inCatalogue",
        coalesce(bool_or(k.kind = 'offer'), false) as offered
      from catalogue.product p left join exchange.link k on k.distributor_id = $1
        and k.source = $2 and k.kind in ('product', 'offer') and k.external_id = p.code
        and k.gone_at is null
      where p.distributor_id = $1 and p.code = any($3::text[]) group by p.code, p.base_unit`,
    values: [distributorId, feed, codes],
  })

/** Of products sold by their characteristics, the code of one of these; of others their own. */
export const knownBases = (db: Db, { distributorId, feed }: Feed, externalIds: string[]) =>
  prepared<{ externalId: string; code: string }>(db, {
    name: '',
    text: `select p.code as "externalId", p.code from catalogue.product p
      where p.distributor_id = $1 and p.code = any($3::text[])
      union all
      select k.external_id, p.code from exchange.link k
      join catalogue.product p on p.distributor_id = $1 and p.id = k.internal_id
      where k.distributor_id = $1 and k.source = $2 and k.kind = 'parent'
        and k.external_id = any($3::text[])`,
    values: [distributorId, feed, externalIds],
  })

const LINK = {
  name: 'said_link',
  columns: { kind: 'text', external_id: 'text', code: 'text' },
} as const satisfies Staged<string>

export const openLinks = (tx: Tx) => openStage(tx, LINK)

export const addLinks = (tx: Tx, links: ItemLink[]) =>
  addStaged(
    tx,
    LINK,
    links.map(({ kind, externalId, code }) => ({ kind, external_id: externalId, code })),
  )

export const closeLinks = (tx: Tx) => closeStage(tx, LINK)

export type Going = { kind: 'product' | 'offer'; code: string; named: boolean; live: boolean }

/**
 * What the feed named before and a full upload names no more; `named`: it is still named in the
 * other way, as a product without an offer or an offer without a product.
 */
export const goingItems = (
  tx: Tx,
  { distributorId, feed }: Feed,
  full: { catalogue: boolean; offers: boolean },
) =>
  prepared<Going>(tx, {
    name: '',
    text: `select k.kind, p.code, p.deleted_at is null as live,
        exists (select 1 from pg_temp.said_link s where s.external_id = k.external_id
            and s.kind = case k.kind when 'product' then 'offer' else 'product' end)
          or k.kind = 'offer' and not $3 and exists (select 1 from exchange.link o
            where o.distributor_id = $1 and o.source = $2 and o.kind = 'product'
              and o.external_id = k.external_id and o.gone_at is null) as named
      from exchange.link k
      join catalogue.product p on p.distributor_id = $1 and p.id = k.internal_id
      where k.distributor_id = $1 and k.source = $2 and k.gone_at is null
        and (k.kind = 'product' and $3 or k.kind = 'offer' and $4)
        and not exists (select 1 from pg_temp.said_link s
          where s.kind = k.kind and s.external_id = k.external_id)`,
    values: [distributorId, feed, full.catalogue, full.offers],
  })

export type Sizes = { live: number; shown: number; deleting: number; deletingShown: number }

/** How many items of the feed are there and shown, and how many the upload marks as deleted. */
export const feedSizes = async (tx: Tx, { distributorId, feed }: Feed) =>
  (
    await prepared<Sizes>(tx, {
      name: '',
      text: `select count(*)::int as live, count(*) filter (where p.published)::int as shown,
          count(*) filter (where s.deleted)::int as deleting,
          count(*) filter (where s.deleted and p.published)::int as "deletingShown"
        from catalogue.product p left join pg_temp.said_item s on s.code = p.code
        where p.distributor_id = $1 and p.deleted_at is null and exists (
          select 1 from exchange.link k where k.distributor_id = $1 and k.source = $2
            and k.kind in ('product', 'offer') and k.gone_at is null and k.internal_id = p.id)`,
      values: [distributorId, feed],
    })
  )[0] ?? { live: 0, shown: 0, deleting: 0, deletingShown: 0 }

/** Names and shown or not of these codes, for a person to look at. */
export const namesOf = (db: Db, distributorId: string, codes: string[]) =>
  prepared<{ code: string; name: string; shown: boolean }>(db, {
    name: '',
    text: `select code, name, published as shown from catalogue.product
      where distributor_id = $1 and code = any($2::text[]) order by published desc, name`,
    values: [distributorId, codes],
  })

/** Writes down what the feed named; what it names again is back. */
export const mergeLinks = (tx: Tx, { distributorId, feed }: Feed): Promise<Merged> =>
  mergeRows(tx, {
    distributorId,
    into: 'exchange.link',
    key: ['source', 'kind', 'external_id'],
    columns: ['internal_id', 'gone_at'],
    said: ['internal_id', 'gone_at'],
    rows: `select 0 as line, $2 as source, s.kind, s.external_id, p.id as internal_id,
        null::timestamptz as gone_at
      from pg_temp.said_link s
      join catalogue.product p on p.distributor_id = $1 and p.code = s.code`,
    values: [feed],
  })

/** Writes down which of our rows the feed's ids of price types or warehouses mean. */
export const linkNamed = (
  tx: Tx,
  { distributorId, feed }: Feed,
  kind: 'price_type' | 'warehouse',
  links: { externalId: string; id: string }[],
) =>
  prepared(tx, {
    name: '',
    text: `insert into exchange.link as k (distributor_id, source, kind, external_id, internal_id)
      select $1, $2, $3, r.external, r.id from unnest($4::text[], $5::uuid[]) r(external, id)
      on conflict (distributor_id, source, kind, external_id) do update
        set internal_id = excluded.internal_id where k.internal_id <> excluded.internal_id`,
    values: [
      distributorId,
      feed,
      kind,
      links.map(({ externalId }) => externalId),
      links.map(({ id }) => id),
    ],
  })

/** Marks as gone what a full upload named no more. */
export const markGone = (
  tx: Tx,
  { distributorId, feed }: Feed,
  full: { catalogue: boolean; offers: boolean },
) =>
  prepared(tx, {
    name: '',
    text: `update exchange.link k set gone_at = platform.now()
      where k.distributor_id = $1 and k.source = $2 and k.gone_at is null
        and (k.kind = 'product' and $3 or k.kind = 'offer' and $4)
        and not exists (select 1 from pg_temp.said_link s
          where s.kind = k.kind and s.external_id = k.external_id)`,
    values: [distributorId, feed, full.catalogue, full.offers],
  })
