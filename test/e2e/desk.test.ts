import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTenant } from '../../src/platform/db.ts'
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
  town = await makeShopsToCall(database, 11)
  tandem = await startTandem(database)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await tandem?.stop()
  await database?.drop()
})

type Row = { name: string; outcome: string; objection: string | null; note: string; asked: boolean }
const contacts = () =>
  readTenant(database.pools.app, town.tenant.id, async (db) => {
    const { rows } = await sql<Row>`select o.name, c.outcome, c.objection, c.note,
        c.call_back_at is not null as asked
      from rollout.contact c join outlets.outlet o on o.distributor_id = c.distributor_id
        and o.id = c.outlet_id
      where c.distributor_id = ${town.tenant.id} order by c.ended_at`.execute(db)
    return rows
  })

const shown = (page: Page) => page.getByTestId('desk-outlet').textContent()

/** Presses keys about the outlet on the desk; the next is there at once. */
async function work(page: Page, keys: string[]): Promise<string> {
  const name = (await shown(page)) ?? ''
  for (const key of keys) await page.keyboard.press(key)
  await page
    .getByTestId('desk-outlet')
    .getByText(name, { exact: true })
    .waitFor({ state: 'detached' })
  return name
}

test('the operator works ten contacts by the keyboard alone, and takes a slip back', async () => {
  const [, , , phone = ''] = town.phones
  const { page, problems } = await openWindow(browser, 1440)
  await signIn(page, `${tandem.url}/office/`, phone)
  await page.goto(`${tandem.url}/office/${town.tenant.code}/desk`)
  await page.getByTestId('desk-outlet').waitFor()
  expect(await axeFindings(page)).toEqual([])

  const presses = [['1'], ['2'], ['3'], ['4'], ['5', '3'], ['6'], ['7', '3'], ['8'], ['1']]
  const worked: string[] = []
  for (const keys of presses) worked.push(await work(page, keys))
  await page.keyboard.press('n')
  await page.keyboard.type('Питали про 5 знижок')
  await page.keyboard.press('Enter')
  worked.push(await work(page, ['1']))
  expect(new Set(worked).size).toBe(10)
  expect(await contacts()).toEqual(
    [
      ...[
        'agreed',
        'ordered',
        'taught',
        'told',
        'call_back',
        'no_answer',
        'refused',
        'unreachable',
      ],
      ...['agreed', 'agreed'],
    ].map((outcome, i) => ({
      ...{ name: worked[i], outcome, asked: outcome === 'call_back' },
      objection: outcome === 'refused' ? 'prices_differ' : null,
      note: i === 9 ? 'Питали про 5 знижок' : '',
    })),
  )

  await page.keyboard.press('u')
  await page
    .getByTestId('desk-outlet')
    .getByText(worked[9] ?? '', { exact: true })
    .waitFor()
  expect(await contacts()).toHaveLength(9)
  expect(problems).toEqual([])
})
