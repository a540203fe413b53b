import { prepared, type Tx } from '../../platform/db.ts'

/** A product with the team whose it was before. */
export type FormerTeam = { productId: string; teamId: string | null }

/** Gives brands with their products to a team, later ones too, unless another exclusive team has them. */
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
        where p.distributor_id = $1 and p.id = f.id returning p.id),
      branded as (
        update catalogue.brand b set team_id = $3::uuid
        where b.distributor_id = $1 and b.id = any($2::uuid[]) and b.team_id is null)
      select f.id as "productId", f.team_id as "teamId" from former f order by f.id`,
    values: [distributorId, given.brandIds, given.teamId],
  })

export type Taken = {
  brandIds: string[]
  teamId: string
  teamMade: boolean
  products: FormerTeam[]
}

/**
 * Gives products that are still the team's back to their former teams, and its brands. What came in
 * for the brands meanwhile had no former team; of a team that stood before, nobody knows which they are.
 */
export const giveBack = (tx: Tx, distributorId: string, taken: Taken) =>
  prepared<{ productId: string }>(tx, {
    name: 'give_back_to_teams',
    text: `with former as materialized (
        select * from jsonb_to_recordset($3::jsonb) f ("productId" uuid, "teamId" uuid)),
      unbranded as (
        update catalogue.brand b set team_id = null
        where b.distributor_id = $1 and b.id = any($4::uuid[]) and b.team_id = $2)
      update catalogue.product p set team_id = f."teamId"
      from (select "productId", "teamId" from former
        union all select l.id, null from catalogue.product l
        where $5::boolean and l.distributor_id = $1 and l.brand_id = any($4::uuid[])
          and l.team_id = $2 and l.id not in (select "productId" from former)) f
      where p.distributor_id = $1 and p.id = f."productId" and p.team_id = $2
      returning p.id as "productId"`,
    values: [
      ...[distributorId, taken.teamId, JSON.stringify(taken.products)],
      ...[taken.brandIds, taken.teamMade],
    ],
  })
