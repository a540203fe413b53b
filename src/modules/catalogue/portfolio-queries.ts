import { prepared, type Tx } from '../../platform/db.ts'

/** A product with the team whose it was before. */
export type FormerTeam = { productId: string; teamId: string | null }

/** Gives products of brands to a team, unless another exclusive team has them. */
export const giveToTeam = (
  tx: Tx,
  distributorId: string,
  given: { brandIds: string[]; teamId: string },
) =>
  prepared<FormerTeam>(tx, {
    name: 'give_to_team',
    text: `with former as materialized (
        select p.id, p.team_id from catalogue.product p
        left join outlets.team tm on tm.distributor_id = $1 and tm.id = p.team_id
        where p.distributor_id = $1 and p.brand_id = any($2::uuid[]) and p.deleted_at is null
          and p.team_id is distinct from $3::uuid and tm.exclusive is not true
        order by p.id for update of p),
      given as (
        update catalogue.product p set team_id = $3::uuid from former f
        where p.distributor_id = $1 and p.id = f.id returning p.id)
      select f.id as "productId", f.team_id as "teamId" from former f order by f.id`,
    values: [distributorId, given.brandIds, given.teamId],
  })

/** Gives products that are still the team’s back to their former teams. */
export const giveBack = (
  tx: Tx,
  distributorId: string,
  taken: { teamId: string; products: FormerTeam[] },
) =>
  prepared(tx, {
    name: 'give_back',
    text: `update catalogue.product p set team_id = f."teamId"
      from jsonb_to_recordset($3::jsonb) f ("productId" uuid, "teamId" uuid)
      where p.distributor_id = $1 and p.id = f."productId" and p.team_id = $2`,
    values: [distributorId, taken.teamId, JSON.stringify(taken.products)],
  })
