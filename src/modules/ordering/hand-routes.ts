import { UNKNOWN } from '../../platform/call.ts'
import { type Db, type Pools, readTenant } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Member, serveTenant, transactAs } from '../../platform/serve.ts'
import {
  decideHandProposalCall,
  handBudgetsCall,
  handGivenCall,
  handProposalsCall,
  putHandLimitCall,
  setHandSettingCall,
} from './hand-contract.ts'
import {
  decideProposal,
  handPeople,
  handProposals,
  handSetting,
  handsGiven,
  isHolder,
  putLimit,
  roleLimits,
  upsertHandSetting,
} from './hand-page-queries.ts'
import { giverOf } from './hand-queries.ts'

/** Who may give how much by hand, what was given, and what is proposed as a condition. */
export const handRoutes = ({ pools }: { pools: Pools }) => {
  const reading = <T>(member: Member, work: (db: Db) => Promise<T>) =>
    readTenant(pools.app, member.tenant.id, work)
  return {
    handBudgets: serveTenant(handBudgetsCall, (member) =>
      reading(member, async (db) => ok(await budgets(db, member))),
    ),
    setHandSetting: serveTenant(setHandSettingCall, (member, { whenOver, proposeAfter }) =>
      transactAs(pools.app, member, async (tx) => {
        const { tenant, personId } = member
        await upsertHandSetting(tx, tenant.id, { whenOver, proposeAfter, personId })
        return ok({ whenOver, proposeAfter })
      }),
    ),
    putHandLimit: serveTenant(putHandLimitCall, (member, request) =>
      transactAs(pools.app, member, async (tx) => {
        const { holder, percentBp, budgetMinor } = request
        const distributorId = member.tenant.id
        if (!(await isHolder(tx, distributorId, holder))) return refuse(UNKNOWN)
        const none = percentBp === null || budgetMinor === null
        const limit = none ? null : { percentBp, budgetMinor }
        await putLimit(tx, distributorId, { holder, limit, changedBy: member.personId })
        return ok({})
      }),
    ),
    handGiven: serveTenant(handGivenCall, (member, request) =>
      reading(member, async (db) => {
        const { currency } = member.tenant
        return ok({ given: await handsGiven(db, member, request), currency })
      }),
    ),
    handProposals: serveTenant(handProposalsCall, (member, request) =>
      reading(member, async (db) => {
        const { currency } = member.tenant
        return ok({ proposals: await handProposals(db, member, request), currency })
      }),
    ),
    decideHandProposal: serveTenant(decideHandProposalCall, (member, { id, accepted }) =>
      transactAs(pools.app, member, async (tx) => {
        const { tenant, personId } = member
        const asked = { distributorId: tenant.id, id, accepted, decidedBy: personId }
        return (await decideProposal(tx, asked)) ? ok({}) : refuse(UNKNOWN)
      }),
    ),
  }
}

async function budgets(db: Db, member: Member) {
  const { id: distributorId, timeZone } = member.tenant
  const { personId } = member
  const all = member.rights.get('order.release') === 'tenant'
  const [{ month }, setting, roles, people] = await Promise.all([
    giverOf(db, { distributorId, personId, timeZone }),
    handSetting(db, distributorId),
    roleLimits(db, distributorId),
    handPeople(db, { distributorId, personId, all, timeZone }),
  ])
  return { month, setting, roles, people }
}
