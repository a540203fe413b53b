import { promisePayment } from '../../modules/accounts/accounts.ts'
import type { Chance } from '../../modules/goals/forward/chance-rules.ts'
import { heldRows, releaseOrder } from '../../modules/ordering/ordering.ts'
import { type Pools, readTenant } from '../../platform/db.ts'
import type { Member, Tenant } from '../../platform/serve.ts'
import { seededId } from '../random.ts'
import { decideHeld } from './debt-rules.ts'
import { memberAs } from './members.ts'
import { type Owing, owingOf } from './world-queries.ts'

type Office = {
  tenant: Tenant
  supervisors: { id: string; name: string }[]
  today: string
  chance: Chance
}

const HELD_AT_ONCE = 200

/**
 * At a cut-off, before picking starts, each supervisor decides on what waits for money in his team: as in
 * the office, with a promise where somebody owes. What nobody releases leaves at its lock.
 */
export async function releaseHeld(pools: Pools, office: Office): Promise<void> {
  const { tenant, supervisors } = office
  for (const supervisor of supervisors) {
    const member = memberAs(tenant, 'supervisor', supervisor, supervisor.id)
    const owing = await readTenant(pools.app, tenant.id, async (db) => {
      const rows = await heldRows(db, member, HELD_AT_ONCE)
      const held = rows.filter(({ holdReason }) => holdReason === 'credit')
      return held.length > 0 ? owingOf(db, { ...idsOf(held), distributorId: tenant.id }) : []
    })
    for (const order of owing) await decide(pools, { ...office, member }, order)
  }
}

const idsOf = (held: { id: string }[]) => ({ orderIds: held.map(({ id }) => id) })

type Desk = Omit<Office, 'supervisors'> & { member: Member }

async function decide(pools: Pools, { member, today, chance }: Desk, order: Owing): Promise<void> {
  const { orderId, outletId, contractId, overdueMinor } = order
  const decision = decideHeld(order, today, chance)
  if (!decision) return
  const { why, payDay } = decision
  if (payDay) {
    const promised = await promisePayment(pools.app, member, {
      ...{ outletId, contractId, orderId, amountMinor: overdueMinor, payDay, note: '' },
      promiseId: seededId(1, 'promise', `${contractId} ${today}`, Date.parse(today)),
    })
    if (!promised.ok) return
  }
  await releaseOrder(pools.app, member, { orderId, why })
}
