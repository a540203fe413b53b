import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { insertRows } from '../../src/demo/load-queries.ts'
import { seedDemo } from '../../src/demo/seed-demo.ts'
import { putBalances, putInvoices } from '../../src/modules/accounts/accounts.ts'
import { demoLogins, tenantByCode } from '../../src/modules/identity/identity.ts'
import { moveClock } from '../../src/platform/clock-queries.ts'
import { readGlobal, readTenant, writeGlobal, writeTenant } from '../../src/platform/db.ts'
import { makeErp } from '../erp.ts'
import { type Running, startTandem } from '../running.ts'
import { signInBy } from '../security/sign-in.ts'
import { type TestDatabase, testDatabase } from '../test-database.ts'
import { makeTown } from '../town.ts'
import { standAtCounter } from './at-counter.ts'
import { launch } from './browser.ts'
import { makeMends } from './kept-mends.ts'
import { sendTable } from './sent-table.ts'
import { sellBreadApart } from './two-sellers.ts'

/** Who opens a screen: people of a distributor in full swing, and of one that begins today. */
export type Who =
  | 'guest'
  | 'buyer'
  | 'debtor'
  | 'agent'
  | 'supervisor'
  | 'operator'
  | 'dispatcher'
  | 'owner'
  | 'admin'
  | 'owner_of_shops'
  | 'newBuyer'
  | 'newAgent'
  | 'newAdmin'

export type ScreenWorld = {
  url: string
  browser: Browser
  phoneOf(who: Who): string
  /** What stands for the names of an address: ':outletId', or a named one like 'heldOrder'. */
  idsOf(who: Who): Record<string, string>
  stop(): Promise<void>
}

const OUTLETS = 24
// A Wednesday at noon, so that the days of delivery are the same whenever the visit runs.
const NOON = Date.parse('2026-11-25T10:20:00Z')
const NOBODY = '00000000-0000-7000-8000-000000000000'
const CODE = 'dobrodar'
const NEW_CODE = 'nova'

/** One server and one browser with everything that screens can show, made once. */
export async function openScreenWorld(): Promise<ScreenWorld> {
  const database = await testDatabase()
  const aheadSeconds = Math.round((NOON - performance.timeOrigin - performance.now()) / 1000)
  await writeGlobal(database.pools.worker, (tx) => moveClock(tx, aheadSeconds))
  const tandem = await startTandem(database)
  const ground = { ...database, untilSignal: async () => undefined, stop: async () => undefined }
  await seedDemo({ config: tandem.config, ground, outlets: OUTLETS, seed: 7 }, () => undefined)
  const town = await makeTown(database, { code: NEW_CODE })
  await sellBreadApart(database, town)
  const demo = await demoPeople(database)
  const [newBuyer = '', , newAgent = '', newAdmin = ''] = town.phones
  const phones: Partial<Record<Who, string>> = { ...demo.phones, newBuyer, newAgent, newAdmin }
  const phoneOf = (who: Who) => phones[who] ?? ''
  const uploadId = await sendTable(tandem.url, { code: CODE, phone: phoneOf('admin') })
  const sessionId = await erpComes(database, tandem, demo.distributorId)
  const webhookId = await makeWebhook(database, demo.distributorId)
  await makeMends(database, demo.distributorId)
  const happened = await makeEvents(database, tandem, { ...demo, phoneOf })
  const full = {
    code: CODE,
    ...demo.ids,
    ...happened,
    uploadId,
    sessionId,
    webhookId,
    outletId: demo.ids.outlet,
  }
  const empty = {
    code: NEW_CODE,
    outletId: town.ids.outlet,
    productId: town.ids.milk,
    orderId: NOBODY,
    runId: NOBODY,
  }
  const browser = await launch()
  return {
    url: tandem.url,
    browser,
    phoneOf,
    idsOf: (who) => ({
      ...(who.startsWith('new') ? empty : full),
      ...(who === 'debtor' ? { outletId: demo.ids.debtorOutlet } : {}),
      nobody: NOBODY,
      cut: NOBODY.slice(0, 20),
    }),
    async stop() {
      await browser.close()
      await tandem.stop()
      await database.drop()
    },
  }
}

