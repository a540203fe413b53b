import { type Db, prepared } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { visibleIn } from '../outlets/outlets.ts'
import { BENEFIT_NOW, type BenefitNow } from './benefit-queries.ts'
import type { Placed } from './contract.ts'

/** What an order must know before anything else, and whether what is remembered is true still. */
export type CartGate = {
  now: string
  today: string
  seen: boolean
  /**
   * What carts are priced by that changed after the asked snapshot, by what this statement sees: of each change
   * its price lists, or null for anything else. Null: no snapshot was asked of.
   */
  changed: (string[] | null)[] | null
  /** What this statement sees, for what is read after it. */
  snapshot: string
  /** The transaction wrote nothing yet: what it reads is committed. */
  clean: boolean
  placedAt: string | null
  bodyHash: Buffer | null
  reply: Placed | null
  /** What a shop's own order may get now. */
  benefit: BenefitNow | null
}

// A change that the snapshot does not show is one of a transaction that it did not see committed.
const CHANGED = `case when $6::text is not null then (
    select coalesce(json_agg(c.price_lists), '[]') from platform.shelf_change c
    where c.distributor_id = $1 and c.xid >= pg_snapshot_xmin($6::pg_snapshot)
      and not pg_visible_in_snapshot(c.xid, $6::pg_snapshot)) end`

type Asked = {
  outletId: string
  checkoutId: string
  since: string | null
  /** The device of a shop that orders for itself; null: staff. */
  deviceId: string | null
}

/** One statement before a checkout: who sees the outlet, whether it was placed, what is known still. */
export async function cartGate(db: Db, member: Member, asked: Asked): Promise<CartGate> {
  const { outletId, checkoutId, since, deviceId } = asked
  const scope = member.rights.get('order.place')
  const own = deviceId !== null
  const benefit = own ? BENEFIT_NOW.replaceAll('$4', '$7') : 'null::jsonb'
  const sees = visibleIn(member, 'order.place', 'o.id')
  const values = [
    ...[member.tenant.id, outletId, member.personId, member.tenant.timeZone],
    ...[checkoutId, since, ...(own ? [deviceId] : [])],
  ]
  const [gate] = await prepared<CartGate>(db, {
    name: `cart_gate_${scope}${own ? '_own' : ''}`,
    text: `with clock as materialized (
        select platform.now() as now, (platform.now() at time zone $4)::date as today)
      select clock.now, clock.today, pg_current_snapshot()::text as snapshot,
        pg_current_xact_id_if_assigned() is null as clean, ${CHANGED} as changed,
        exists (select 1 from outlets.outlet o where o.distributor_id = $1 and o.id = $2
          and $3::uuid is not null and ${sees}) as seen,
        k.outlet_id as "placedAt", k.body_hash as "bodyHash", k.reply, ${benefit} as benefit
      from clock left join ordering.checkout k on k.distributor_id = $1 and k.id = $5`,
    values,
  })
  if (!gate) throw new Error('the gate always answers')
  return gate
}
