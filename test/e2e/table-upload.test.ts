import { readFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { makeTown, type Town } from '../town.ts'
import { workbookOf } from '../workbook.ts'
import { axeFindings, openWindow, signIn, type Window } from './browser.ts'
import { stageOf } from './stage.ts'

let town: Town
let office: Window
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'lists' })
})
beforeAll(async () => {
  office = await openWindow(stage.browser, 1440)
  await signIn(office.page, `${stage.tandem.url}/office/`, town.phones[3] ?? '')
})

const PICTURES = process.env.TANDEM_TEST_PICTURES

/** Looked at on a desk and on a phone: nothing for axe, nothing wider than the page. */
async function look(name: string) {
  const { page } = office
  expect(await axeFindings(page)).toEqual([])
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    const wider = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    expect(await page.evaluate<number>(wider)).toBe(0)
    if (PICTURES)
      await page.screenshot({ path: `${PICTURES}/${name}-${width}.png`, fullPage: true })
  }
}

async function priceOfMilk(): Promise<string> {
  const shop = await openWindow(stage.browser, 390)
  await signIn(shop.page, `${stage.tandem.url}/shop/`, town.phones[0] ?? '')
  await shop.page.getByRole('link', { name: 'Каталог' }).first().click()
  await shop.page.getByText('Молоко').first().waitFor()
  const text = (await shop.page.locator('main').textContent()) ?? ''
  await shop.close()
  return text.replaceAll(/\s+/gu, ' ')
}

const LIST = [
  ['ТОВ «Липове»: прайс-лист від 01.12.2026'],
  ['Артикул', 'Код 1С', 'Найменування', 'Од. вим.', 'Ціна з ПДВ, грн'],
  ['М-900', 'P1', 'Молоко', 'шт', '31,75'],
  ['Х-500', 'P2', 'Хліб', 'шт', '25,00'],
  ['=1+1', 'P1', '=HYPERLINK("x")', 'ящ', '=уточнюйте'],
]
const file = {
  name: 'прайс.xlsx',
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: workbookOf({ sheets: [{ name: 'Прайс', rows: LIST }] }),
}