// The ERP of the demo asks for something that it did not send.
async function erpComes({ pools }: TestDatabase, { url }: Running, distributorId: string) {
  const erp = makeErp(url, `erp-${CODE}`, `demo-${CODE}`)
  await erp.open('catalog')
  await erp.ask('type=catalog&mode=import&filename=import.xml')
  const sessions = await readTenant(pools.app, distributorId, (db) =>
    db
      .selectFrom('exchange.session')
      .select('id')
      .where('distributor_id', '=', distributorId)
      .execute(),
  )
  return sessions[0]?.id ?? ''
}

// A webhook whose programme is away; it hears of nothing by itself.
async function makeWebhook({ pools }: TestDatabase, distributorId: string) {
  const [of, id] = [{ distributor_id: distributorId }, randomUUID()]
  const url = 'https://127.0.0.1:1/hooks'
  const made = { name: 'BAS', url, events: '{order_placed}', made_by: NOBODY }
  await writeTenant(pools.app, distributorId, (tx) =>
    insertRows(tx, 'exchange.webhook', [{ ...of, id, ...made, made_at: '2026-01-01T00:00:00Z' }]),
  )
  return id
}

type Demo = Awaited<ReturnType<typeof demoPeople>>

async function demoPeople({ pools }: TestDatabase) {
  const tenant = await tenantByCode(pools, CODE)
  if (!tenant) throw new Error('the demo was not seeded')
  const distributorId = tenant.id
  const logins = await readGlobal(pools.identity, demoLogins)
  const phones = Object.fromEntries(logins.map(({ role, phone }) => [role, phone]))
  const rows = await readTenant(pools.app, distributorId, (db) =>
    db
      .selectFrom('outlets.outlet as o')
      .innerJoin('outlets.buyer as b', (join) =>
        join.onRef('b.distributor_id', '=', 'o.distributor_id').onRef('b.outlet_id', '=', 'o.id'),
      )
      .select(['o.id', 'b.phone'])
      .where('o.distributor_id', '=', distributorId)
      .orderBy('o.code')
      .execute(),
  )
  const wave = await readTenant(pools.app, distributorId, (db) =>
    db
      .selectFrom('rollout.wave')
      .select('id')
      .where('distributor_id', '=', distributorId)
      .executeTakeFirst(),
  )
  // The first agent serves the first outlet and every eleventh after it.
  const [outlet, debtor] = [rows[0], rows[11]]
  const buyer = outlet?.phone ?? ''
  return {
    distributorId,
    phones: { ...phones, buyer, debtor: debtor?.phone ?? '' },
    ids: { outlet: outlet?.id ?? '', debtorOutlet: debtor?.id ?? '', waveId: wave?.id ?? '' },
  }
}

/** What happened before anybody looks: orders of today, a held one, a debt, a return. */
async function makeEvents(
  database: TestDatabase,
  { url }: Running,
  { distributorId, ids, phoneOf }: Demo & { phoneOf(who: Who): string },
) {
  const contracts = await readTenant(database.pools.app, distributorId, (db) =>
    db
      .selectFrom('ordering.order')
      .select(['id', 'contract_id', 'status', 'delivery_day'])
      .where('distributor_id', '=', distributorId)
      .where('outlet_id', 'in', [ids.debtorOutlet, ids.outlet])
      .orderBy('delivery_day', 'desc')
      .select('outlet_id')
      .execute(),
  )
  const late = contracts.find((row) => row.outlet_id === ids.debtorOutlet)
  const came = contracts.find((row) => row.outlet_id === ids.outlet && row.status === 'delivered')
  const contractId = late?.contract_id ?? ''
  const asAt = new Date(NOON).toISOString()
  const owed = { contractId, debtMinor: 125_000, overdueMinor: 125_000, asAt }
  const invoice = {
    contractId,
    outletId: ids.debtorOutlet,
    number: 'РН-17',
    day: '2026-10-01',
    dueDay: '2026-10-15',
    totalMinor: 145_000,
    paidMinor: 20_000,
  }
  await writeTenant(database.pools.app, distributorId, async (tx) => {
    await putInvoices(tx, { distributorId, asAt, invoices: [invoice] })
    return putBalances(tx, { distributorId, balances: [owed] })
  })
  const buyer = await askerOf(url, phoneOf('buyer'))
  const debtor = await askerOf(url, phoneOf('debtor'))
  const placed = await order(buyer, ids.outlet)
  const held = await order(debtor, ids.debtorOutlet)
  await giveBack(buyer, came?.id ?? '')
  const agent = await askerOf(url, phoneOf('agent'))
  const { token } = await draft(agent, ids.outlet)
  const used = await draft(agent, ids.debtorOutlet)
  const aside = { kind: 'stays_with_agent', reason: 'Власниця без телефона, просить лише агента' }
  await agent('rollout/putAside', { distributor: CODE, outletId: ids.debtorOutlet, ...aside })
  await debtor('ordering/placeDraft', { ...used, onDouble: 'keep' })
  for (const percentBp of [200, 300, 400]) await order(agent, ids.outlet, percentBp)
  const me = await agent<{ person: { id: string } }>('identity/me', {})
  const [agentPerson, buyerPerson] = [
    me.person.id,
    (await buyer<typeof me>('identity/me', {})).person.id,
  ]
  const { outlet: outletId } = ids
  const asked = { distributorId, outletId, agentPerson, buyerPerson }
  const counter = await standAtCounter(database, asked)
  const unapproved = await order(agent, ids.outlet, 900)
  return {
    ...{ token, usedToken: used.token, ...counter },
    orderId: came?.id ?? '',
    placedOrder: placed.orderId,
    heldOrder: held.orderId,
    unapprovedOrder: unapproved.orderId,
    productId: placed.productId,
  }
}

