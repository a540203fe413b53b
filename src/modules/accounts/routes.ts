import { UNKNOWN } from '../../platform/call.ts'
import { type Db, type Pools, readTenant } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Member, serveTenant, transactAs } from '../../platform/serve.ts'
import { sees } from '../outlets/outlets.ts'
import { balancesOf } from './balance-queries.ts'
import {
  balancesCall,
  invoicesCall,
  licencesCall,
  outletLicencesCall,
  paymentsCall,
  promiseCall,
  putLicenceCall,
} from './contract.ts'
import { debtsCall, setDebtSettingCall } from './debt-contract.ts'
import { debtRows } from './debt-queries.ts'
import { invoicesPage, paymentsPage } from './document-queries.ts'
import { licencePlaces, licencesOf } from './licence-queries.ts'
import { licenceState } from './licence-rules.ts'
import { promisePayment } from './promise-payment.ts'
import { lastPromises, promiseTerms } from './promise-queries.ts'
import { putLicence } from './put-licences.ts'
import { debtSetting, PROMISE_DAYS_MAX, upsertDebtSetting } from './setting-queries.ts'

/** What is owed and paid, promises, debt control, licences. */
export const accountsRoutes = ({ pools }: { pools: Pools }) => {
  const reading = <T>(member: Member, work: (db: Db) => Promise<T>) =>
    readTenant(pools.app, member.tenant.id, work)
  return {
    balances: serveTenant(balancesCall, (member, { outletId }) =>
      reading(member, (db) => balances(db, member, outletId)),
    ),
    invoices: serveTenant(invoicesCall, (member, request) =>
      reading(member, async (db) => {
        const asked = await askedBy(db, member, request)
        if (!asked) return refuse(UNKNOWN)
        const invoices = await invoicesPage(db, { ...asked, state: request.state })
        return ok({ invoices, next: cursorAfter(invoices, request.limit) })
      }),
    ),
    payments: serveTenant(paymentsCall, (member, request) =>
      reading(member, async (db) => {
        const asked = await askedBy(db, member, request)
        if (!asked) return refuse(UNKNOWN)
        const payments = await paymentsPage(db, asked)
        return ok({ payments, next: cursorAfter(payments, request.limit) })
      }),
    ),
    promise: serveTenant(promiseCall, (member, request) =>
      promisePayment(pools.app, member, request),
    ),
    debts: serveTenant(debtsCall, (member, request) =>
      reading(member, async (db) => {
        const [found, setting] = await Promise.all([
          debtRows(db, member, request),
          debtSetting(db, member.tenant.id),
        ])
        return ok({ ...found, setting, next: nextOffset(request, found.rows.length) })
      }),
    ),
    setDebtSetting: serveTenant(setDebtSettingCall, (member, setting) =>
      transactAs(pools.app, member, async (tx) => {
        const { tenant, personId } = member
        await upsertDebtSetting(tx, tenant.id, { ...setting, personId })
        return ok(setting)
      }),
    ),
    licences: serveTenant(licencesCall, (member, request) =>
      reading(member, async (db) => {
        const found = await licencePlaces(db, member, request)
        const rows = found.rows.map(({ today, ...row }) => ({
          ...row,
          state: licenceState(row, today),
        }))
        return ok({ ...found, rows, next: nextOffset(request, rows.length) })
      }),
    ),
    outletLicences: serveTenant(outletLicencesCall, (member, { outletId }) =>
      reading(member, async (db) => {
        const { id: distributorId, timeZone } = member.tenant
        if (!(await sees(db, member, 'account.read', outletId))) return refuse(UNKNOWN)
        const rows = await licencesOf(db, { distributorId, outletId, timeZone })
        const licences = rows.map(({ today, ...row }) => ({
          ...row,
          state: licenceState(row, today),
        }))
        return ok({ licences })
      }),
    ),
    putLicence: serveTenant(putLicenceCall, (member, request) =>
      putLicence(pools.app, member, request),
    ),
  }
}

async function balances(db: Db, member: Member, outletId: string) {
  const { id: distributorId, timeZone } = member.tenant
  if (!(await sees(db, member, 'account.read', outletId))) return refuse(UNKNOWN)
  const terms = { distributorId, outletId, contractId: null, timeZone, daysMax: PROMISE_DAYS_MAX }
  const [rows, { today, until }] = await Promise.all([
    balancesOf(db, { distributorId, outletId, timeZone }),
    promiseTerms(db, terms),
  ])
  const contractIds = rows.map((row) => row.contractId)
  const promises = await lastPromises(db, { distributorId, contractIds, timeZone })
  const promiseOf = new Map(promises.map(({ contractId, ...promise }) => [contractId, promise]))
  return ok({
    balances: rows.map((row) => ({ ...row, promise: promiseOf.get(row.contractId) ?? null })),
    today,
    promiseUntil: until,
  })
}

type Paging = { outletId: string; before?: string | undefined; limit: number }

async function askedBy(db: Db, member: Member, { outletId, before, limit }: Paging) {
  const { id: distributorId, timeZone } = member.tenant
  const seen = await sees(db, member, 'account.read', outletId)
  return seen ? { distributorId, outletId, timeZone, before, limit } : null
}

function cursorAfter(rows: { day: string; id: string }[], limit: number): string | null {
  const last = rows.length === limit ? rows.at(-1) : undefined
  return last ? `${last.day} ${last.id}` : null
}

const nextOffset = ({ offset, limit }: { offset: number; limit: number }, rows: number) =>
  rows === limit ? offset + limit : null
