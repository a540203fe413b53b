import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Running, startTandem } from '../running.ts'
import { type TestDatabase, testDatabase } from '../test-database.ts'
import { axeFindings, launch, openWindow, signIn } from './browser.ts'
import { makeShopsToCall } from './shops-to-call.ts'

let database: TestDatabase
let tandem: Running
let browser: Browser
let town: Awaited<ReturnType<typeof makeShopsToCall>>
beforeAll(async () => {
  database = await testDatabase()
  town = await makeShopsToCall(database, 1)
  tandem = await startTandem(database)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await tandem?.stop()
  await database?.drop()
})

const path = (area: string) => `${tandem.url}/${area}/${town.tenant.code}/o/${town.ids.outlet}`
const opened = async (page: Page, area: string) => {
  await page.goto(path(area))
  await page.getByText('Шлях до порталу').waitFor()
}

test('an agent says what he thinks of a shop, and keeps it; a second person agrees', async () => {
  const [, , agentPhone = '', adminPhone = ''] = town.phones
  const { page: agent, problems } = await openWindow(browser, 390)
  await signIn(agent, `${tandem.url}/field/`, agentPhone)
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

  const { page: office } = await openWindow(browser, 1440)
  await signIn(office, `${tandem.url}/office/`, adminPhone)
  await opened(office, 'office')
  await office.getByRole('button', { name: 'Погоджуюсь' }).click()
  await office.getByText('Переглянути:').waitFor()
  await office.getByRole('button', { name: 'Повернути до запуску' }).click()
  await office.getByRole('button', { name: 'Відкласти точку' }).waitFor()
  expect(problems.filter((told) => !told.includes('409'))).toEqual([])
})
