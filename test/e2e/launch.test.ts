import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { openScreenWorld, type ScreenWorld } from './screen-world.ts'

let world: ScreenWorld
beforeAll(async () => {
  world = await openScreenWorld()
})
afterAll(() => world?.stop())

test('an owner sets the goal and promises; everybody at once is refused, a wave the team carries goes', async () => {
  const { page, close } = await openWindow(world.browser, 1440)
  await signIn(page, `${world.url}/office/`, world.phoneOf('owner'))
  await page.getByRole('link', { name: 'Запуск', exact: true }).click()
  await page.getByRole('button', { name: 'Змінити' }).first().click()
  await page.getByRole('button', { name: 'Завершити запуск' }).click()
  await page.getByRole('button', { name: 'Завершити запуск' }).last().click()
  await page.getByText('Запуску ще немає').waitFor()

  await page.getByRole('button', { name: 'Створити запуск' }).click()
  await page.getByLabel('Назва').fill('Зимовий запуск')
  await page.getByLabel('Навіщо портал нашим людям').fill('Щоб точка замовляла сама')
  await page.getByLabel('Початок').fill('2026-11-26')
  await page.getByLabel('Кінець').fill('2027-03-31')
  await page.getByLabel('Регулярних точок').fill('10')
  await page
    .getByLabel(/: Команда запуску/)
    .first()
    .selectOption('operator')
  for (const pilot of await page.getByRole('checkbox').all()) await pilot.check()
  await page.getByRole('button', { name: 'Зберегти' }).click()
  await page.getByText('0 із 10 регулярних точок').waitFor()

  await page.getByRole('link', { name: 'Скласти хвилю' }).click()
  await page.getByLabel('Скільки точок').fill('24')
  const against = page.getByTestId('against')
  await against.getByText('Усіх одразу не запрошують: 24 із 24 точок. Щонайбільше — 10.').waitFor()
  await against.getByText('Власник ще нічого не обіцяв агентам').waitFor()
  expect(await axeFindings(page)).toEqual([])

  await page.getByRole('link', { name: 'Запуск', exact: true }).first().click()
  await page.getByRole('button', { name: 'Домовленість' }).click()
  await page.getByLabel('Обіцянка').fill('План не піднімемо через портал')
  await page.getByLabel('Діє до').fill('2027-06-01')
  await page.getByRole('button', { name: 'Пообіцяти' }).click()
  await page.getByText('План не піднімемо через портал').waitFor()

  await page.getByRole('link', { name: 'Скласти хвилю' }).click()
  await page.getByLabel('Скільки точок').fill('3')
  await page.getByText('Хвиля 1: 3 точки').waitFor()
  await page.getByTestId('against').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Запустити хвилю' }).click()
  await page.getByRole('heading', { name: 'Хвиля 1' }).waitFor()
  const rows = page.getByTestId('wave-outlets').locator('tbody tr')
  await rows.nth(2).waitFor()
  expect(await rows.count()).toBe(3)
  expect(await axeFindings(page)).toEqual([])
  await close()
})

test('an agent reads the promise on his first screen, and passes the check only with three of three', async () => {
  const { page, close } = await openWindow(world.browser, 390)
  await signIn(page, `${world.url}/field/`, world.phoneOf('agent'))
  await page.getByText('План не піднімемо через портал').waitFor()
  await page.getByRole('link', { name: 'Три запитання' }).click()
  await page.getByLabel('Щоб обходитися без агентів').check()
  await page.getByLabel(/^Мені: рядок за рядком/).check()
  await page.getByLabel(/^Яке точка зробила сама/).check()
  await page.getByRole('button', { name: 'Готово' }).click()
  await page.getByText('Правильних: 2 / 3').waitFor()
  await page.getByLabel(/^Щоб точка замовляла сама/).check()
  await page.getByRole('button', { name: 'Готово' }).click()
  await page.getByText('Усе зрозуміло: три з трьох.').waitFor()
  await close()
})

test('the agent’s open plan moves the moment his shop orders by itself', async () => {
  const agent = await openWindow(world.browser, 390)
  await signIn(agent.page, `${world.url}/field/`, world.phoneOf('agent'))
  await agent.page.getByRole('link', { name: 'Мій план' }).click()
  const lines = agent.page.getByRole('img', { name: /^Рядки:/ })
  await lines.waitFor()
  const before = await lines.getAttribute('aria-label')

  const shop = await openWindow(world.browser, 390)
  await signIn(shop.page, `${world.url}/shop/`, world.phoneOf('buyer'))
  await shop.page.getByRole('button', { name: 'Повторити останнє замовлення' }).click()
  const [accept, order] = ['Прийняти зміни', 'Замовити'].map((name) =>
    shop.page.locator('button:enabled', { hasText: name }).last(),
  )
  await accept
    ?.or(order ?? accept)
    .first()
    .waitFor()
  if (await accept?.isVisible()) await accept?.click()
  await order?.click()
  // What it is asked stands before its eyes, not below the lines.
  const both = shop.page.getByRole('button', { name: 'Залишити обидва' })
  await both.waitFor()
  const bar = await shop.page.locator('[data-place]').last().boundingBox()
  await expect
    .poll(async () => {
      const box = await both.boundingBox()
      return box && bar && box.y > 0 && box.y + box.height < bar.y
    })
    .toBe(true)
  await both.click()
  await shop.page.getByText('Замовлення прийнято').waitFor()
  await expect.poll(() => lines.getAttribute('aria-label'), { timeout: 10_000 }).not.toBe(before)
  expect([...agent.problems, ...shop.problems]).toEqual([])
  await Promise.all([agent.close(), shop.close()])
})
