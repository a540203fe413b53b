import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { filesAt, priceTypesIn } from '../../src/modules/exchange/exchange.ts'
import { makeTrial } from '../../src/trial-distributor.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { overflowOf } from './probe.ts'
import { stageOf } from './stage.ts'

const SETS = join(process.env.TANDEM_SHARED_DATA ?? '../shared/data', 'commerceml')
const isThere = existsSync(SETS)
const reason = isThere ? '' : ' (the shared data is absent: not run)'
const pictures = process.env.TANDEM_TEST_PICTURES
const stage = stageOf(undefined, { unless: !isThere })

/** A distributor as `--create` makes it, without any goods: his admin, a buyer, and his files. */
async function fresh(code: string, set: string) {
  const places = await filesAt(join(SETS, set))
  if (!places.ok) throw new Error(JSON.stringify(places.refusal))
  const files = places.value.filter(({ name }) => !name.endsWith('.md'))
  const said = await priceTypesIn(files)
  if (!said.ok) throw new Error(JSON.stringify(said.refusal))
  const logins = await makeTrial(stage.database.pools, { code, ...said.value })
  const phoneOf = (role: string) => logins.find((login) => login.role === role)?.phone ?? ''
  return {
    admin: phoneOf('admin'),
    buyer: phoneOf('buyer'),
    paths: files.map(({ path }) => path),
  }
}

/** Looked at on a desk and on a phone: nothing for axe, nothing wider than the page. */
async function look(page: Page, name: string) {
  expect(await axeFindings(page)).toEqual([])
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await overflowOf(page)).toEqual([])
    if (pictures) await page.screenshot({ path: join(pictures, `mend-${name}-${width}.png`) })
  }
}

async function dropFiles(page: Page, paths: string[]) {
  await page.getByRole('link', { name: 'Обмін' }).click()
  await page.getByTestId('upload-files').setInputFiles(paths)
  await page.getByText('Це проба').waitFor()
}

