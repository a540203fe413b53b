import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeTenant } from '../../src/platform/db.ts'
import { makeTown, type Town } from '../town.ts'
import { axeFindings, openWindow, signIn, type Window } from './browser.ts'
import { stageOf } from './stage.ts'

let town: Town
const stage = stageOf(async (database) => {
  town = await makeTown(database, { code: 'atlas' })
})
beforeAll(async () => {
  await setOutlet(town.ids.outlet, { latitude: 49.8094, longitude: 30.12, city: 'Біла Церква' })
  await setOutlet(town.ids.otherOutlet, { latitude: null, longitude: null, city: 'м. Фастів' })
})

type Where = { latitude: number | null; longitude: number | null; city: string }

const setOutlet = (id: string, where: Where) =>
  writeTenant(stage.database.pools.app, town.tenant.id, (tx) =>
    tx
      .updateTable('outlets.outlet')
      .set(where)
      .where('distributor_id', '=', town.tenant.id)
      .where('id', '=', id)
      .execute(),
  )

/** The window of a person, and what its pages asked of anybody but Tandem. */
async function open(phone: string, screen: 'office' | 'field', width: number) {
  const window: Window = await openWindow(stage.browser, width)
  const strangers: string[] = []
  window.page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== new URL(stage.tandem.url).origin)
      strangers.push(request.url())
  })
  await signIn(window.page, `${stage.tandem.url}/${screen}/`, phone)
  return { ...window, strangers }
}

const ready = (page: Page) => page.locator('.map-area[data-ready=yes]').waitFor()

/** How many pixels of a colour lie on a sheet of the map: 0 the ground, 1 the points. */
const pixelsOf = async (page: Page, sheet: 0 | 1, colour: [number, number, number]) =>
  Number(
    await page.evaluate(`(() => {
      const sheet = document.querySelectorAll('canvas.map-sheet')[${sheet}]
      const { data } = sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height)
      let found = 0
      for (let i = 0; i < data.length; i += 4)
        if ([${colour.join()}].every((part, k) => data[i + k] === part)) found += 1
      return found
    })()`),
  )

const LAND: [number, number, number] = [251, 250, 246]
const NO_DAY: [number, number, number] = [107, 114, 128]

