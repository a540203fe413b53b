import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { moveClock } from '../../src/platform/clock-queries.ts'
import { readTenant, writeGlobal, writeTenant } from '../../src/platform/db.ts'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { stageOf } from './stage.ts'

const stage = stageOf()

/** The clock that decides. The town's cut-off is at 17:00 of the day before, its lock an hour later. */
const setClock = (moment: string) =>
  writeGlobal(stage.database.pools.worker, async (tx) => {
    const { rows } = await sql<{ ahead: number }>`
      select extract(epoch from ${`${moment} Europe/Kyiv`}::timestamptz - now())::int as ahead`.execute(
      tx,
    )
    await moveClock(tx, rows[0]?.ahead ?? 0)
  })

/** A shop with milk in its cart before the cut-off, on a phone whose own clock is 26 hours off. */
async function shopWithCart(town: Town, mine: { phone: string; outletId: string; skew: number }) {
  const { page } = await openWindow(stage.browser, 390)
  page.setDefaultTimeout(60_000)
  await page.addInitScript(`{
    const ahead = ${mine.skew * 3_600_000}, own = Date.now.bind(Date)
    Date.now = () => own() + ahead
    Object.defineProperty(performance, 'timeOrigin', { value: performance.timeOrigin + ahead })
  }`)
  await signIn(page, `${stage.tandem.url}/shop/`, mine.phone)
  const base = `${stage.tandem.url}/shop/${town.tenant.code}/${mine.outletId}`
  await page.goto(`${base}/catalogue`)
  await page.getByRole('button', { name: /Додати: Молоко/ }).click()
  await page.getByRole('link', { name: 'Кошик' }).last().click()
  await page.getByTestId('total').waitFor()
  await expect.poll(() => place(page).isEnabled()).toBe(true)
  // Its own code came with the page: without a network none is fetched.
  await page.waitForFunction(
    "performance.getEntriesByType('resource').some(({ name }) => name.includes('WaitingOrders'))",
  )
  return page
}

/** An order of the town's first shop that was placed without a network. */
async function orderedOffline(town: Town, at: string, skew = 0) {
  await setClock(at)
  const [phone = ''] = town.phones
  const page = await shopWithCart(town, { phone, outletId: town.ids.outlet, skew })
  await page.context().setOffline(true)
  await place(page).click()
  return { page, waiting: page.getByTestId('waiting') }
}

const place = (page: Page) => page.locator('[data-place]').locator('visible=true')

const daysOf = (town: Town) =>
  readTenant(stage.database.pools.app, town.tenant.id, (db) =>
    db
      .selectFrom('ordering.order')
      .select(['delivery_day as deliveryDay', 'late', 'channel'])
      .where('distributor_id', '=', town.tenant.id)
      .execute(),
  )

test('an order made without a network before the cut-off waits on the phone and comes on its day', async () => {
  const town = await makeTown(stage.database, { code: 'waits' })
  const { page, waiting } = await orderedOffline(town, '2027-03-09 16:40:00', 26)
  await waiting.getByText('Чекає мережі').waitFor()
  await waiting.getByText(/якщо піде до/).waitFor()
  expect(await waiting.textContent()).toMatch(/середу, 10\u00a0березня|середа, 10\u00a0березня/)
  expect(await axeFindings(page)).toEqual([])
  await shown(page, 'waits')
  expect(await daysOf(town)).toEqual([])

  await setClock('2027-03-09 17:20:00')
  await page.context().setOffline(false)
  await waiting.getByText('Прийнято', { exact: true }).waitFor()
  await waiting.getByText(/взяли, бо телефон був без мережі/).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await shown(page, 'placed')
  expect(await daysOf(town)).toEqual([
    { deliveryDay: '2027-03-10', late: 'grace', channel: 'portal' },
  ])
  await waiting.getByRole('link', { name: /^Відкрити TD-/ }).click()
  await page.getByText('Чекало на телефоні без мережі з').waitFor()
  await shown(page, 'order')
  // The same phone was heard now: the next one is late as everybody's.
  await page.goto(`${stage.tandem.url}/shop/waits/${town.ids.outlet}/catalogue`)
  await page.getByRole('button', { name: /Додати: Молоко/ }).click()
  await page.getByRole('link', { name: 'Кошик' }).last().click()
  await page.getByRole('button', { name: 'Попросити офіс' }).waitFor()
})

