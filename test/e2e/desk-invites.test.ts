import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { DEFAULT_SETTING, upsertSetting } from '../../src/modules/messaging/setting-queries.ts'
import { storyInvitations } from '../../src/modules/rollout/desk/story-queries.ts'
import { readTenant, type Tx, writeTenant } from '../../src/platform/db.ts'
import { makeInvitedTown } from '../invited-town.ts'
import type { Town } from '../town.ts'
import { axeFindings, openWindow, signIn, type Window } from './browser.ts'
import { scan } from './scan.ts'
import { stageOf } from './stage.ts'

let town: Town
let desk: Window
const stage = stageOf()
beforeEach(async () => {
  town = await makeInvitedTown(stage.database)
  // Whatever the hour of the test: nobody's hours are quiet.
  await writing((tx) =>
    upsertSetting(tx, town.tenant.id, {
      ...{ ...DEFAULT_SETTING, quietFrom: '00:00', quietUntil: '00:00' },
      personId: town.ids.adminPerson,
    }),
  )
  desk = await openWindow(stage.browser, 1440)
  await signIn(desk.page, `${stage.tandem.url}/office/`, town.phones[3] ?? '')
  await desk.page.goto(`${stage.tandem.url}/office/${town.tenant.code}/desk`)
  await desk.page.getByTestId('desk-outlet').waitFor()
})

const writing = (work: (tx: Tx) => Promise<unknown>) =>
  writeTenant(stage.database.pools.app, town.tenant.id, work)
const story = () =>
  readTenant(stage.database.pools.app, town.tenant.id, (db) =>
    storyInvitations(db, town.tenant.id, town.ids.outlet, 10),
  )
const told = (page: Page, words: string) => page.getByTestId('invite').getByText(words)

test('the operator invites a shop by one key, and its story says so', async () => {
  const { page, problems } = desk
  await page.keyboard.press('i')
  await told(page, 'Надсилаємо: Viber').waitFor()
  await page.keyboard.press('i')
  await page.getByText('Запрошення: Viber').waitFor()
  expect(await axeFindings(page)).toEqual([])
  expect(await story()).toMatchObject([{ way: 'message', channel: 'viber' }])
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await axeFindings(page)).toEqual([])
  expect(problems).toEqual([])
})

test('a shop that no message reaches gets its link shown, as text and as a code', async () => {
  await writing((tx) =>
    sql`insert into messaging.channel (distributor_id, channel, enabled, price_minor, driver)
      select ${town.tenant.id}, c, false, 0, '{"kind":"plain"}' from unnest(array['viber', 'sms']) c`.execute(
      tx,
    ),
  )
  const { page } = desk
  await page.keyboard.press('i')
  await told(page, 'Надіслати не вийде (немає куди)').waitFor()
  const link = await page.getByLabel('Посилання запрошення').inputValue()
  expect(await scan(page)).toBe(link)
  expect(await story()).toMatchObject([{ way: 'link' }])
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Нове запрошення' }).click()
  await expect
    .poll(() => page.getByLabel('Посилання запрошення').inputValue(), { timeout: 10_000 })
    .not.toBe(link)
  expect(await story()).toHaveLength(2)
})

test('why a shop is not invited is said in words', async () => {
  const { page } = desk
  await writing((tx) =>
    sql`update rollout.fit set fit = false where distributor_id = ${town.tenant.id}`.execute(tx),
  )
  await page.keyboard.press('i')
  await told(page, 'Портал ще не правдивий для цієї точки').waitFor()
  await writing((tx) =>
    sql`insert into rollout.aside (distributor_id, outlet_id, kind, reason, asked_by, review_on)
      values (${town.tenant.id}, ${town.ids.outlet}, 'paused', 'Ремонт', ${town.ids.agentPerson},
        '2099-01-01')`.execute(tx),
  )
  await page.keyboard.press('i')
  await told(page, 'Цю точку відкладено').waitFor()
  await writing((tx) =>
    sql`update rollout.aside set ended_at = platform.now()
      where distributor_id = ${town.tenant.id}`.execute(tx),
  )
  await writing((tx) =>
    sql`update outlets.buyer set revoked_at = platform.now()
      where distributor_id = ${town.tenant.id}`.execute(tx),
  )
  await page.keyboard.press('i')
  await told(page, 'У точки немає людини, яка замовляє').waitFor()
  expect(await story()).toEqual([])
})

test('the outlet’s own page invites, too', async () => {
  const { page } = desk
  await page.goto(`${stage.tandem.url}/office/${town.tenant.code}/o/${town.ids.outlet}`)
  await page.getByRole('button', { name: 'Надіслати запрошення' }).press('Enter')
  await told(page, 'Надсилаємо: Viber').waitFor()
  expect(await story()).toMatchObject([{ way: 'message' }])
})
