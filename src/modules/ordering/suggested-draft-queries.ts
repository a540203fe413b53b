import { prepared, type Tx } from '../../platform/db.ts'

export type SuggestedDraft = {
  /** Of the draft when one has to be made. */
  draftId: string
  outletId: string
  deliveryDay: string
  cutOffAt: string
  personId: string
}

/**
 * A ready draft for each outlet and delivery: the one that waits already, a person's before a program's,
 * else what the outlet had on its last delivery day and is still sold. Returns outlet and draft; an outlet
 * that never had anything gets none.
 */
export const suggestDrafts = (tx: Tx, distributorId: string, rows: SuggestedDraft[]) =>
  prepared<{ outletId: string; draftId: string }>(tx, {
    name: 'suggest_drafts',
    text: `with wanted as materialized (
        select * from jsonb_to_recordset($2::jsonb) w ("draftId" uuid, "outletId" uuid,
          "deliveryDay" date, "cutOffAt" timestamptz, "personId" uuid)),
      waiting as materialized (
        select distinct on (w."outletId") w."outletId", d.id from wanted w
        join ordering.draft d on d.distributor_id = $1 and d.outlet_id = w."outletId"
          and d.delivery_day = w."deliveryDay" and d.withdrawn_at is null
        where not exists (select 1 from ordering.checkout c where c.distributor_id = $1
          and c.id = d.id)
        order by w."outletId", d.made_by is null, d.made_at desc),
      last as materialized (
        select w.*, (select o.delivery_day from ordering.order o where o.distributor_id = $1
            and o.outlet_id = w."outletId" and o.delivery_day < w."deliveryDay"
            and o.status in ('delivered', 'partly_delivered', 'returned')
            and o.channel not in ('edi', 'van')
          order by o.delivery_day desc limit 1) as day
        from wanted w where not exists (select 1 from waiting a where a."outletId" = w."outletId")),
      bought as (
        select last."outletId", l.product_id, l.unit_code, sum(l.quantity_milli)::bigint as milli
        from last
        join ordering.order o on o.distributor_id = $1 and o.outlet_id = last."outletId"
          and o.delivery_day = last.day and o.status in ('delivered', 'partly_delivered', 'returned')
          and o.channel not in ('edi', 'van')
        join ordering.order_line l on l.distributor_id = $1 and l.order_id = o.id
        join catalogue.product p on p.distributor_id = $1 and p.id = l.product_id and p.published
        group by last."outletId", l.product_id, l.unit_code),
      baskets as (
        select "outletId", jsonb_agg(jsonb_build_object('productId', product_id,
          'unitCode', unit_code, 'quantityMilli', milli) order by product_id, unit_code) as lines
        from bought group by "outletId"),
      made as (
        insert into ordering.draft (distributor_id, id, outlet_id, for_person, for_name,
          delivery_day, cut_off_at, lines, prepared_by)
        select $1, last."draftId", last."outletId", last."personId", b.name, last."deliveryDay",
          last."cutOffAt", k.lines, 'suggestion'
        from last join baskets k on k."outletId" = last."outletId"
        join outlets.buyer b on b.distributor_id = $1 and b.outlet_id = last."outletId"
          and b.person_id = last."personId" and b.revoked_at is null
        on conflict (distributor_id, id) do nothing returning outlet_id, id)
      select "outletId", id as "draftId" from waiting
      union all select outlet_id, id from made`,
    values: [distributorId, JSON.stringify(rows)],
  })