test('one that comes after the lock is with the office, which sees since when the phone was silent', async () => {
  const town = await makeTown(stage.database, { code: 'locked' })
  await setClock('2027-03-09 16:40:00')
  const [, phone = '', , adminPhone = ''] = town.phones
  const outletId = town.ids.otherOutlet
  const page = await shopWithCart(town, { phone, outletId, skew: -26 })
  await page.context().setOffline(true)
  await place(page).click()
  const waiting = page.getByTestId('waiting')
  await waiting.getByText('Чекає мережі').waitFor()

  await setClock('2027-03-09 20:00:00')
  await page.context().setOffline(false)
  await waiting.getByText('Вирішує офіс').waitFor()
  await shown(page, 'asked')
  expect(await daysOf(town)).toEqual([])
  const desk = await openWindow(stage.browser, 1440)
  await signIn(desk.page, `${stage.tandem.url}/office/`, adminPhone)
  await desk.page.goto(`${stage.tandem.url}/office/locked/late`)
  await desk.page.getByText(/сервер нічого не чув від нього з/).waitFor()
  expect(await axeFindings(desk.page)).toEqual([])
  await shown(desk.page, 'office')

  await waiting.getByRole('link', { name: 'До замовлень' }).click()
  await page.getByTestId('late-requests').getByText('Чекає офісу').waitFor()
})

test('what changed while it waited is confirmed on the phone, and it still comes on its day', async () => {
  const town = await makeTown(stage.database, { code: 'changed' })
  const { page, waiting } = await orderedOffline(town, '2027-03-09 16:40:00')
  await waiting.getByText('Чекає мережі').waitFor()
  await page.reload().catch(() => undefined)
  await writeTenant(stage.database.pools.app, town.tenant.id, (tx) =>
    sql`update pricing.price set unit_price_e4 = unit_price_e4 + 10000`.execute(tx),
  )
  await setClock('2027-03-09 17:20:00')
  await page.context().setOffline(false)
  await page.goto(`${stage.tandem.url}/shop/changed/${town.ids.outlet}`)
  // What stands there instead is told when it does not come.
  await expect
    .poll(() => page.locator('main').textContent(), { timeout: 60_000 })
    .toContain('Дещо змінилося — перевірте')
  expect(await axeFindings(page)).toEqual([])
  await shown(page, 'changed')
  await waiting.getByRole('button', { name: 'Прийняти зміни' }).click()
  await waiting.getByText('Прийнято', { exact: true }).waitFor()
  expect(await daysOf(town)).toMatchObject([{ deliveryDay: '2027-03-10', late: 'grace' }])
})

test('it is sent, too, when the code that sends it did not come at first', async () => {
  const town = await makeTown(stage.database, { code: 'codeless' })
  const { page, waiting } = await orderedOffline(town, '2027-03-09 16:20:00')
  await waiting.getByText('Чекає мережі').waitFor()
  const storageState = await page.context().storageState()
  await page.context().close()
  // As after a night: nothing of the page is in the browser's memory any more.
  const morning = await (
    await stage.browser.newContext({ storageState, locale: 'uk-UA' })
  ).newPage()
  morning.setDefaultTimeout(60_000)
  const code = '**/WaitingOrders*.js'
  const cut = morning.waitForEvent('requestfailed', (request) =>
    request.url().includes('WaitingOrders'),
  )
  await morning.route(code, (route) => route.abort('connectionreset'))
  await morning.goto(`${stage.tandem.url}/shop/codeless/${town.ids.outlet}`)
  await cut
  await morning.getByText('Наступна доставка').first().waitFor()
  expect(await daysOf(town)).toEqual([])
  await morning.unroute(code)
  await morning.getByTestId('waiting').getByText('Прийнято', { exact: true }).waitFor()
  expect(await daysOf(town)).toMatchObject([{ deliveryDay: '2027-03-10', late: null }])
})

test('it goes back to the cart by a tap, and an order in time is placed as ever', async () => {
  const town = await makeTown(stage.database, { code: 'back' })
  const { page, waiting } = await orderedOffline(town, '2027-03-09 16:20:00')
  await waiting.getByRole('button', { name: 'Повернути в кошик' }).click()
  await page.getByRole('heading', { name: /^Кошик/ }).waitFor()
  await waiting.waitFor({ state: 'detached' })
  await page.context().setOffline(false)
  await page.reload()
  await page.getByTestId('total').waitFor()
  await place(page).click()
  await page.getByRole('heading', { name: 'Замовлення прийнято' }).waitFor()
  expect(await daysOf(town)).toMatchObject([{ deliveryDay: '2027-03-10', late: null }])
})

const PICTURES = process.env.TANDEM_TEST_PICTURES
async function shown(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/waiting-${name}.png`, fullPage: true })
}