type Ask = <Reply>(call: string, request: object) => Promise<Reply>

/** Asks calls as a signed-in person. */
async function askerOf(url: string, phone: string): Promise<Ask> {
  const { cookie } = await signInBy(url, phone)
  const headers = { 'content-type': 'application/json', 'x-tandem-request': '1', cookie }
  return async <Reply>(call: string, request: object) => {
    const body = JSON.stringify({ json: { distributor: CODE, ...request } })
    const reply = await fetch(`${url}/rpc/${call}`, { method: 'POST', headers, body })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${call}: ${text}`)
    return (JSON.parse(text) as { json: Reply }).json
  }
}

type Shelf = { products: { id: string; orderUnit: string; availableMilli: number | null }[] }

async function order(ask: Ask, outletId: string, percentBp = 0) {
  const { deliveryDay, lines } = await wish(ask, outletId, percentBp)
  const placed = await ask<{ orders: { id: string }[] }>('ordering/place', {
    ...{ outletId, deliveryDay, lines },
    checkoutId: randomUUID(),
    onDouble: 'keep',
  })
  return { orderId: placed.orders[0]?.id ?? '', productId: lines[0]?.productId ?? '' }
}

// Goods that are the same in every run: the first of the shelf that are in stock.
async function wish(ask: Ask, outletId: string, percentBp = 0) {
  const { slots } = await ask<{ slots: { deliveryDay: string }[] }>('delivery/slots', { outletId })
  const { products } = await ask<Shelf>('ordering/shelf', { outletId, limit: 60 })
  const lines = products
    .filter(({ availableMilli }) => availableMilli === null || availableMilli > 50_000)
    .slice(0, 5)
    .map(({ id, orderUnit }, i) => ({
      ...{ productId: id, unitCode: orderUnit, quantityMilli: 12_000 },
      ...(i === 0 && percentBp > 0 ? { hand: { percentBp, reason: 'competitor' } } : {}),
    }))
  return { deliveryDay: slots[0]?.deliveryDay, lines }
}

// What a shop wrote, as a draft behind a link.
async function draft(ask: Ask, outletId: string) {
  const wished = await wish(ask, outletId)
  const { link } = await ask<{ link: string }>('ordering/makeDraft', {
    ...{ ...wished, outletId, draftId: randomUUID(), saidBy: 'viber', said: 'Як завжди, дякую' },
  })
  return { token: link.split('/').at(-1) ?? '', lines: wished.lines }
}

async function giveBack(ask: Ask, orderId: string): Promise<void> {
  const { lines } = await ask<{ lines: { lineNo: number; multipleMilli: number }[] }>(
    'ordering/returnable',
    { orderId },
  )
  const [line] = lines
  await ask('ordering/askReturn', {
    orderId,
    returnId: randomUUID(),
    kind: 'wrong_or_damaged',
    note: 'пошкоджена упаковка',
    lines: [{ lineNo: line?.lineNo ?? 1, quantityMilli: line?.multipleMilli ?? 1000 }],
  })
}
