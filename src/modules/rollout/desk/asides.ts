import { UNKNOWN } from '../../../platform/call.ts'
import { type Pool, type Pools, readTenant } from '../../../platform/db.ts'
import { ok, refuse } from '../../../platform/result.ts'
import { type Member, transactAs } from '../../../platform/serve.ts'
import { peopleNames } from '../../identity/identity.ts'
import { seenIds, sees } from '../../outlets/outlets.ts'
import { moveOutlets } from '../ladder/move-ladder.ts'
import { type AsideFilters, asideCounts, asidePage } from './aside-list-queries.ts'
import { confirmAside, endAside, insertAside, openAside, reviewAside } from './aside-queries.ts'
import { lockContacts } from './contact-queries.ts'

const REVIEW_DAYS = 90

type AsideWanted = { outletId: string; kind: string; reason: string }

/** Asks to leave an outlet out for a while; what stays with the agent waits for a second person. */
export const putAside = (pool: Pool, member: Member, wanted: AsideWanted) =>
  transactAs(pool, member, async (tx) => {
    const distributorId = member.tenant.id
    const { outletId } = wanted
    if (!(await sees(tx, member, 'rollout.contact', outletId))) return refuse(UNKNOWN)
    await lockContacts(tx, distributorId, outletId)
    if (await openAside(tx, distributorId, outletId))
      return refuse({ code: 'aside_known' as const })
    const asked = { askedBy: member.personId, reviewDays: REVIEW_DAYS }
    await insertAside(tx, { ...wanted, ...asked, distributorId })
    await moveOutlets(tx, distributorId, [outletId])
    return ok({})
  })

/** A second person agrees that an outlet stays out. */
export const agreeAside = (pool: Pool, member: Member, { outletId }: { outletId: string }) =>
  transactAs(pool, member, async (tx) => {
    const distributorId = member.tenant.id
    if (!(await sees(tx, member, 'rollout.contact', outletId))) return refuse(UNKNOWN)
    const confirmedBy = member.personId
    if (!(await confirmAside(tx, { distributorId, outletId, confirmedBy }))) {
      return refuse({ code: 'aside_same_person' as const })
    }
    await moveOutlets(tx, distributorId, [outletId])
    return ok({})
  })

/** The outlet is back in its turn. */
export const returnFromAside = (pool: Pool, member: Member, { outletId }: { outletId: string }) =>
  transactAs(pool, member, async (tx) => {
    const distributorId = member.tenant.id
    if (!(await sees(tx, member, 'rollout.contact', outletId))) return refuse(UNKNOWN)
    await endAside(tx, { distributorId, outletId, endedBy: member.personId })
    await moveOutlets(tx, distributorId, [outletId])
    return ok({})
  })

/** Looked at again: the outlet stays out. One that stays with its agent is not kept there by one person. */
export const lookAgain = (pool: Pool, member: Member, { outletId }: { outletId: string }) =>
  transactAs(pool, member, async (tx) => {
    const distributorId = member.tenant.id
    if (!(await sees(tx, member, 'rollout.contact', outletId))) return refuse(UNKNOWN)
    const aside = await openAside(tx, distributorId, outletId)
    if (!aside) return refuse(UNKNOWN)
    const again = { distributorId, outletId, reviewedBy: member.personId, reviewDays: REVIEW_DAYS }
    const reviewOn = await reviewAside(tx, again)
    return reviewOn ? ok({ reviewOn }) : refuse({ code: 'aside_same_person' as const })
  })

type Asked = Pick<AsideFilters, 'state' | 'offset' | 'limit'> & {
  kind?: string | undefined
  search?: string | undefined
}

/** What is set aside in the sight of a person, with the names of who asked, agreed and looked again. */
export async function asideList(pools: Pools, member: Member, asked: Asked) {
  const { id, timeZone } = member.tenant
  const { state, offset, limit, kind = null, search = '' } = asked
  const { rows, counts } = await readTenant(pools.app, id, async (db) => {
    const seen = await seenIds(db, member, 'rollout.contact')
    const of = { distributorId: id, timeZone, seen }
    return {
      rows: await asidePage(db, { ...of, state, kind, search, offset, limit }),
      counts: await asideCounts(db, of),
    }
  })
  const ids = rows.flatMap(({ askedBy, confirmedBy, reviewedBy, endedBy }) =>
    [askedBy, confirmedBy, reviewedBy, endedBy].filter((one) => one !== null),
  )
  const names = await peopleNames(pools, ids)
  const nameOf = (personId: string | null) => (personId && names.get(personId)) ?? null
  const asides = rows.map(
    ({ askedBy, confirmedBy, reviewedBy, endedBy, total: _total, ...row }) => ({
      ...row,
      ...{ askedName: nameOf(askedBy), confirmedName: nameOf(confirmedBy) },
      ...{ reviewedName: nameOf(reviewedBy), endedName: nameOf(endedBy) },
      mine: askedBy === member.personId,
    }),
  )
  const shown = offset + rows.length
  return ok({ ...counts, asides, next: shown < (rows[0]?.total ?? 0) ? shown : null })
}
