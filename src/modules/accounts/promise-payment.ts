import { UNKNOWN } from '../../platform/call.ts'
import type { Pool } from '../../platform/db.ts'
import { publish, tellAfterCommit } from '../../platform/facts.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import { sees } from '../outlets/outlets.ts'
import { promiseMade } from './events.ts'
import { insertPromise, promiseById, promiseTerms } from './promise-queries.ts'
import { PROMISE_DAYS_MAX } from './setting-queries.ts'

export type PromiseRequest = {
  outletId: string
  promiseId: string
  contractId: string
  orderId: string | null
  amountMinor: number
  payDay: string
  note: string
}

/**
 * Somebody says by which day he will pay: the shop itself, or staff who heard it. Agent and debt
 * control are told; whether it is kept follows from the invoices. The same id is one promise.
 */
export function promisePayment(pool: Pool, member: Member, request: PromiseRequest) {
  const { id: distributorId, timeZone } = member.tenant
  const { outletId, promiseId, contractId, payDay } = request
  return transactAs(pool, member, async (tx) => {
    if (!(await sees(tx, member, 'order.place', outletId))) return refuse(UNKNOWN)
    const asked = { distributorId, outletId, contractId, timeZone, daysMax: PROMISE_DAYS_MAX }
    const { today, until, contractKnown } = await promiseTerms(tx, asked)
    if (!contractKnown) return refuse(UNKNOWN)
    if (payDay < today || payDay > until) {
      return refuse({ code: 'promise_day', from: today, to: until })
    }
    const { personId, personName } = member
    const byStaff = member.rights.get('order.place') !== 'own'
    const promise = { ...request, distributorId, id: promiseId, personId, personName, byStaff }
    const isNew = await insertPromise(tx, promise)
    const known = await promiseById(tx, { distributorId, promiseId, timeZone })
    if (known?.outletId !== outletId) return refuse(UNKNOWN)
    if (isNew) {
      await publish(tx, promiseMade({ distributorId, promiseId, outletId }))
      tellAfterCommit(tx, distributorId, { kind: 'balance', id: contractId, placeId: outletId })
    }
    const { outletId: _, ...promised } = known
    return ok(promised)
  })
}
