import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { insertRows } from '../../src/demo/load-queries.ts'
import { grantRole } from '../../src/modules/identity/identity.ts'
import { readTenant, writeGlobal, writeTenant } from '../../src/platform/db.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { makeShopsToCall } from './shops-to-call.ts'
import { stageOf } from './stage.ts'

let town: Awaited<ReturnType<typeof makeShopsToCall>>
const stage = stageOf(async (database) => {
  town = await makeShopsToCall(database, 3)
  await writeTenant(database.pools.app, town.tenant.id, (tx) =>
    sql`insert into rollout.aside (distributor_id, outlet_id, kind, reason, asked_by, review_on)
      select ${town.tenant.id}, o.id,
        case o.code when 'C1' then 'stays_with_agent' else 'paused' end, 'Ремонт ' || o.code,
        ${town.ids.agentPerson}, case o.code when 'C2' then '2026-01-01' else '2099-01-01' end::date
      from outlets.outlet o where o.distributor_id = ${town.tenant.id} and o.code like 'C%'`.execute(
      tx,
    ),
  )
})

type Row = { code: string; agreed: boolean; looked: boolean; ended: boolean }
const asides = () =>
  readTenant(stage.database.pools.app, town.tenant.id, async (db) => {
    const { rows } = await sql<Row>`select o.code, a.confirmed_by is not null as agreed,
        a.reviewed_by is not null as looked, a.ended_at is not null as ended
      from rollout.aside a join outlets.outlet o on o.distributor_id = a.distributor_id
        and o.id = a.outlet_id
      where a.distributor_id = ${town.tenant.id} order by o.code`.execute(db)
    return rows
  })

test('what is set aside is agreed to, looked at again and brought back by one key each', async () => {
  const { page, problems } = await openWindow(stage.browser, 1440)
  await signIn(page, `${stage.tandem.url}/office/`, town.phones[3] ?? '')
  await page.goto(`${stage.tandem.url}/office/${town.tenant.code}/desk?view=aside`)
  const rows = page.getByTestId('asides').getByRole('listitem')
  await rows.first().getByText('Чекають згоди').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await axeFindings(page)).toEqual([])
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.keyboard.press('a')
  await page.getByText('Погоджено: Крамниця 1').waitFor()
  await rows.first().getByText('Крамниця 2').waitFor()
  await page.keyboard.press('r')
  await page.getByText('Переглянуто: Крамниця 2').waitFor()
  await page.getByRole('main').getByText('Час переглянути:').waitFor({ state: 'detached' })
  await page.getByLabel('Точка, місто чи причина').fill('C3')
  await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(1)
  await page.getByLabel('Точка, місто чи причина').blur()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('b')
  await page.getByText('Повернуто до запуску: Крамниця 3').waitFor()
  expect(await asides()).toEqual([
    { code: 'C1', agreed: true, looked: false, ended: false },
    { code: 'C2', agreed: false, looked: true, ended: false },
    { code: 'C3', agreed: false, looked: false, ended: true },
  ])
  await page.getByLabel('Стан').selectOption('ended')
  await rows.first().getByText('Крамниця 3').waitFor()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Зберегти CSV' }).click()
  expect((await saved).suggestedFilename()).toBe('set-aside.csv')
  expect(problems).toEqual([])
})

test('how often shops are called is set in the office, within bounds', async () => {
  const { page } = await openWindow(stage.browser, 1440)
  await signIn(page, `${stage.tandem.url}/office/`, town.phones[3] ?? '')
  await page.goto(`${stage.tandem.url}/office/${town.tenant.code}/desk?view=rules`)
  await page.getByText('Стандартна межа').waitFor()
  await page.getByLabel('Найбільше розмов із магазином').fill('1')
  await page.getByLabel('За скільки днів').fill('14')
  expect(await axeFindings(page)).toEqual([])
  await page.getByLabel('За скільки днів').press('Enter')
  await page.getByText('Ваша межа').waitFor()
  const { rows } = await readTenant(stage.database.pools.app, town.tenant.id, (db) =>
    sql`select contacts_max, window_days from rollout.desk_setting
      where distributor_id = ${town.tenant.id}`.execute(db),
  )
  expect(rows).toEqual([{ contacts_max: 1, window_days: 14 }])
})

test('the counter opens for an operator, who has no route', async () => {
  const { page, problems } = await openWindow(stage.browser, 390)
  const phone = '+380671112233'
  await makeOperator(phone)
  await signIn(page, `${stage.tandem.url}/field/`, phone)
  await page.getByRole('heading', { name: 'Біля прилавка' }).waitFor()
  expect(new URL(page.url()).pathname).toMatch(/\/counter$/)
  expect(await axeFindings(page)).toEqual([])
  await page.goto(`${stage.tandem.url}/field/${town.tenant.code}/overnight`)
  await page.getByRole('heading', { name: 'Біля прилавка' }).waitFor()
  expect(problems).toEqual([])
})

/** Somebody who calls and stands at counters, without outlets of his own. */
const makeOperator = (phone: string) =>
  writeGlobal(stage.database.pools.identity, async (tx) => {
    const personId = randomUUID()
    const created_at = '2026-01-01T00:00:00Z'
    await insertRows(tx, 'identity.person', [
      { id: personId, phone, name: 'Оператор', language: 'uk', created_at },
    ])
    await grantRole(tx, { distributorId: town.tenant.id, personId, role: 'operator' })
  })
