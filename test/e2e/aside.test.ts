import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { makeShopsToCall } from './shops-to-call.ts'
import { stageOf } from './stage.ts'

let town: Awaited<ReturnType<typeof makeShopsToCall>>
const stage = stageOf(async (database) => {
  town = await makeShopsToCall(database, 1)
})

const path = (area: string) =>
  `${stage.tandem.url}/${area}/${town.tenant.code}/o/${town.ids.outlet}`
const opened = async (page: Page, area: string) => {
  await page.goto(path(area))
  await page.getByText('Шлях до порталу').waitFor()
}

test('an agent says what he thinks of a shop, and keeps it; a second person agrees', async () => {
  const [, , agentPhone = '', adminPhone = ''] = town.phones
  const { page: agent, problems } = await openWindow(stage.browser, 390)
  await signIn(agent, `${stage.tandem.url}/field/`, agentPhone)
  await opened(agent, 'field')
  const maybe = agent.getByRole('button', { name: 'Можливо' })
  await maybe.click()
  await expect.poll(() => maybe.getAttribute('aria-pressed')).toBe('true')
  await agent.reload()
  await expect.poll(() => maybe.getAttribute('aria-pressed')).toBe('true')
  await agent.getByRole('button', { name: 'Відкласти точку' }).click()
  await agent.getByLabel('Відкласти точку').selectOption('stays_with_agent')
  await agent.getByLabel('Чому').fill('Власниця не має смартфона')
  await agent.getByRole('button', { name: 'Відкласти', exact: true }).click()
  await agent.getByText('Чекає на згоду другої людини.').waitFor()
  expect(await axeFindings(agent)).toEqual([])
  await agent.getByRole('button', { name: 'Погоджуюсь' }).click()
  // Who asked does not agree with himself.
  await agent.getByRole('alert').waitFor()

  const { page: office } = await openWindow(stage.browser, 1440)
  await signIn(office, `${stage.tandem.url}/office/`, adminPhone)
  await opened(office, 'office')
  await office.getByRole('button', { name: 'Погоджуюсь' }).click()
  await office.getByText('Переглянути:').waitFor()
  await office.getByRole('button', { name: 'Повернути до запуску' }).click()
  await office.getByRole('button', { name: 'Відкласти точку' }).waitFor()
  expect(problems.filter((told) => !told.includes('409'))).toEqual([])
})
