import { beforeAll, expect, test } from 'vitest'
import { catalogue, offers } from '../../src/modules/exchange/commerceml/test-commerceml.ts'
import { offer, priceTypes, product } from '../../src/modules/exchange/test-import.ts'
import { makeTown, type Town } from '../town.ts'
import { zipOf } from '../zip.ts'
import { axeFindings, openWindow, signIn, type Window } from './browser.ts'
import { stageOf } from './stage.ts'

let town: Town
let office: Window
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'loads' })
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

const goods = (count: number) =>
  Array.from({ length: count }, (_, i) => product(`g${i}`, '', `Кава зернова ${i}`)).join('')
const prices = (count: number) =>
  offers(
    Array.from({ length: count }, (_, i) => offer(`g${i}`, { p: `${i + 10},5` })).join(''),
    priceTypes({ p: 'Опт' }),
  )
const archive = (count: number) => ({
  name: 'вивантаження.zip',
  mimeType: 'application/zip',
  buffer: zipOf([
    { name: 'webdata/import.xml', content: catalogue(goods(count)) },
    { name: 'webdata/offers.xml', content: prices(count - 1) },
  ]),
})

/** Drops files on the page as a person does with the mouse. */
async function drop(files: { name: string; buffer: Buffer }[]) {
  const { page } = office
  const given = files.map(({ name, buffer }) => ({ name, base64: buffer.toString('base64') }))
  const transfer = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer()
    for (const { name, base64 } of ${JSON.stringify(given)}) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      transfer.items.add(new File([bytes], name))
    }
    return transfer
  })()`)
  await page.getByTestId('drop-zone').dispatchEvent('drop', { dataTransfer: transfer })
}

test('an archive dropped in the office shows what would change, and comes in when confirmed', async () => {
  const { page } = office
  await page.getByRole('link', { name: 'Обмін' }).click()
  await page.getByText('Перетягніть сюди').waitFor()
  await look('exchange')
  await drop([archive(4)])
  await page.getByText('Це проба').waitFor()
  await page.getByTestId('diff').getByText('нових 4').waitFor()
  await page.getByText('Приклади змін').click()
  await page.getByTestId('samples').getByText('Кава зернова 0').first().waitFor()
  await look('dry-run')
  await page.getByRole('link', { name: 'Товари' }).click()
  await page.getByTestId('products').locator('tbody tr').first().waitFor()
  expect(await page.getByText('Кава зернова').count()).toBe(0)
  await page.getByRole('link', { name: 'Обмін' }).click()
  await page.getByTestId('waiting-uploads').getByText('можна записати').waitFor()
  await look('waiting')
  await page.getByRole('link', { name: 'Переглянути' }).click()
  await page.getByRole('button', { name: 'Записати' }).click()
  await page.getByText('Дані записано').waitFor()
  await look('imported')
  await page.getByRole('link', { name: 'До товарів' }).click()
  await page.getByText('Кава зернова 3').first().waitFor()
})

test('a file that would hide too much is confirmed once more, or declined', async () => {
  const { page } = office
  await page.getByRole('link', { name: 'Обмін' }).click()
  await page.getByTestId('upload-files').setInputFiles([archive(2)])
  await page.getByText('Зникло б із продажу: 3 із 4').first().waitFor()
  await page.getByRole('button', { name: 'Записати' }).click()
  await page.getByRole('button', { name: 'Записати попри це' }).waitFor()
  await look('big-drop')
  await page.getByRole('button', { name: 'Ні, назад' }).click()
  await page.getByRole('button', { name: 'Відхилити' }).click()
  await page.getByText('Файли відхилено').waitFor()
  await page.getByText('відхилено', { exact: true }).waitFor()
  expect(await page.getByTestId('waiting-uploads').count()).toBe(0)
})

test('a broken file is refused with its line, one that is none with its name; the keyboard is enough', async () => {
  const { page } = office
  const chooses = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Вибрати файли' }).focus()
  await page.keyboard.press('Enter')
  const buffer = Buffer.from('не файл обліку')
  await (await chooses).setFiles([{ name: 'лист.xml', mimeType: 'text/xml', buffer }])
  await page.getByRole('alert').getByText('лист.xml: рядок 1').waitFor()
  await look('not-a-file')
  await drop([
    {
      name: 'import.xml',
      buffer: Buffer.from(catalogue(goods(9)).replace('</Товары>', '</Товар>')),
    },
  ])
  const told = page.getByRole('alert')
  await told.getByText('XML пошкоджено').waitFor()
  await told.getByText('Файл import.xml, рядок 20').waitFor()
  expect(await page.getByRole('button', { name: 'Записати' }).count()).toBe(0)
  await look('broken')
  await page.getByRole('link', { name: 'Товари' }).click()
  await page.getByText('Кава зернова 3').first().waitFor()
  expect(await page.getByText('Кава зернова 8').count()).toBe(0)
  expect(office.problems).toEqual([])
})