/** From the keyboard alone: the row's button, the fields in their order, Enter. */
async function mend(page: Page, row: string, keys: string[]) {
  const rows = page.getByTestId('oddities').locator('tbody tr').filter({ hasText: row })
  await rows.first().getByRole('button', { name: 'Виправити' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('textbox').waitFor()
  for (const key of keys) {
    if (key === 'Tab' || key === 'ArrowDown') await page.keyboard.press(key)
    else await page.keyboard.type(key)
  }
}

/** On the page of all mends: what was and is; one is forgotten, and that is taken back. */
async function forgetAndUndo(page: Page) {
  await page.getByRole('link', { name: 'Обмін' }).first().click()
  await page.getByRole('link', { name: 'Виправлення' }).click()
  const rows = page.getByTestId('mends').locator('tbody tr')
  await expect.poll(() => rows.count()).toBe(3)
  const priced = rows.filter({ hasText: '001229' })
  expect(await priced.textContent()).toMatch(/125,50[\s\S]*останнім читанням/)
  await look(page, 'kept')
  await priced.getByRole('button', { name: 'Забути' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => rows.count()).toBe(2)
  await page.getByRole('button', { name: 'Скасувати' }).click()
  await expect.poll(() => rows.count()).toBe(3)
  await page.getByLabel('Застосування').selectOption('unused')
  await page.getByText('Немає виправлень за цими умовами').waitFor()
}

async function buy(phone: string, text: string, named: RegExp): Promise<string> {
  const { page, problems, close } = await openWindow(stage.browser, 390)
  await signIn(page, `${stage.tandem.url}/shop/`, phone)
  await page.getByRole('link', { name: 'Каталог' }).last().click()
  await page.getByPlaceholder('Пошук товару').fill(text)
  const add = page.getByRole('button', { name: named })
  await add.first().waitFor()
  const shown = (await page.locator('main').textContent()) ?? ''
  await add.first().click()
  await page.getByRole('link', { name: 'Кошик' }).last().click()
  const place = page.getByRole('button', { name: 'Замовити', exact: true })
  await expect.poll(() => place.isEnabled()).toBe(true)
  await place.click()
  await page.getByText('Замовлення прийнято').waitFor()
  expect(problems).toEqual([])
  await close()
  return shown
}

test.runIf(isThere)(
  `an admin drops a real export, mends three of its rows, confirms, and a buyer shops in it${reason}`,
  async () => {
    const { admin, buyer, paths } = await fresh('sanitary', 'afonya-2.04-cp1251')
    const { page, problems, close } = await openWindow(stage.browser, 1440)
    await signIn(page, `${stage.tandem.url}/office/`, admin)
    await dropFiles(page, paths)
    await look(page, 'dry-run')
    const reasons = page.getByRole('button', { name: /нульова ціна · 4/ })
    await reasons.click()
    await expect.poll(() => page.getByTestId('oddities').locator('tbody tr').count()).toBe(4)

    await mend(page, '001229', ['ArrowDown', 'Tab', 'договірна'])
    await look(page, 'dialog')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('Таке значення сюди не підходить').waitFor()
    await look(page, 'refused')
    await page.getByRole('dialog').getByLabel('Ціна').fill('125,50')
    await page.keyboard.press('Enter')
    await page.getByText('Виправлено: 1 рядок').waitFor()
    await mend(page, 'Футорка лат', ['ArrowDown', 'Tab', '90'])
    await page.keyboard.press('Enter')
    await page.getByText('Виправлено: 2 рядки').waitFor()
    await page.getByRole('button', { name: /без ПДВ · 1/ }).click()
    await mend(page, 'без ПДВ', ['20'])
    await page.keyboard.press('Enter')
    await page.getByText('Виправлено: 3 рядки').waitFor()
    expect(await page.getByRole('button', { name: 'Записати' }).count()).toBe(0)
    await look(page, 'mended')

    await page.getByRole('button', { name: 'Прочитати ще раз' }).click()
    await page.getByText('Ті самі файли, прочитані ще раз').waitFor()
    await page.getByRole('button', { name: /нульова ціна · 2/ }).waitFor()
    expect(await page.getByRole('button', { name: /без ПДВ/ }).count()).toBe(0)
    await look(page, 'replayed')
    await page.getByRole('button', { name: 'Записати' }).click()
    await page.getByText('Дані записано').waitFor()
    await forgetAndUndo(page)
    expect(problems).toEqual([])
    await close()
    expect(await buy(buyer, 'S3/4F*3/4M-60', /^Додати: .*S3\/4F\*3\/4M-60/)).toMatch(/125,50/)
  },
)

test.runIf(isThere)(
  `an admin shows in one click the 978 goods that came without a product, and a buyer shops${reason}`,
  async () => {
    const { admin, buyer, paths } = await fresh('cosmetics', 'mht-cosmetics-2.09-split')
    const { page, problems, close } = await openWindow(stage.browser, 1440)
    await signIn(page, `${stage.tandem.url}/office/`, admin)
    await dropFiles(page, paths)
    await page.getByText('без картки товару прийдуть').waitFor()
    await look(page, 'would-hide')
    await page.getByRole('button', { name: 'Записати' }).click()
    await page.getByText('Дані записано').waitFor()
    await page.getByRole('button', { name: 'Показати всі 978' }).waitFor()
    await look(page, 'hidden')
    await page.getByRole('link', { name: 'Товари', exact: true }).click()
    await page.getByRole('button', { name: 'Приховані' }).click()
    await page.getByTestId('lone-runs').getByText('978 товарів').waitFor()
    await look(page, 'hidden-products')
    await page.getByRole('button', { name: 'Показати всі 978' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Показано в магазинах: 978').waitFor()
    await page.getByRole('button', { name: 'Скасувати' }).click()
    await page.getByRole('button', { name: 'Показати всі 978' }).click()
    await page.getByText('Показано в магазинах: 978').waitFor()
    await page.getByRole('link', { name: 'Обмін' }).click()
    await page
      .getByRole('link', { name: /\d:\d\d/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Приховати знову 978' }).waitFor()
    await look(page, 'published')
    expect(problems).toEqual([])
    await close()
    await buy(buyer, 'крем', /^Додати: .*крем/i)
  },
)