test('an admin drops a price list, corrects a column, confirms; the buyer pays the new price', async () => {
  const { page } = office
  expect(await priceOfMilk()).toContain('30,00')
  await page.getByRole('link', { name: 'Обмін' }).click()
  await page.getByRole('link', { name: 'Завантажити таблицю' }).click()
  await page.getByText('Перетягніть сюди CSV').waitFor()
  await look('tables')
  const given = { name: file.name, base64: file.buffer.toString('base64') }
  const transfer = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer()
    const { name, base64 } = ${JSON.stringify(given)}
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    transfer.items.add(new File([bytes], name))
    return transfer
  })()`)
  await page.getByTestId('drop-zone').dispatchEvent('drop', { dataTransfer: transfer })

  const columns = page.getByTestId('columns')
  await columns.waitFor()
  expect(await columns.getByLabel('Що це: Артикул').inputValue()).toBe('product')
  expect(await columns.getByLabel('Що це: Ціна з ПДВ, грн').inputValue()).toBe('price')
  await look('guess')
  // The distributor's own codes stand in the other column; the keyboard is enough to say so.
  await columns.getByLabel('Що це: Код 1С').focus()
  await columns.getByLabel('Що це: Код 1С').selectOption({ label: 'Код товару' })
  expect(await columns.getByLabel('Що це: Артикул').inputValue()).toBe('')
  expect(await page.getByLabel('Прайс', { exact: true }).inputValue()).toBe('base')
  await page.getByRole('button', { name: 'Перевірити' }).focus()
  await page.keyboard.press('Enter')

  const result = page.getByTestId('table-result')
  await result.getByText('Це проба').waitFor()
  expect(await result.getByTestId('figures').textContent()).toBe(
    'Рядків3Нових0Змінених1Без змін1У карантині1',
  )
  const sample = await result.getByTestId('table-samples').textContent()
  expect(sample).toMatch(/Молоко lists/)
  expect(sample).toMatch(/30.*31,75/)
  const left = await result.getByTestId('quarantine').locator('tbody').textContent()
  expect(left).toBe('5Ціна з ПДВ, грн=уточнюйтене числоВиправити')
  await look('diff')
  const saves = page.waitForEvent('download')
  await result.getByRole('button', { name: 'Зберегти CSV' }).click()
  const saved = await readFile((await (await saves).path()) ?? '', 'utf8')
  expect(saved).toContain("5;Ціна з ПДВ, грн;'=уточнюйте;не число")
  expect(await priceOfMilk()).toContain('30,00')

  await result.getByRole('button', { name: 'Записати' }).click()
  await result.getByText('Таблицю записано').waitFor()
  await look('written')
  expect(await priceOfMilk()).toContain('31,75')
})

test('the next list of this shape needs no hand, and the same one again changes nothing', async () => {
  const { page } = office
  await page.getByRole('link', { name: 'Завантажити ще одну' }).click()
  await page.getByTestId('table-file').setInputFiles([file])
  await page.getByText('Такі заголовки вже знаємо').waitFor()
  expect(await page.getByLabel('Що це: Код 1С').inputValue()).toBe('product')
  await page.getByRole('button', { name: 'Перевірити' }).click()
  await page.getByTestId('figures').getByText('Змінених').waitFor()
  expect(await page.getByTestId('figures').textContent()).toContain('Нових0Змінених0Без змін2')
  await page.reload()
  await page.getByTestId('figures').waitFor()
  expect(await page.getByLabel('Що це: Код 1С').inputValue()).toBe('product')
})

test('a row that was left out is mended by keys, read again and written; the next list has it', async () => {
  const { page } = office
  const result = page.getByTestId('table-result')
  await result.getByRole('button', { name: 'Виправити' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Ціна з ПДВ, грн: =уточнюйте').waitFor()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('дорого')
  await page.keyboard.press('Enter')
  await dialog.getByText('Таке значення сюди не підходить').waitFor()
  await look('mend-cell')
  await dialog.getByLabel('Як має бути').fill('380,50')
  await page.keyboard.press('Enter')
  await result.getByText('Виправлено: 1 рядок').waitFor()
  expect(await result.getByRole('button', { name: 'Записати' }).count()).toBe(0)
  await look('mended-cell')
  await result.getByRole('button', { name: 'Прочитати ще раз' }).click()
  await expect.poll(() => result.getByTestId('figures').textContent()).toContain('У карантині0')
  await result.getByRole('button', { name: 'Записати' }).click()
  await result.getByText('Таблицю записано').waitFor()
  await page.getByRole('link', { name: 'Обмін' }).first().click()
  await page.getByRole('link', { name: 'Виправлення' }).click()
  await page.getByTestId('mends').getByText('380,50').waitFor()
  expect(await page.getByTestId('mends').textContent()).toContain('Ціна: не число')
  await look('mends-of-tables')
  await page.getByRole('link', { name: 'Обмін' }).first().click()
  await page.getByRole('link', { name: 'Завантажити таблицю' }).click()
})

test('a file that is no table is refused with its name, and another kind than said is pointed at', async () => {
  const { page } = office
  const buffer = Buffer.from('%PDF-1.7 …')
  const zone = page.getByTestId('table-file')
  await zone.setInputFiles([{ name: 'лист.csv', mimeType: 'text/csv', buffer }])
  await page.getByRole('alert').getByText('лист.csv: рядок 1').waitFor()
  await look('no-table')
  const debts = Buffer.from('Договір;Станом на;Борг\nK1;25.11.2026;100,00\n')
  await zone.setInputFiles([{ name: 'борги.csv', mimeType: 'text/csv', buffer: debts }])
  await page.getByText('Схоже, у файлі інше').waitFor()
  await page.getByText('Бракує: Код товару, Ціна').waitFor()
  expect(await page.getByRole('button', { name: 'Перевірити' }).isDisabled()).toBe(true)
  await look('other-kind')
  await page.getByRole('button', { name: 'Читати так' }).click()
  await page.getByText('Бракує').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Відхилити' }).click()
  await page.getByText('Таблицю відхилено').waitFor()
  expect(office.problems).toEqual([])
})
