import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { storyContacts, storyOrders } from '../../src/modules/rollout/desk/story-queries.ts'
import { readTenant } from '../../src/platform/db.ts'
import { makeInvitedTown } from '../invited-town.ts'
import type { Town } from '../town.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { scan } from './scan.ts'
import { stageOf } from './stage.ts'

let town: Town
const stage = stageOf(async (database) => {
  town = await makeInvitedTown(database, { code: 'counter' })
})

// The server of a test takes any free port: its public address does not know which.
const here = (link: string) => `${stage.tandem.url}${new URL(link).pathname}`

const told = (page: Page, step: string) =>
  page
    .getByRole('listitem')
    .filter({ hasText: step })
    .getByText(/^\d\d:\d\d$/)

test('the onboarder brings a shop to its first order on its own phone, and sees each step', async () => {
  const [buyerPhone = '', , agentPhone = ''] = town.phones
  const onboarder = await openWindow(stage.browser, 390)
  const shop = await openWindow(stage.browser, 390)
  await signIn(onboarder.page, `${stage.tandem.url}/field/`, agentPhone)
  await onboarder.page.getByRole('link', { name: 'Прилавок' }).click()
  await onboarder.page.getByRole('button', { name: /^Почати/ }).click()
  const link = await scan(onboarder.page)
  expect(await axeFindings(onboarder.page)).toEqual([])

  await shop.page.goto(here(link))
  await shop.page.getByText('запрошує').waitFor()
  expect(await axeFindings(shop.page)).toEqual([])
  await told(onboarder.page, 'Посилання відкрито').waitFor()
  await shop.page.getByLabel('Номер телефону').fill(buyerPhone)
  await shop.page.getByRole('button', { name: 'Отримати код' }).click()
  await shop.page.getByTestId('demo-code').waitFor()
  await shop.page.getByRole('button', { name: 'Увійти' }).click()
  await shop.page.getByText('Ваше перше замовлення').waitFor()
  await told(onboarder.page, 'Увійшов своїм номером').waitFor()

  await shop.page.getByRole('link', { name: 'Каталог' }).last().click()
  await shop.page.getByRole('button', { name: /Додати: Молоко/ }).click()
  await shop.page.getByRole('link', { name: 'Кошик' }).last().click()
  await shop.page.getByRole('button', { name: 'Замовити' }).click()
  await shop.page.getByText('Замовлення прийнято').waitFor()
  await told(onboarder.page, 'Перше замовлення').waitFor()
  await onboarder.page.getByRole('button', { name: 'Готово, записати' }).click()
  await onboarder.page.getByText('Записано').waitFor()
  expect(await axeFindings(onboarder.page)).toEqual([])

  const { id } = town.tenant
  const [contacts, orders] = await readTenant(stage.database.pools.app, id, (db) =>
    Promise.all([
      storyContacts(db, id, town.ids.outlet, 10),
      storyOrders(db, id, town.ids.outlet, 10),
    ]),
  )
  expect(contacts).toMatchObject([
    { kind: 'first_order', place: 'counter', outcome: 'ordered', byName: 'Person 2 counter' },
  ])
  expect(orders).toMatchObject([{ channel: 'portal' }])

  const stranger = await openWindow(stage.browser, 390)
  await stranger.page.goto(here(link))
  await stranger.page.getByText('Такого запрошення немає').waitFor()
  expect([...onboarder.problems, ...shop.problems]).toEqual([])
})

test('somebody else’s number opens nothing by the link', async () => {
  const [, otherPhone = '', , adminPhone = ''] = town.phones
  const admin = await openWindow(stage.browser, 390)
  await signIn(admin.page, `${stage.tandem.url}/office/`, adminPhone)
  const link = await admin.page.evaluate<string>(`fetch('/rpc/rollout/invite', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tandem-request': '1' },
    body: JSON.stringify({ json: { distributor: 'counter', outletId: '${town.ids.outlet}',
      invitationId: crypto.randomUUID(), way: 'link' } }),
  }).then((reply) => reply.json()).then(({ json }) => json.link)`)
  const stranger = await openWindow(stage.browser, 390)
  await stranger.page.goto(here(link))
  await stranger.page.getByLabel('Номер телефону').fill(otherPhone)
  await stranger.page.getByRole('button', { name: 'Отримати код' }).click()
  await stranger.page.getByTestId('demo-code').waitFor()
  await stranger.page.getByRole('button', { name: 'Увійти' }).click()
  await stranger.page.getByText('Ви увійшли іншим номером').waitFor()
  expect(new URL(stranger.page.url()).pathname).toMatch(/^\/shop\/invitation\//)
})
