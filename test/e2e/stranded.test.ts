import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { makeException } from '../../src/modules/delivery/change-calendar.ts'
import { openSlots, outletPlan } from '../../src/modules/delivery/delivery.ts'
import { placeOrder } from '../../src/modules/ordering/place-order.ts'
import { readTenant } from '../../src/platform/db.ts'
import type { Member } from '../../src/platform/serve.ts'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { stageOf } from './stage.ts'

let town: Town
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'closed' })
})

const slots = () =>
  readTenant(stage.database.pools.app, town.tenant.id, async (db) => {
    const { id: distributorId, timeZone } = town.tenant
    const plan = await outletPlan(db, { distributorId, timeZone, outletId: town.ids.outlet })
    return plan ? openSlots(plan, 3).map(({ deliveryDay }) => deliveryDay) : []
  })

async function order(who: Member, outletId: string, deliveryDay: string) {
  const placed = await placeOrder(stage.database.pools.app, who, {
    ...{ outletId, checkoutId: randomUUID(), deliveryDay, note: '', preparedBy: 'buyer' },
    lines: [{ productId: town.ids.bread, unitCode: 'шт', quantityMilli: 5000 }],
    ...{ origin: null, onDouble: 'keep' },
  })
  if (!placed.ok) throw new Error(placed.refusal.code)
}

test('the dispatcher moves all orders of a closed day by one tap, and the shop sees its new day', async () => {
  const [, day = '', next = ''] = await slots()
  await order(town.buyer, town.ids.outlet, day)
  await order(town.otherBuyer, town.ids.otherOutlet, day)
  await makeException(stage.database.pools.app, town.admin, {
    ...{ zoneId: town.ids.zone, day, kind: 'closed', movedTo: null },
    ...{ reason: 'Міст закрито', onOrders: 'keep' },
  })
  const desk = await openWindow(stage.browser, 1440)
  const { page } = desk
  page.setDefaultTimeout(60_000)
  await signIn(page, `${stage.tandem.url}/office/`, town.phones[3] ?? '')
  await page.goto(`${stage.tandem.url}/office/closed/zones`)
  const list = page.getByTestId('stranded')
  await list.getByText(/День закрито: Міст закрито/).waitFor()
  expect(await list.getByText(/^→/).count()).toBe(2)
  expect(await axeFindings(page)).toEqual([])
  await shown(page, 'desk')
  await page.setViewportSize({ width: 390, height: 844 })
  await shown(page, 'phone')
  expect(await axeFindings(page)).toEqual([])
  await list.getByRole('button', { name: 'Перенести всі на наступний день' }).click()
  const dialog = page.getByRole('dialog')
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Перенести всі на наступний день' }).click()
  await list.getByText(/перенесено 2 замовлення\. Магазинам сказано/).waitFor()
  await shown(page, 'done')
  const days = await readTenant(stage.database.pools.app, town.tenant.id, (db) =>
    db
      .selectFrom('ordering.order')
      .select('delivery_day as day')
      .where('distributor_id', '=', town.tenant.id)
      .execute(),
  )
  expect(days).toEqual([{ day: next }, { day: next }])

  const shop = await openWindow(stage.browser, 390)
  await signIn(shop.page, `${stage.tandem.url}/shop/`, town.phones[0] ?? '')
  await shop.page.goto(`${stage.tandem.url}/shop/closed/${town.ids.outlet}/orders`)
  await shop.page
    .getByText(/TD-000000/)
    .first()
    .click()
  await shop.page.getByText('Доставку перенесено').waitFor()
  expect([...desk.problems, ...shop.problems]).toEqual([])
})

const PICTURES = process.env.TANDEM_TEST_PICTURES
async function shown(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/stranded-${name}.png`, fullPage: true })
}
