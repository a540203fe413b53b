import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tokenOf } from '../../src/modules/messaging/sealed.ts'
import { type Carrying, startCarrying } from '../../src/modules/messaging/test-carrying.ts'
import { type Running, startTandem } from '../running.ts'
import { launch, openWindow, signIn } from './browser.ts'

let at: Carrying
let running: Running
let browser: Browser
let gateway: Awaited<ReturnType<Carrying['started']>>
beforeAll(async () => {
  at = await startCarrying()
  // At noon: in the evening a message would wait for the morning.
  await at.moveOn()
  gateway = await at.started({ status: 200, body: '{"id":"g-1"}' })
  running = await startTandem(at.database, { TANDEM_PRIVATE_PLACES: gateway.place })
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await running?.stop()
  await at?.stop()
})

const [BUYER, ADMIN] = [0, 3]
async function opened(path: string, who: number): Promise<Page> {
  const { page } = await openWindow(browser, 1440)
  const screen = path.split('/')[1]
  await signIn(page, `${running.url}/${screen}/`, at.town.phones[who] ?? '')
  await page.goto(`${running.url}${path}`)
  return page
}

test('the office sets a gateway up, tries it, and sees in the log that it arrived', async () => {
  const page = await opened(`/office/${at.town.tenant.code}/messages?view=reach`, ADMIN)
  await page.getByRole('button', { name: 'Налаштувати: SMS' }).click()
  await page.getByLabel('Адреса шлюзу').fill(`${gateway.url}/send`)
  await page.getByLabel('Пароль або ключ').fill('the key')
  await page.getByLabel('Надсилає звіти про доставку').check()
  await page.getByRole('button', { name: 'Зберегти' }).click()
  await page.getByRole('button', { name: 'Проба: SMS' }).click()
  await expect.poll(() => gateway.taken.length, { timeout: 20_000 }).toBe(1)
  expect(gateway.taken[0]?.headers.authorization).toBe('Bearer the key')
  const { callback } = JSON.parse(String(gateway.taken[0]?.body)) as { callback: string }
  await fetch(`${running.url}${new URL(callback).pathname}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"id":"g-1","status":"delivered"}',
  })
  await page.goto(`${running.url}/office/${at.town.tenant.code}/messages`)
  await page.getByTestId('messages').getByText('SMS: доставлено').waitFor()
  // What was typed as its secret is shown to nobody again.
  await page.goto(`${running.url}/office/${at.town.tenant.code}/messages?view=reach`)
  await page.getByRole('button', { name: 'Налаштувати: SMS' }).click()
  expect(await page.getByLabel('Пароль або ключ').inputValue()).toBe('')
})

test('an address is asked for where mail goes by no order of channels, and is kept', async () => {
  const { tenant } = at.town
  const office = `/office/${tenant.code}`
  const page = await opened(`${office}/me`, ADMIN)
  await page.getByLabel('Новини').waitFor()
  expect(await page.getByLabel('Адреса пошти').count()).toBe(0)
  await page.goto(`${running.url}${office}/messages?view=reach`)
  await page.getByRole('button', { name: 'Налаштувати: Електронна пошта' }).click()
  await page.getByLabel('Канал увімкнено').check()
  await page.getByLabel('Сервер пошти').fill('mail.example')
  await page.getByLabel('Порт').fill('465')
  await page.getByLabel('Від кого (адреса)').fill('office@example.com')
  await page.getByRole('button', { name: 'Зберегти' }).click()
  const mail = page.getByTestId('channels').getByRole('row', { name: /Електронна пошта/ })
  await mail.getByText('поза правилами').waitFor()
  await page.goto(`${running.url}${office}/me`)
  await page.getByLabel('Адреса пошти').fill('admin@example.com')
  await page.getByRole('button', { name: 'Зберегти' }).click()
  await page.getByText('Збережено').waitFor()
  // Whatever else is changed later.
  await page.getByLabel('Акції').uncheck()
  const saved = page.waitForResponse((reply) => reply.url().endsWith('/messaging/setMine'))
  await page.getByRole('button', { name: 'Зберегти' }).click()
  await saved
  await page.reload()
  await page.getByLabel('Новини').waitFor()
  expect(await page.getByLabel('Акції').isChecked()).toBe(false)
  expect(await page.getByLabel('Адреса пошти').inputValue()).toBe('admin@example.com')
})

test('what a shop turns off in its page stays off', async () => {
  const { tenant, ids } = at.town
  const page = await opened(`/shop/${tenant.code}/${ids.outlet}/me`, BUYER)
  await page.getByLabel('Акції').uncheck()
  await page.getByRole('button', { name: 'Зберегти' }).click()
  await page.getByText('Збережено').waitFor()
  await page.reload()
  await page.getByLabel('Новини').waitFor()
  expect(await page.getByLabel('Акції').isChecked()).toBe(false)
  expect(await page.getByLabel('Новини').isChecked()).toBe(true)
  const { messageId } = await at.told({ topic: 'promotion' })
  await expect.poll(() => at.seen(messageId), { timeout: 20_000 }).toEqual(['opted_out'])
})

test('a message that wakes the browser is shown and told as delivered', async () => {
  const { tenant, ids } = at.town
  const page = await opened(`/shop/${tenant.code}/${ids.outlet}/me`, BUYER)
  await page.context().grantPermissions(['notifications'], { origin: running.url })
  const { messageId } = await at.told()
  await expect.poll(async () => (await at.seen(messageId))[0], { timeout: 20_000 }).toBe('sent')
  const session = await page.context().newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations
      if (first) resolve(first.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  await page.evaluate(
    `navigator.serviceWorker.register('/message-worker.js', { scope: '/' })
      .then(() => navigator.serviceWorker.ready).then(() => undefined)`,
  )
  const place = { distributorId: tenant.id, channel: 'sms' as const, messageId }
  const url = `${running.url}/m/${tokenOf(at.database.secret, place)}`
  await session.send('ServiceWorker.deliverPushMessage', {
    origin: running.url,
    registrationId: await registered,
    data: JSON.stringify({ title: 'До 17:00 ще година', body: 'Ваше замовлення готове', url }),
  })
  await expect
    .poll(async () => (await at.seen(messageId))[0], { timeout: 20_000 })
    .toBe('delivered')
  const shown = await page.evaluate(
    `navigator.serviceWorker.ready.then((r) => r.getNotifications())
      .then((all) => all.map(({ title }) => title))`,
  )
  expect(shown).toEqual(['До 17:00 ще година'])
})
