import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deliver } from '../../../../test/town-history.ts'
import { readTenant } from '../../../platform/db.ts'
import type { Asking } from '../../../platform/serve.ts'
import { messagesPage } from '../../messaging/log-queries.ts'
import { draftFor, placeDraft, showDraft } from '../../ordering/drafts.ts'
import { draftPath } from '../../ordering/ordering.ts'
import { remind } from './remind.ts'
import { type HabitTown, startHabitTown } from './test-habit.ts'

let at: HabitTown
beforeEach(async () => {
  at = await startHabitTown()
  await at.count()
  await at.setClock('2026-11-17T15:00:30Z')
})
afterEach(() => at.stop())

const DAY = '2026-11-19'
const due = (step: '24h' | '2h') =>
  at.writing((tx) =>
    remind(
      tx,
      { distributorId: at.town.tenant.id, cutOffAt: '2026-11-18T15:00:00Z', step, after: null },
      (distributorId, draftId) => draftPath(at.database.secret, { distributorId, draftId }),
    ),
  )
const links = async () =>
  (
    await at.owner.query<{ link: string }>(
      'select link from messaging.message where distributor_id = $1 order by told_at',
      [at.town.tenant.id],
    )
  ).rows.map(({ link }) => link)
const line = (productId: string, pieces: number) => ({
  ...{ productId, quantityMilli: pieces * 1_000, unitPriceE4: 300_000 },
})
const delivered = () =>
  deliver(at.database, at.town, [
    { day: '2026-11-05', lines: [line(at.town.ids.bread, 9)] },
    { day: '2026-11-12', lines: [line(at.town.ids.milk, 3)] },
    { day: '2026-11-12', lines: [line(at.town.ids.milk, 1), line(at.town.ids.bread, 2)] },
  ])
const phone = { deviceId: randomUUID(), requestId: 'test', language: 'uk' } as Asking
const options = () => ({
  ...{ pools: at.database.pools, secret: at.database.secret, publicUrl: 'https://x.example' },
})
const tokenOf = (link = '') => link.split('/').at(-1) ?? ''

test('a reminder opens what came last time, both steps the same; one press orders it, alone', async () => {
  await delivered()
  expect(await due('24h')).toBe(1)
  await at.setClock('2026-11-18T13:00:30Z')
  expect(await due('2h')).toBe(1)
  const [first, second] = await links()
  expect(second).toBe(first)
  const shown = await showDraft(options(), phone, tokenOf(first))
  if (!shown.ok) throw new Error(JSON.stringify(shown))
  expect(shown.value).toMatchObject({ state: 'open', deliveryDay: DAY, preparedBy: 'suggestion' })
  const lines = shown.value.lines.map(({ productId, unitCode, quantityMilli }) => ({
    ...{ productId, unitCode, quantityMilli },
  }))
  expect(lines.toSorted((a, b) => b.quantityMilli - a.quantityMilli)).toEqual([
    { productId: at.town.ids.milk, unitCode: 'шт', quantityMilli: 4_000 },
    { productId: at.town.ids.bread, unitCode: 'шт', quantityMilli: 2_000 },
  ])
  const press = { token: tokenOf(first), lines, onDouble: 'ask' as const }
  expect(await placeDraft(options(), phone, press)).toMatchObject({ ok: true })
  const { rows } = await at.owner.query(
    `select channel, prepared_by, delivery_day::text as day from ordering.order
     where distributor_id = $1 and status = 'placed'`,
    [at.town.tenant.id],
  )
  expect(rows).toEqual([{ channel: 'portal', prepared_by: 'suggestion', day: DAY }])
})

test('what is sold no more is left out; who never had anything is led to the shelf', async () => {
  expect(await due('24h')).toBe(1)
  const { outlet } = at.town.ids
  expect(await links()).toEqual([`/shop/${at.town.tenant.code}/${outlet}`])
  await delivered()
  await at.owner.query('update catalogue.product set published = false where id = $1', [
    at.town.ids.milk,
  ])
  await at.setClock('2026-11-18T13:00:30Z')
  await due('2h')
  const shown = await showDraft(options(), phone, tokenOf((await links()).at(-1)))
  expect(shown).toMatchObject({ value: { lines: [{ productId: at.town.ids.bread }] } })
})

test('a draft that a person made for this delivery is the one that is opened', async () => {
  await delivered()
  const made = await draftFor(options(), at.town.agent, {
    ...{ draftId: randomUUID(), outletId: at.town.ids.outlet, deliveryDay: DAY, note: '' },
    lines: [{ productId: at.town.ids.bread, unitCode: 'шт', quantityMilli: 1_000 }],
    ...{ saidBy: 'viber', said: 'один хліб' },
  })
  if (!made.ok) throw new Error(JSON.stringify(made))
  await due('24h')
  expect(await links()).toEqual([new URL(made.value.link).pathname])
})

test('nobody in the office is told the link: whoever has it orders as the shop', async () => {
  await delivered()
  await due('24h')
  const told = await readTenant(at.database.pools.app, at.town.tenant.id, (db) =>
    messagesPage(db, { distributorId: at.town.tenant.id, limit: 10 }),
  )
  expect(told).toMatchObject([{ template: 'reminder_24h', link: '/shop/draft' }])
})
