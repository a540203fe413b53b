import { type Db, prepared, type Tx } from '../../platform/db.ts'

export type BenefitRow = {
  id: string
  name: string
  percentBp: number
  firstOrders: number | null
  orderMaxMinor: number | null
  budgetMinor: number
  takenMinor: number
  fromDay: string
  toDay: string
}

/** The benefit that is not ended; it may begin later or be over by its days. */
export const openBenefit = async (db: Db, distributorId: string): Promise<BenefitRow | undefined> =>
  (
    await prepared<BenefitRow>(db, {
      name: 'open_benefit',
      text: `select id, name, percent_bp as "percentBp", first_orders as "firstOrders",
          order_max_minor as "orderMaxMinor", budget_minor as "budgetMinor",
          taken_minor as "takenMinor", from_day as "fromDay", to_day as "toDay"
        from promotions.benefit where distributor_id = $1 and ended_at is null`,
      values: [distributorId],
    })
  )[0]

export type BenefitSaid = Omit<BenefitRow, 'takenMinor'> & { putBy: string }

/** Makes the benefit, or changes what is still ahead of it: never below what is promised already. */
export const putBenefit = async (
  tx: Tx,
  distributorId: string,
  said: BenefitSaid,
): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'put_benefit',
      text: `insert into promotions.benefit as b (distributor_id, id, name, percent_bp, first_orders,
          order_max_minor, budget_minor, from_day, to_day, put_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (distributor_id, id) do update set name = excluded.name,
          percent_bp = excluded.percent_bp, first_orders = excluded.first_orders,
          order_max_minor = excluded.order_max_minor, budget_minor = excluded.budget_minor,
          from_day = excluded.from_day, to_day = excluded.to_day
        where b.ended_at is null and b.taken_minor <= excluded.budget_minor
        returning id`,
      values: [
        ...[distributorId, said.id, said.name, said.percentBp, said.firstOrders],
        ...[said.orderMaxMinor, said.budgetMinor, said.fromDay, said.toDay, said.putBy],
      ],
    })
  ).length > 0

/** Ends the benefit: what was promised stays promised. False: no such benefit. */
export const endBenefit = async (tx: Tx, distributorId: string, id: string): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'end_benefit',
      text: `update promotions.benefit set ended_at = coalesce(ended_at, platform.now())
        where distributor_id = $1 and id = $2 returning id`,
      values: [distributorId, id],
    })
  ).length > 0

/** Takes from the budget, or gives back when negative. False: there is not so much left. */
export const takeFromBudget = async (
  tx: Tx,
  taken: { distributorId: string; benefitId: string; minor: number },
): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'take_benefit_budget',
      text: `update promotions.benefit set taken_minor = taken_minor + $3
        where distributor_id = $1 and id = $2 and taken_minor + $3 <= budget_minor
          and (ended_at is null or $3 < 0) returning id`,
      values: [taken.distributorId, taken.benefitId, taken.minor],
    })
  ).length > 0
