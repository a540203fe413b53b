import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { readTenant } from '../../src/platform/db.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { makeShopsToCall } from './shops-to-call.ts'
import { stageOf } from './stage.ts'

let town: Awaited<ReturnType<typeof makeShopsToCall>>
const stage = stageOf(async (database) => {
  town = await makeShopsToCall(database, 3)
})

const scripts = () =>
  readTenant(stage.database.pools.app, town.tenant.id, async (db) => {
    const { rows } = await sql<{ script: string }>`select script from rollout.contact
      where distributor_id = ${town.tenant.id} order by ended_at`.execute(db)
    return rows.map(({ script }) => script)
  })

test('the office says other words, the desk says them at once, and a contact keeps which', async () => {
  const { page, problems } = await openWindow(stage.browser, 1440)
  const desk = `${stage.tandem.url}/office/${town.tenant.code}/desk`
  await signIn(page, `${stage.tandem.url}/office/`, town.phones[3] ?? '')
  await page.goto(desk)
  await page.getByText('Вітаю! Це ваш постачальник.').waitFor()
  await page.keyboard.press('6')
  await expect.poll(scripts, { timeout: 10_000 }).toEqual(['presentation-1.uk'])

  await page.goto(`${desk}?view=scripts`)
  await page.getByText('Стандартні слова').first().waitFor()
  await page.getByLabel('Привітання').fill('Добрий день, це «Добродар»!')
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Зберегти нову версію' }).press('Enter')
  await page.getByTestId('script-versions').getByText('Версія 1: Ваші слова').waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await axeFindings(page)).toEqual([])
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.goto(desk)
  await page.getByText('Добрий день, це «Добродар»!').waitFor()
  await page.keyboard.press('6')
  const spoken = ['presentation-1.uk', 'own-presentation-1.uk']
  await expect.poll(scripts, { timeout: 10_000 }).toEqual(spoken)

  await page.goto(`${desk}?view=scripts`)
  await page.getByRole('button', { name: 'Казати стандартне' }).press('Enter')
  await page.getByTestId('script-versions').getByText('Версія 2: Стандартні слова').waitFor()
  await page.getByTestId('script-versions').getByText('Добрий день, це «Добродар»!').click()
  await page.getByRole('button', { name: 'Узяти ці слова' }).click()
  expect(await page.getByLabel('Привітання').inputValue()).toBe('Добрий день, це «Добродар»!')
  expect(problems).toEqual([])
})
