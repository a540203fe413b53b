import { prepared, type Tx } from '../../platform/db.ts'

type Join = { distributorId: string; from: string; into: string }

/** Closes the joined outlet and lets its code lead to the other; false when it is closed already. */
export const closeJoined = async (
  tx: Tx,
  { distributorId, from, into }: Join,
  decidedBy: string,
): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'close_joined_outlet',
      text: `with closed as (
          update outlets.outlet set closed_at = platform.now()
          where distributor_id = $1 and id = $2 and closed_at is null returning code)
        insert into outlets.outlet_code (distributor_id, code, outlet_id, joined_from, joined_by)
        select $1, code, $3, $2, $4 from closed
        on conflict (distributor_id, code) do nothing returning code`,
      values: [distributorId, from, into, decidedBy],
    })
  ).length === 1

/** The payers, buyers and territories of the joined outlet are the other's too, where it has none. */
export const moveTies = (tx: Tx, { distributorId, from, into }: Join) =>
  prepared(tx, {
    name: 'move_outlet_ties',
    text: `with payers as (
        insert into outlets.outlet_payer (distributor_id, outlet_id, payer_id, from_day, to_day)
        select $1, $3, payer_id, from_day, to_day from outlets.outlet_payer
        where distributor_id = $1 and outlet_id = $2 on conflict do nothing),
      buyers as (
        insert into outlets.buyer (distributor_id, outlet_id, person_id, name, phone, position,
          since, revoked_at)
        select $1, $3, person_id, name, phone, position, since, revoked_at from outlets.buyer
        where distributor_id = $1 and outlet_id = $2 on conflict do nothing)
      insert into outlets.outlet_territory (distributor_id, outlet_id, team_id, territory_id,
        from_day, to_day)
      select $1, $3, t.team_id, t.territory_id, t.from_day, t.to_day
      from outlets.outlet_territory t
      where t.distributor_id = $1 and t.outlet_id = $2 and not exists (
        select 1 from outlets.outlet_territory x where x.distributor_id = $1
          and x.outlet_id = $3 and x.team_id = t.team_id)
      on conflict do nothing`,
    values: [distributorId, from, into],
  })

/** Puts outlets into a group of one owner, made under the code when it is new. */
export const putGroup = (
  tx: Tx,
  group: { distributorId: string; id: string; code: string; name: string; outletIds: string[] },
) =>
  prepared(tx, {
    name: 'put_owner_group',
    text: `with made as (
        insert into outlets.owner_group as g (distributor_id, id, code, name)
        values ($1, $2, $3, $4)
        on conflict (distributor_id, code) do update set name = g.name returning id)
      update outlets.outlet o set owner_group_id = made.id from made
      where o.distributor_id = $1 and o.id = any($5::uuid[])`,
    values: [group.distributorId, group.id, group.code, group.name, group.outletIds],
  })
