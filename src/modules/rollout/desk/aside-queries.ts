import { type Db, prepared, type Tx } from '../../../platform/db.ts'

export type AsideRow = {
  kind: 'paused' | 'stays_with_agent'
  reason: string
  askedBy: string
  confirmedBy: string | null
  since: string
  reviewOn: string
}

/** Why an outlet is out of the ladder now, or is proposed to be. */
export const openAside = async (
  db: Db,
  distributorId: string,
  outletId: string,
): Promise<AsideRow | undefined> =>
  (
    await prepared<AsideRow>(db, {
      name: 'open_aside',
      text: `select kind, reason, asked_by as "askedBy", confirmed_by as "confirmedBy", since,
          review_on as "reviewOn"
        from rollout.aside where distributor_id = $1 and outlet_id = $2 and ended_at is null
        order by since desc limit 1`,
      values: [distributorId, outletId],
    })
  )[0]

export const insertAside = (
  tx: Tx,
  aside: {
    distributorId: string
    outletId: string
    kind: string
    reason: string
    askedBy: string
    reviewDays: number
  },
) =>
  prepared(tx, {
    name: 'insert_aside',
    text: `insert into rollout.aside (distributor_id, outlet_id, kind, reason, asked_by, review_on)
      values ($1, $2, $3, $4, $5, (platform.now() + make_interval(days => $6))::date)`,
    values: [
      aside.distributorId,
      aside.outletId,
      aside.kind,
      aside.reason,
      aside.askedBy,
      aside.reviewDays,
    ],
  })

/** The second person says yes; false: there is nothing to confirm, or he asked himself. */
export const confirmAside = async (
  tx: Tx,
  aside: { distributorId: string; outletId: string; confirmedBy: string },
): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'confirm_aside',
      text: `update rollout.aside set confirmed_by = $3 where distributor_id = $1
        and outlet_id = $2 and ended_at is null and confirmed_by is null and asked_by <> $3
        returning 1`,
      values: [aside.distributorId, aside.outletId, aside.confirmedBy],
    })
  ).length === 1

/** The day of the next look; undefined: who asked cannot keep it with its agent by himself. */
export const reviewAside = async (
  tx: Tx,
  again: { distributorId: string; outletId: string; reviewedBy: string; reviewDays: number },
): Promise<string | undefined> =>
  (
    await prepared<{ reviewOn: string }>(tx, {
      name: 'review_aside',
      text: `update rollout.aside set reviewed_by = $3, reviewed_at = platform.now(),
          review_on = (platform.now() + make_interval(days => $4))::date
        where distributor_id = $1 and outlet_id = $2 and ended_at is null
          and (kind = 'paused' or (asked_by <> $3 and confirmed_by is not null))
        returning review_on as "reviewOn"`,
      values: [again.distributorId, again.outletId, again.reviewedBy, again.reviewDays],
    })
  )[0]?.reviewOn

export const endAside = (
  tx: Tx,
  {
    distributorId,
    outletId,
    endedBy,
  }: { distributorId: string; outletId: string; endedBy: string },
) =>
  prepared(tx, {
    name: 'end_aside',
    text: `update rollout.aside set ended_at = platform.now(), ended_by = $3
      where distributor_id = $1 and outlet_id = $2 and ended_at is null`,
    values: [distributorId, outletId, endedBy],
  })
