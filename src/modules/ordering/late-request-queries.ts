import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { visibleIn } from '../outlets/outlets.ts'
import type { WantedLine } from './contract.ts'
import type { LateRequest, LateState } from './late-request-contract.ts'
import type { NewCheckout } from './place-queries.ts'

export type NewLateRequest = {
  distributorId: string
  id: string
  outletId: string
  bodyHash: Buffer
  deliveryDay: string
  lines: WantedLine[]
  note: string
  channel: string
  preparedBy: NewCheckout['preparedBy']
  askedBy: string
  askedName: string
  deviceId: string
  endsAt: string
}

/** Writes a request; false: its id is known, or another of this outlet and day is still open. */
export async function insertLateRequest(tx: Tx, r: NewLateRequest): Promise<boolean> {
  const rows = await prepared(tx, {
    name: 'insert_late_request',
    text: `insert into ordering.late_request (distributor_id, id, outlet_id, body_hash, delivery_day,
        lines, note, channel, prepared_by, asked_by, asked_name, device_id, ends_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      on conflict do nothing returning id`,
    values: [
      ...[r.distributorId, r.id, r.outletId, r.bodyHash, r.deliveryDay, JSON.stringify(r.lines)],
      ...[r.note, r.channel, r.preparedBy, r.askedBy, r.askedName, r.deviceId, r.endsAt],
    ],
  })
  return rows.length === 1
}

export type KeptRequest = Omit<NewLateRequest, 'distributorId' | 'endsAt'> & {
  state: LateState
  movedTo: string | null
  outletName: string
}

/** A request with how it stands now, locked until the end of the transaction. */
export const lockLateRequest = async (
  tx: Tx,
  distributorId: string,
  requestId: string,
): Promise<KeptRequest | undefined> =>
  (
    await prepared<KeptRequest>(tx, {
      name: 'lock_late_request',
      text: `select r.id, r.outlet_id as "outletId", r.body_hash as "bodyHash",
          r.delivery_day as "deliveryDay", r.lines, r.note, r.channel,
          r.prepared_by as "preparedBy", r.asked_by as "askedBy", r.asked_name as "askedName",
          r.device_id as "deviceId", r.moved_to as "movedTo", o.name as "outletName",
          ${STATE} as state
        from ordering.late_request r
        join outlets.outlet o on o.distributor_id = $1 and o.id = r.outlet_id
        where r.distributor_id = $1 and r.id = $2 for update of r`,
      values: [distributorId, requestId],
    })
  )[0]

const STATE = `case when r.state = 'open' and r.ends_at <= platform.now() then 'expired'
  else r.state end`

export const setLateDecision = (
  tx: Tx,
  decided: {
    distributorId: string
    requestId: string
    state: 'accepted' | 'moved' | 'declined'
    movedTo: string | null
    by: string
    byName: string
    why: string
  },
) =>
  prepared(tx, {
    name: 'set_late_decision',
    text: `update ordering.late_request set state = $3, moved_to = $4, decided_by = $5,
        decided_name = $6, why = $7, decided_at = platform.now()
      where distributor_id = $1 and id = $2 and state = 'open'`,
    values: [
      ...[decided.distributorId, decided.requestId, decided.state, decided.movedTo],
      ...[decided.by, decided.byName, decided.why],
    ],
  })

/** What was asked for in the scope of who asks: what waits first, then the newest. */
export const lateRequestRows = (
  db: Db,
  member: Member,
  { outletId = null, limit }: { outletId?: string | null | undefined; limit: number },
) =>
  prepared<LateRequest>(db, {
    name: `late_requests_${member.rights.get('order.read')}`,
    text: `select r.id, r.outlet_id as "outletId", t.name as "outletName", t.city,
        r.delivery_day as "deliveryDay", r.channel, r.asked_name as "askedName",
        r.asked_at as "askedAt", r.ends_at as "endsAt", ${STATE} as state,
        w.silent_from as "silentFrom",
        r.moved_to as "movedTo", r.decided_name as "decidedName", r.decided_at as "decidedAt",
        r.why, r.note, o.id as "orderId", o.number,
        (select coalesce(json_agg(json_build_object('name', p.name, 'unitCode', l->>'unitCode',
            'quantityMilli', (l->>'quantityMilli')::bigint) order by at), '[]')
          from jsonb_array_elements(r.lines) with ordinality lines (l, at)
          join catalogue.product p on p.distributor_id = $1
            and p.id = (l->>'productId')::uuid) as lines
      from ordering.late_request r
      join outlets.outlet t on t.distributor_id = $1 and t.id = r.outlet_id
      left join ordering.late_arrival w on w.distributor_id = $1 and w.checkout_id = r.id
      left join lateral (select x.id, x.number from ordering.order x
        where x.distributor_id = $1 and x.checkout_id = r.id order by x.number limit 1) o on true
      where r.distributor_id = $1 and ($2::uuid is null or r.outlet_id = $2)
        and ${visibleIn(member, 'order.read', 'r.outlet_id')}
      order by (r.state = 'open' and r.ends_at > platform.now()) desc, r.asked_at desc, r.id
      limit $5`,
    values: [member.tenant.id, outletId, member.personId, member.tenant.timeZone, limit],
  })
