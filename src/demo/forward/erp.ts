import { putBalances, putInvoices, putPayments } from '../../modules/accounts/accounts.ts'
import type { Chance } from '../../modules/goals/forward/chance-rules.ts'
import { applyErpStatus, type ErpLine } from '../../modules/ordering/ordering.ts'
import { type Pools, readTenant, type Tx, writeTenant } from '../../platform/db.ts'
import { paysToday } from './debt-rules.ts'
import { flushWithDay } from './run-queries.ts'
import {
  documentLines,
  dueInvoices,
  type Open,
  ordersBy,
  owedNow,
  restock,
  unbilled,
} from './world-queries.ts'

type Erp = { pools: Pools; distributorId: string; day: string; chance: Chance }

/** Of its drops so many lack half of a line. */
const SHORT = 0.04
const TOLD_AT_ONCE = 50

/** The morning: what is to be delivered today leaves the warehouse. */
export async function shipToday(erp: Erp): Promise<number> {
  const orders = await openOrders(erp, ['placed', 'confirmed', 'picking'])
  await tellOf(erp, orders, () => ({ status: 'shipped', word: 'Відвантажено' }))
  return orders.length
}

/** The afternoon: it came, all of it or nearly. */
export async function deliverToday(erp: Erp): Promise<number> {
  const orders = await openOrders(erp, ['placed', 'confirmed', 'picking', 'shipped'])
  const short = orders.filter(
    ({ orderId, halfMilli }) => halfMilli > 0 && erp.chance(`short ${orderId}`) < SHORT,
  )
  const documents = await shortDocuments(erp, short)
  await tellOf(erp, orders, ({ orderId }) => {
    const lines = documents.get(orderId) ?? []
    return { status: 'delivered', word: 'Доставлено', lines }
  })
  return orders.length
}

// A document tells all that came: a line that it leaves out did not come at all.
async function shortDocuments({ pools, distributorId }: Erp, short: Open[]) {
  const orderIds = short.map(({ orderId }) => orderId)
  const lines = await readTenant(pools.app, distributorId, (db) =>
    documentLines(db, { distributorId, orderIds }),
  )
  const halfOf = new Map(short.map(({ orderId, halfMilli }) => [orderId, halfMilli]))
  const documents = new Map<string, ErpLine[]>()
  for (const { orderId, lineNo, ...line } of lines) {
    const half = lineNo === 1 ? halfOf.get(orderId) : undefined
    const told = { ...line, quantityMilli: half ?? line.quantityMilli, sumMinor: null }
    documents.set(orderId, [...(documents.get(orderId) ?? []), told])
  }
  return documents
}

const openOrders = ({ pools, distributorId, day }: Erp, states: string[]) =>
  readTenant(pools.app, distributorId, (db) => ordersBy(db, { distributorId, day, states }))

type Word = Pick<Parameters<typeof applyErpStatus>[1], 'status' | 'word' | 'lines'>

// Some at a time, as the files of an ERP come; what is asked for them travels together.
async function tellOf(
  { pools, distributorId }: Erp,
  orders: Open[],
  wordOf: (order: Open) => Word,
) {
  const tell = (tx: Tx, order: Open) =>
    applyErpStatus(tx, {
      ...{ distributorId, orderId: order.orderId, erpNumber: null },
      ...wordOf(order),
    })
  for (let at = 0; at < orders.length; at += TOLD_AT_ONCE) {
    const some = orders.slice(at, at + TOLD_AT_ONCE)
    await writeTenant(pools.app, distributorId, async (tx) => {
      await flushWithDay(tx)
      await Promise.all(some.map((order) => tell(tx, order)))
    })
  }
}

/** The evening: invoices of what came, payments of what is due. */
export async function bill(erp: Erp, atMs: number): Promise<void> {
  const { pools, distributorId, day, chance } = erp
  const asAt = new Date(atMs).toISOString()
  await writeTenant(pools.app, distributorId, async (tx) => {
    const billed = await unbilled(tx, distributorId, day)
    const invoices = billed.map((row) => ({ ...row, dueDay: null, paidMinor: null }))
    if (invoices.length > 0) await putInvoices(tx, { distributorId, asAt, invoices })
    const due = await dueInvoices(tx, distributorId, day)
    const paid = due.filter((owed) => paysToday({ ...owed, today: day }, chance))
    const payments = paid.map(({ contractId, number, restMinor: amountMinor }) => ({
      ...{ contractId, day, amountMinor, number: `${number.replace('РН-', 'ПЛ-')}/${day}` },
      invoices: [{ number, amountMinor }],
    }))
    if (payments.length > 0) await putPayments(tx, { distributorId, asAt, payments })
  })
}

/** The night before the next morning: balances and stock, as at this moment. */
export async function tellBalances({ pools, distributorId }: Erp, atMs: number): Promise<void> {
  const asAt = new Date(atMs).toISOString()
  await writeTenant(pools.app, distributorId, async (tx) => {
    const balances = (await owedNow(tx, distributorId)).map((owed) => ({ ...owed, asAt }))
    await putBalances(tx, { distributorId, balances })
    await restock(tx, distributorId)
  })
}