describe('the office’s map', () => {
  let office: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    office = await open(town.phones[3] ?? '', 'office', 1440)
    await office.page.getByRole('link', { name: 'Карта' }).click()
    await ready(office.page)
  })
  afterAll(() => office?.close())

  test('draws land and the outlet’s point; hiding its group takes the point away', async () => {
    const { page } = office
    expect(await pixelsOf(page, 0, LAND)).toBeGreaterThan(100_000)
    expect(await pixelsOf(page, 1, NO_DAY)).toBeGreaterThan(50)
    await page.getByTestId('legend').getByRole('button').click()
    await expect.poll(() => pixelsOf(page, 1, NO_DAY)).toBe(0)
    expect(new URL(page.url()).searchParams.get('hide')).toBe('none')
    await page.getByTestId('legend').getByRole('button').click()
    await expect.poll(() => pixelsOf(page, 1, NO_DAY)).toBeGreaterThan(50)
  })

  test('the address holds the filters, and a reload shows the same', async () => {
    const { page } = office
    const rows = page.getByTestId('map-outlets').locator('tbody tr')
    expect(await rows.count()).toBe(2)
    await page.getByLabel(/^Агент/).selectOption({ label: 'Agent atlas' })
    await expect.poll(() => rows.count()).toBe(1)
    await page.reload()
    await ready(page)
    expect(await rows.count()).toBe(1)
    await page.getByLabel(/^Агент/).selectOption({ label: 'без агента' })
    await page.getByTestId('map-outlets').getByText('Kiosk 2').waitFor()
    await page.getByRole('button', { name: 'Скинути фільтри' }).click()
    await expect.poll(() => rows.count()).toBe(2)
  })

  test('by keyboard alone an outlet is found and shown on the map', async () => {
    const { page } = office
    const row = page.getByTestId('map-outlets').getByRole('button', { name: /Kiosk 1/ })
    await row.focus()
    await page.keyboard.press('Enter')
    const card = page.getByTestId('outlet-card')
    await card.getByText('Kiosk 1').waitFor()
    expect(new URL(page.url()).searchParams.get('o')).toBe(town.ids.outlet)
    expect(new URL(page.url()).searchParams.get('at')).toMatch(/^49\.80\d*,30\.1\d*,15$/)
    const map = page.getByRole('region', { name: 'Карта торгових точок' })
    await map.focus()
    await page.keyboard.press('-')
    await expect.poll(() => new URL(page.url()).searchParams.get('at')).toMatch(/,14$/)
    expect(await axeFindings(page)).toEqual([])
  })

  test('the outlet’s own page shows where it is', async () => {
    const { page } = office
    await page.getByRole('link', { name: 'Відкрити точку' }).click()
    await page.getByRole('heading', { name: 'Місце на карті' }).waitFor()
    await ready(page)
    expect(await axeFindings(page)).toEqual([])
    await page.goBack()
    await ready(page)
  })

  test('a click on the point opens its card', async () => {
    const { page } = office
    await page.getByRole('button', { name: 'Закрити картку' }).click()
    await page.getByRole('button', { name: 'Показати всі' }).click()
    const box = await page.locator('.map-area').boundingBox()
    await page.mouse.click(
      (box?.x ?? 0) + (box?.width ?? 0) / 2,
      (box?.y ?? 0) + (box?.height ?? 0) / 2,
    )
    await page.getByTestId('outlet-card').getByText('Kiosk 1').waitFor()
    await page.getByRole('button', { name: 'Закрити картку' }).click()
  })

  test('coverage counts the week by day and agent', async () => {
    const { page } = office
    await page.getByRole('button', { name: 'Покриття' }).click()
    await page.getByTestId('coverage-days').waitFor()
    expect(await page.getByTestId('coverage-days').locator('tbody tr').count()).toBe(7)
    await page.getByTestId('coverage-agents').getByText('Agent atlas').waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  test('an outlet without a place gets one: typed, taken from its town, clicked', async () => {
    const { page } = office
    const placeOf = async () => {
      const { rows } = await placed(town.ids.otherOutlet)
      return rows
    }
    await page.getByRole('button', { name: 'Без місця' }).click()
    const panel = page.getByTestId('placeless')
    await panel.getByText('Kiosk 2').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await panel.getByRole('button', { name: 'Вписати' }).click()
    await panel.getByLabel('Широта, довгота').fill('сто, двісті')
    await panel.getByRole('button', { name: 'Зберегти' }).click()
    await panel.getByText('Напишіть так').waitFor()
    expect(await placeOf()).toEqual([{ latitude: null, longitude: null }])
    await panel.getByLabel('Широта, довгота').fill('50,0801 29,9205')
    await panel.getByRole('button', { name: 'Зберегти' }).click()
    await page.getByText('Усі точки мають місце на карті').waitFor()
    expect(await placeOf()).toEqual([{ latitude: 50.0801, longitude: 29.9205 }])

    await setOutlet(town.ids.otherOutlet, { latitude: null, longitude: null, city: 'м. Фастів' })
    await page.reload()
    await panel.getByRole('button', { name: /Взяти: Фастів/ }).click()
    await page.getByText('Усі точки мають місце на карті').waitFor()
    expect(await placeOf()).toEqual([{ latitude: 50.0767, longitude: 29.9177 }])

    await setOutlet(town.ids.otherOutlet, { latitude: null, longitude: null, city: 'м. Фастів' })
    await page.reload()
    await panel.getByRole('button', { name: 'Вказати на карті' }).click()
    await ready(page)
    await page.getByRole('region', { name: 'Карта торгових точок' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Усі точки мають місце на карті').waitFor()
    const [{ latitude } = { latitude: null }] = await placeOf()
    expect(latitude).toBeGreaterThan(49)
  })

  test('saves the picture and the list, and has asked nobody outside', async () => {
    const { page, strangers, problems } = office
    const [picture] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Картинка' }).click(),
    ])
    expect(picture.suggestedFilename()).toBe('map.png')
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ])
    expect(table.suggestedFilename()).toBe('outlets.csv')
    expect(strangers).toEqual([])
    expect(problems).toEqual([])
  })
})

const placed = async (outletId: string) => {
  const rows = await writeTenant(stage.database.pools.app, town.tenant.id, (tx) =>
    tx
      .selectFrom('outlets.outlet')
      .select(['latitude', 'longitude'])
      .where('distributor_id', '=', town.tenant.id)
      .where('id', '=', outletId)
      .execute(),
  )
  return { rows }
}

test('an agent sees his own outlets on his phone, with what each wants', async () => {
  const field = await open(town.phones[2] ?? '', 'field', 390)
  const { page } = field
  await page.getByRole('link', { name: 'На карті' }).click()
  await ready(page)
  const list = page.getByTestId('field-map-list').getByRole('link')
  expect(await list.count()).toBe(1)
  expect(await list.textContent()).toContain('Kiosk 1')
  expect(await axeFindings(page)).toEqual([])
  expect(field.strangers).toEqual([])
  expect(field.problems).toEqual([])
  await field.close()
})
