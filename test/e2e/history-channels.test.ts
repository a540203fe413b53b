import { beforeAll, expect, test } from 'vitest'
import { readTenant } from '../../src/platform/db.ts'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, openWindow, signIn, type Window } from './browser.ts'
import { stageOf } from './stage.ts'

let town: Town
let office: Window
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'past' })
})
beforeAll(async () => {
  office = await openWindow(stage.browser, 1440)
  await signIn(office.page, `${stage.tandem.url}/office/`, town.phones[3] ?? '')
})

const LINES = [
  'Номер;Дата;Код точки;Код товару;Кількість;Сума;Автор',
  'А-1;02.11.2026;O1;P1;10;300,00;Сайт',
  'А-2;02.11.2026;O1;P2;2;50,00;Агент Бойко',
  'А-3;03.11.2026;O1;P1;1;30,00;Бухгалтерія',
].join('\n')
const file = { name: 'історія.csv', mimeType: 'text/csv', buffer: Buffer.from(LINES) }

const channels = () =>
  readTenant(stage.database.pools.app, town.tenant.id, (db) =>
    db
      .selectFrom('ordering.order')
      .select(['number', 'channel'])
      .where('distributor_id', '=', town.tenant.id)
      .orderBy('number')
      .execute(),
  )

/** A rule more, its four fields filled by keyboard alone. */
async function write(no: number, rule: { how?: string; words: string; channel: string }) {
  const { page } = office
  await page.getByRole('button', { name: 'Додати правило' }).focus()
  await page.keyboard.press('Enter')
  const fields = page.getByRole('group', { name: `Правило ${no}` })
  if (rule.how) await fields.getByLabel('Як').selectOption({ label: rule.how })
  await fields.getByLabel('Слова через кому').fill(rule.words)
  await fields.getByLabel('Канал').selectOption({ label: rule.channel })
}

test('an admin says whose orders the history holds; who is not named stays unknown', async () => {
  const { page, problems } = office
  await page.goto(`${stage.tandem.url}/office/${town.tenant.code}/exchange/tables`)
  await page.getByTestId('table-file').setInputFiles([file])
  await page.getByTestId('columns').waitFor()
  await page.getByLabel('Що в таблиці').selectOption({ label: 'Рядки замовлень' })
  await page.getByText('Хто ввів замовлення').waitFor()
  await write(1, { words: 'сайт, портал', channel: 'Портал' })
  await write(2, { how: 'починається з', words: 'Агент', channel: 'Агент' })
  await page.getByTestId('columns').getByLabel('Що це: Автор').selectOption({ label: 'Автор' })
  expect(await axeFindings(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  const wider = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate<number>(wider)).toBe(0)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Перевірити' }).click()
  await page.getByTestId('table-result').getByText('Це проба').waitFor()
  await page.getByRole('button', { name: 'Записати' }).click()
  await page.getByText('Таблицю записано').first().waitFor()
  expect(await channels()).toEqual([
    { number: 'А-1', channel: 'portal' },
    { number: 'А-2', channel: 'agent' },
    { number: 'А-3', channel: 'unknown' },
  ])
  expect(problems).toEqual([])
})

test('the next history of this shape knows who enters orders; a rule without its column is told', async () => {
  const { page } = office
  await page.goto(`${stage.tandem.url}/office/${town.tenant.code}/exchange/tables`)
  await page.getByTestId('table-file').setInputFiles([file])
  await page.getByTestId('columns').waitFor()
  await page.getByLabel('Що в таблиці').selectOption({ label: 'Рядки замовлень' })
  await page.getByText('Такі заголовки вже знаємо').waitFor()
  const first = page.getByRole('group', { name: 'Правило 1' })
  expect(await first.getByLabel('Слова через кому').inputValue()).toBe('сайт, портал')
  await page.getByTestId('columns').getByLabel('Що це: Автор').selectOption('')
  await page.getByText('без нього правило нічого не знайде').waitFor()
})
