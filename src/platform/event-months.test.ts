import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/test-database.ts'
import { makeTown, type Town } from '../../test/town.ts'
import { upkeep } from '../upkeep.ts'

const log = pino({ level: 'silent' })
let database: TestDatabase
let owner: pg.Client
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  town = await makeTown(database)
})
afterAll(async () => {
  await owner?.end()
  await database?.drop()
})

test('events that found no month’s partition are in one after the night', async () => {
  const late = "date_trunc('month', platform.now()) + interval '5 months 3 days'"
  await owner.query(
    `insert into ordering.checkout (distributor_id, id, outlet_id, body_hash, reply)
      values ($1, $2, $3, '', '{}')`,
    [town.tenant.id, town.ids.list, town.ids.outlet],
  )
  await owner.query(
    `insert into ordering.order (distributor_id, id, checkout_id, number, outlet_id,
      selling_entity_id, contract_id, warehouse_id, delivery_day, cut_off_at, lock_at, channel,
      prepared_by, status, currency, payment_form, net_minor, vat_minor, total_minor, line_count)
      values ($1, $2, $2, 'N', $3, $4, $5, $6, '2026-01-01', '2026-01-01', '2026-01-01', 'portal',
        'buyer', 'placed', 'UAH', 'cash', 0, 0, 0, 0)`,
    [
      town.tenant.id,
      town.ids.list,
      town.ids.outlet,
      town.ids.entity,
      town.ids.contract,
      town.ids.warehouse,
    ],
  )
  await owner.query(
    `insert into ordering.order_event (distributor_id, order_id, at, id, kind, actor_kind)
      values ($1, $2, ${late}, $2, 'placed', 'buyer')`,
    [town.tenant.id, town.ids.list],
  )
  const where = async () =>
    (
      await owner.query<{ name: string }>(
        'select tableoid::regclass::text as name from ordering.order_event where order_id = $1',
        [town.ids.list],
      )
    ).rows.map(({ name }) => name)
  expect(await where()).toEqual(['ordering.order_event_other'])
  await owner.query('update platform.clock set offset_seconds = 90 * 86400')
  try {
    await Promise.all(
      [1, 2].map(() => upkeep({ ownerUrl: database.ownerUrl, dataFolder: '', log })),
    )
    expect(await where()).toEqual([expect.stringMatching(/^ordering\.order_event_\d{6}$/)])
    const open = await owner.query(
      `select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'ordering.order_event'::regclass and not (c.relrowsecurity
          and c.relforcerowsecurity and exists (select from pg_policy where polrelid = c.oid))`,
    )
    expect(open.rows).toEqual([])
  } finally {
    await owner.query('update platform.clock set offset_seconds = 0')
  }
})
