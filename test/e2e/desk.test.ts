import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { readTenant } from '../../src/platform/db.ts'
import { axeFindings, openWindow, signIn } from './browser.ts'
import { makeShopsToCall } from './shops-to-call.ts'
import { stageOf } from './stage.ts'

let town: Awaited<ReturnType<typeof makeShopsToCall>>
const stage = stageOf(async (database) => {
  town = await makeShopsToCall(database, 12)
})

type Row = { name: string; outcome: string; objection: string | null; note: string; asked: boolean }
const contacts = () =>
  readTenant(stage.database.pools.app, town.tenant.id, async (db) => {
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
  const { page, problems } = await openWindow(stage.browser, 1440)
  await signIn(page, `${stage.tandem.url}/office/`, phone)
  await page.goto(`${stage.tandem.url}/office/${town.tenant.code}/desk`)
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

/** The key as soon as the next outlet stands there, before anything is painted: no hand is quicker. */
const pressAtOnce = (page: Page, key: string) =>
  page.evaluate(`{
    const outlet = () => document.querySelector('[data-testid="desk-outlet"]')?.textContent
    const before = outlet()
    new MutationObserver((_, observer) => {
      if (outlet() === before) return
      observer.disconnect()
      dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', code: 'Key${key.toUpperCase()}' }))
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  }`)

test('however quick the hand, U takes back what was just said, not what was said before', async () => {
  const [, , , phone = ''] = town.phones
  const { page } = await openWindow(stage.browser, 1440)
  await signIn(page, `${stage.tandem.url}/office/`, phone)
  await page.goto(`${stage.tandem.url}/office/${town.tenant.code}/desk`)
  await page.getByTestId('desk-outlet').waitFor()
  await work(page, ['6'])
  const kept = await contacts()
  const name = (await shown(page)) ?? ''
  await pressAtOnce(page, 'u')
  await page.keyboard.press('8')
  await page.getByText('Контакт скасовано').waitFor()
  expect(await shown(page)).toBe(name)
  expect(await contacts()).toEqual(kept)
})
